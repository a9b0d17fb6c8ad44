import 'server-only'
import { Types } from 'mongoose'
import { hashPassword } from '@/lib/platform/auth/password'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { onDuplicateKey } from '@/lib/platform/db/duplicate-key'
import { forbidden } from '@/lib/platform/errors'
import { User } from '@/models/user'
import { describeTaken, refuseUnfitPassword } from '../refusals'
import type { Appointment } from '../schema'
import { usernameKey } from '../usernames'

/**
 * Makes somebody an admin: the owner of the address if there is an account, else a new one with this password. It is how
 * the first admin comes to be, so only the house itself (whoever has a shell on the machine) may do it.
 *
 * @returns whether an account was made; an existing one keeps its password and name
 */
export async function appointAdmin(
  viewer: Viewer,
  input: Appointment,
): Promise<{ userId: string; isNew: boolean; username: string }> {
  if (viewer.kind !== 'system') throw forbidden('Only somebody at the machine itself appoints admins.')
  const promoted = await User.findOneAndUpdate(
    { email: input.email },
    {
      $set: { role: 'admin', active: true, emailVerifiedAt: now() },
      $unset: { application: 1, suspension: 1 },
    },
  )
    .select('username')
    .lean()
  if (promoted) return { userId: promoted._id.toHexString(), isNew: false, username: promoted.username }
  refuseUnfitPassword('password', input.password, input)
  return createAdmin(input, await hashPassword(input.password))
}

async function createAdmin(input: Appointment, passwordHash: string) {
  const _id = new Types.ObjectId()
  const { username, email, fullName } = input
  const account = { _id, username, usernameKey: usernameKey(username), email, fullName, passwordHash }
  const at = now()
  await onDuplicateKey(
    () => User.create([{ ...account, role: 'admin', emailVerifiedAt: at, lastActiveAt: at }]),
    describeTaken,
  )
  return { userId: _id.toHexString(), isNew: true, username }
}
