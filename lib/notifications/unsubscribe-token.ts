import { createHmac, timingSafeEqual } from 'node:crypto'
import { now } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import {
  NOTIFICATION_REASONS,
  UNSUBSCRIBE_DAYS,
  UNSUBSCRIBE_SCOPES,
  type UnsubscribeScope,
} from './constants'

const DAY = 86_400_000

type Grant = { userId: string; scope: UnsubscribeScope }

/**
 * What the link of a letter carries: whose letters of which kind it stops, and since when it is out. It opens nothing
 * else, so it works for whoever holds the letter, without signing in.
 */
export function makeUnsubscribeToken({ userId, scope }: Grant): string {
  const day = Math.floor(now().getTime() / DAY)
  return `${userId}.${scope}.${day}.${signatureOf(userId, scope, day)}`
}

/** Refuses what we did not sign, and what is more than a year old. */
export function openUnsubscribeToken(token: string): Grant {
  const [userId = '', name = '', day = '', signature = '', ...rest] = token.split('.')
  const scope = UNSUBSCRIBE_SCOPES.find((known) => known === name)
  const issued = /^\d{1,7}$/.test(day) ? Number(day) : NaN
  if (scope === undefined || rest.length > 0 || !isSame(signatureOf(userId, name, issued), signature))
    throw new AppError('forbidden', 'The link was not made here.', {
      reason: NOTIFICATION_REASONS.linkForged,
    })
  if (now().getTime() / DAY - issued > UNSUBSCRIBE_DAYS + 1)
    throw new AppError('forbidden', 'The link is too old.', { reason: NOTIFICATION_REASONS.linkExpired })
  return { userId, scope }
}

function signatureOf(userId: string, scope: string, day: number): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET)
    .update(`unsubscribe\n${userId}\n${scope}\n${day}`)
    .digest('base64url')
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)]
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}
