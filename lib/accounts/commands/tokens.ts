import 'server-only'
import { randomInt } from 'node:crypto'
import { refreshApiSignIn, startApiSignIn, type Tokens } from '@/lib/platform/auth/api-sign-ins'
import type { Device } from '@/lib/platform/auth/sign-ins'
import { type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { limit } from '@/lib/platform/http/rate-limit'
import { User } from '@/models/user'
import { REASONS } from '../constants'
import { ACCOUNT_FIELDS, toAccount, type Account } from '../dto'
import type { ProgramRegistration, ProgramSignIn } from '../schema'
import { suggestUsernames, usernameKey } from '../usernames'
import { registerAccount } from './registration'
import { authenticate } from './sign-in'

export type SignedIn = Tokens & { user: Account }
type From = { device: Device }

/** Makes an account as the page does, and signs its owner in for the program that asks. */
export async function registerForProgram(
  viewer: Viewer,
  { name: fullName, username, ...input }: ProgramRegistration,
  from: From,
): Promise<SignedIn> {
  const chosen = username ?? (await findUsername({ name: fullName, email: input.email }))
  const { userId } = await registerAccount(viewer, { ...input, fullName, username: chosen, next: undefined })
  return signedIn(userId, await startApiSignIn(userId, from))
}

/**
 * Signs somebody in for a program, by address or username and password.
 *
 * @throws unauthenticated `account.credentials_wrong`, forbidden `account.suspended`, limited
 */
export async function signInForProgram(
  viewer: Viewer,
  { email: identifier, password }: ProgramSignIn,
  from: From,
): Promise<SignedIn> {
  const { userId, provenAt } = await authenticate(viewer, { identifier, password }).catch(
    (error: unknown) => {
      throw error instanceof AppError && error.reason === REASONS.credentialsWrong
        ? credentialsWrong()
        : error
    },
  )
  return signedIn(userId, await startApiSignIn(userId, { ...from, provenAt }))
}

/** The next pair of tokens for a refresh token. */
export async function refreshForProgram(
  viewer: Viewer,
  { refreshToken }: { refreshToken: string },
): Promise<SignedIn> {
  await limit('signInAddress', viewerKey(viewer))
  const { member, tokens } = await refreshApiSignIn(refreshToken)
  return signedIn(member.userId, tokens)
}

async function signedIn(userId: string, tokens: Tokens): Promise<SignedIn> {
  const user = await User.findById(toObjectId(userId)).select(ACCOUNT_FIELDS).lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  return { ...tokens, user: toAccount(user) }
}

/** A name that is free now; should somebody take it in this moment, the registration says so. */
async function findUsername(person: { name: string; email: string }): Promise<string> {
  const suggested = suggestUsernames(person, () => String(randomInt(1000, 10_000)))
  const rows = await User.find({ usernameKey: { $in: suggested.map(usernameKey) } })
    .select('usernameKey')
    .lean()
  const taken = new Set(rows.map((row) => row.usernameKey))
  return suggested.find((one) => !taken.has(usernameKey(one))) ?? suggested[0]
}

function credentialsWrong(): AppError {
  return new AppError('unauthenticated', 'The name and the password do not belong together.', {
    reason: REASONS.credentialsWrong,
  })
}
