import 'server-only'
import { Types } from 'mongoose'
import { hasLocale } from 'next-intl'
import { routing } from '@/i18n/routing'
import { User } from '@/models/user'
import { hashPassword } from '@/lib/platform/auth/password'
import { type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { onDuplicateKey } from '@/lib/platform/db/duplicate-key'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { limit } from '@/lib/platform/http/rate-limit'
import { emit } from '@/lib/platform/jobs/events'
import { type OpenRole, REASONS } from '../constants'
import { accountRegistered, emailVerified, instructorApplied } from '../events'
import { canRegister } from '../policy'
import { toAddressee } from '../dto'
import { describeTaken, refuseAge, refuseUnfitPassword } from '../refusals'
import type { ProviderRegistration, Registration } from '../schema'
import { usernameKey } from '../usernames'
import { issueCode } from './codes'
import { refuseClosedUsername } from './username'

/** Of a program that registers somebody the year is not demanded: docs/decisions/086-tokens-and-programs.md */
type Registered = Omit<Registration, 'birthYear'> & { birthYear?: number }

/** Makes an account with a password and mails the code that proves its address. */
export async function registerAccount(viewer: Viewer, input: Registered): Promise<{ userId: string }> {
  if (!canRegister(viewer)) throw forbidden('Sign out before you register another account.', REASONS.signedIn)
  if (viewer.kind === 'visitor') await limit('register', viewerKey(viewer))
  if (input.birthYear !== undefined) refuseAge(input.birthYear, Boolean(input.hasReachedMinimumAge))
  refuseUnfitPassword('password', input.password, input)
  const passwordHash = await hashPassword(input.password)
  return inTransaction(async () => {
    const userId = await insertAccount(viewer, { ...input, passwordHash })
    await issueCode(viewer, {
      userId,
      purpose: 'verifyEmail',
      to: toAddressee({ ...input, preferences: preferencesOf(input) }),
    })
    return { userId }
  })
}

/** What a provider has proven and a sealed cookie has carried here. */
export type ProvenIdentity = { provider: 'google' | 'github'; subject: string; email: string }

/** Makes an account for somebody whom Google or GitHub vouched for: no password, and the address is proven. */
export async function registerWithIdentity(
  viewer: Viewer,
  input: ProviderRegistration & { identity: ProvenIdentity },
): Promise<{ userId: string }> {
  if (!canRegister(viewer)) throw forbidden('Sign out before you register another account.', REASONS.signedIn)
  await limit('register', viewerKey(viewer))
  refuseAge(input.birthYear, Boolean(input.hasReachedMinimumAge))
  const { provider, subject, email } = input.identity
  return inTransaction(async () => {
    const at = now()
    const identities = [{ provider, subject, linkedAt: at }]
    const userId = await insertAccount(viewer, { ...input, email, emailVerifiedAt: at, identities })
    await emit(emailVerified, { userId })
    return { userId }
  })
}

type NewAccount = {
  locale?: string
  timeZone?: string
  username: string
  fullName: string
  birthYear?: number
  role: OpenRole
  email: string
  passwordHash?: string
  emailVerifiedAt?: Date
  identities?: { provider: 'google' | 'github'; subject: string; linkedAt: Date }[]
}

async function insertAccount(viewer: Viewer, account: NewAccount): Promise<string> {
  const { username, role, ...given } = account
  await refuseClosedUsername(viewer, { username })
  const _id = new Types.ObjectId()
  const at = now()
  const row = {
    _id,
    username,
    usernameKey: usernameKey(username),
    role,
    fullName: given.fullName,
    birthYear: given.birthYear,
    email: given.email,
    passwordHash: given.passwordHash,
    emailVerifiedAt: given.emailVerifiedAt,
    identities: given.identities ?? [],
    application: role === 'instructor' ? { status: 'waiting' as const, askedAt: at } : undefined,
    preferences: preferencesOf(account),
    lastActiveAt: at,
  }
  await onDuplicateKey(() => User.create([row]), describeTaken)
  const userId = _id.toHexString()
  await emit(accountRegistered, { userId, role })
  if (role === 'instructor') await emit(instructorApplied, { userId })
  return userId
}

function preferencesOf({ locale, timeZone = 'UTC' }: { locale?: string; timeZone?: string }) {
  const known = hasLocale(routing.locales, locale) ? locale : routing.defaultLocale
  return { locale: known, timeZone }
}
