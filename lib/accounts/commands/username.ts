import 'server-only'
import { User } from '@/models/user'
import { UsernameRedirect } from '@/models/username-redirect'
import { requireMember, type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { onDuplicateKey } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError } from '@/lib/platform/errors'
import { limit } from '@/lib/platform/http/rate-limit'
import { emit } from '@/lib/platform/jobs/events'
import { FORMER_USERNAME_DAYS } from '../constants'
import { profileChanged } from '../events'
import { describeTaken } from '../refusals'
import type { UsernameChange } from '../schema'
import { usernameKey } from '../usernames'

/**
 * Takes another username. The one before leads to its owner for 90 days and is closed to others; the owner may take it
 * back at any time.
 */
export async function changeUsername(
  viewer: Viewer,
  { username }: UsernameChange,
): Promise<{ username: string }> {
  const { userId } = requireMember(viewer)
  const user = toObjectId(userId)
  const before = await User.findById(user).select('username usernameKey').lean()
  if (!before) throw new AppError('not_found', 'The account is gone.')
  if (before.username === username) return { username }
  await limit('accountChange', viewerKey(viewer))
  const key = usernameKey(username)
  await inTransaction(async () => {
    if (key !== before.usernameKey) await swapNames(viewer, { userId, key, formerKey: before.usernameKey })
    const guarded = { _id: user, usernameKey: before.usernameKey }
    const change = { $set: { username, usernameKey: key } }
    const { matchedCount } = await onDuplicateKey(() => User.updateOne(guarded, change), describeTaken)
    if (matchedCount !== 1) throw new AppError('conflict', 'The username was changed elsewhere meanwhile.')
    await emit(profileChanged, { userId, username, formerUsername: before.username })
    await changed(`profile:${before.usernameKey}`, `profile:${key}`, 'instructors')
  })
  return { username }
}

type Swap = { userId: string; key: string; formerKey: string }

async function swapNames(viewer: Viewer, { userId, key, formerKey }: Swap): Promise<void> {
  await refuseClosedUsername(viewer, { username: key, ownerId: userId })
  await UsernameRedirect.deleteOne({ usernameKey: key })
  const expiresAt = new Date(now().getTime() + FORMER_USERNAME_DAYS * 86_400_000)
  await UsernameRedirect.updateOne(
    { usernameKey: formerKey },
    { $set: { user: toObjectId(userId), expiresAt } },
    { upsert: true },
  )
}

/** Refuses a name somebody else gave up less than 90 days ago: it still leads to them. */
export async function refuseClosedUsername(
  _viewer: Viewer,
  { username, ownerId }: { username: string; ownerId?: string },
): Promise<void> {
  const former = await UsernameRedirect.findOne({
    usernameKey: usernameKey(username),
    expiresAt: { $gt: now() },
  })
    .select('user')
    .lean()
  if (former && former.user.toHexString() !== ownerId) throw describeTaken(['usernameKey'])
}
