import { SignIn } from '@/models/sign-in'
import { now } from '../clock'
import { AppError } from '../errors'
import { ACCESS_SECONDS, signAccessToken } from './access-token'
import { newRefreshToken, openRefreshToken } from './refresh-token'
import { createSignIn, findMember, type Device } from './sign-ins'
import type { Member } from './viewer'

/** What a program gets by signing in: a token for an hour, and one that is exchanged once for the next two. */
export type Tokens = { token: string; refreshToken: string; expiresIn: number }

/** How long the twin of an exchange is taken for a mistake of the program rather than for theft. */
const TWIN_MILLISECONDS = 10_000

/** Signs a person in for a program. */
export async function startApiSignIn(
  userId: string,
  { device, provenAt }: { device?: Device; provenAt?: Date } = {},
): Promise<Tokens> {
  const { token, family, hash } = newRefreshToken()
  const refresh = { family, refreshHash: hash }
  const signInId = await createSignIn(userId, device, { kind: 'api', provenAt, refresh })
  return tokensOf({ userId, signInId }, token)
}

/**
 * Exchanges a refresh token for the next pair, once: of two at the same moment one gets the pair, the other 409. A token
 * that was exchanged earlier than a few seconds ago is in two hands, so its whole sign-in ends (RFC 9700, 4.14.2).
 *
 * @throws unauthenticated `token.refresh_invalid`; conflict `token.refreshed_meanwhile`
 */
export async function refreshApiSignIn(given: string): Promise<{ member: Member; tokens: Tokens }> {
  const presented = openRefreshToken(given)
  if (presented === undefined) throw invalid()
  const next = newRefreshToken(presented.family)
  const row = await SignIn.findOneAndUpdate(
    { family: presented.family, refreshHash: presented.hash, endedAt: null, expiresAt: { $gt: now() } },
    { $set: { refreshHash: next.hash, formerRefreshHash: presented.hash, refreshedAt: now() } },
  )
    .select('user')
    .lean()
  if (row === null) throw await refuse(presented)
  const session = { userId: row.user.toHexString(), signInId: row._id.toHexString() }
  const member = await findMember(session, 'api')
  if (member === undefined) throw invalid()
  return { member, tokens: await tokensOf(session, next.token) }
}

/** Why a token of ours is not the valid one: a twin of the exchange, an old one, or the sign-in has ended. */
async function refuse({ family, hash }: { family: string; hash: string }): Promise<AppError> {
  const recent = new Date(now().getTime() - TWIN_MILLISECONDS)
  const twin = { family, formerRefreshHash: hash, refreshedAt: { $gte: recent }, endedAt: null }
  if ((await SignIn.exists(twin)) !== null) {
    return new AppError('conflict', 'This token was exchanged a moment ago; use the one from that answer.', {
      reason: 'token.refreshed_meanwhile',
    })
  }
  await SignIn.updateOne({ family, endedAt: null }, { endedAt: now() })
  return invalid()
}

async function tokensOf(
  session: { userId: string; signInId: string },
  refreshToken: string,
): Promise<Tokens> {
  return { token: await signAccessToken(session), refreshToken, expiresIn: ACCESS_SECONDS }
}

function invalid(): AppError {
  return new AppError('unauthenticated', 'The refresh token is unknown, was used or has run out.', {
    reason: 'token.refresh_invalid',
  })
}
