import 'server-only'
import { User } from '@/models/user'
import { verifyPassword } from '@/lib/platform/auth/password'
import { type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { AppError, forbidden } from '@/lib/platform/errors'
import { forgetLimit, limit } from '@/lib/platform/http/rate-limit'
import { REASONS, type Theme } from '../constants'
import type { SignIn } from '../schema'
import { usernameKey } from '../usernames'

/**
 * Whose address or username and password these are. An unknown name costs the same time and gives the same answer as
 * a wrong password; a suspension is told only to who knows the password. `provenAt` is before the password was read, so
 * that one which is changed while it is judged opens nothing.
 */
export async function authenticate(
  viewer: Viewer,
  { identifier, password }: Pick<SignIn, 'identifier' | 'password'>,
): Promise<{ userId: string; theme: Theme; provenAt: Date }> {
  const key = identifierKey(identifier)
  await limit('signInAddress', viewerKey(viewer))
  await limit('signInAccount', key)
  const provenAt = now()
  const user = await User.findOne(key.includes('@') ? { email: key } : { usernameKey: key })
    .select('+passwordHash active preferences.theme')
    .lean()
  const isRight = await verifyPassword(password, user?.passwordHash)
  if (!user || !isRight) {
    throw new AppError('invalid', 'The name and the password do not belong together.', {
      reason: REASONS.credentialsWrong,
    })
  }
  if (!user.active) throw forbidden('The account is suspended.', REASONS.suspended)
  await forgetLimit('signInAccount', key)
  return { userId: user._id.toHexString(), theme: user.preferences.theme, provenAt }
}

function identifierKey(identifier: string): string {
  return identifier.includes('@')
    ? identifier.normalize('NFKC').trim().toLowerCase()
    : usernameKey(identifier)
}
