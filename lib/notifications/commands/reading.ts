import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Notification } from '@/models/notification'
import { whoseNotifications } from '../policy'
import type { NotificationReference, ReadAll } from '../schema'

/** The viewer has read one of theirs; read again, it stays as it was. Somebody else's is nothing one could know of. */
export async function markRead(viewer: Viewer, { notificationId }: NotificationReference): Promise<void> {
  const key = {
    _id: toObjectId(notificationId),
    user: toObjectId(whoseNotifications(viewer)),
    isListed: true,
  }
  const { matchedCount } = await Notification.updateOne({ ...key, readAt: null }, { $set: { readAt: now() } })
  if (matchedCount === 0 && (await Notification.exists(key)) === null)
    throw notFound('There is no such notification.')
}

/** The viewer has read all of theirs, or all that had come until a moment. */
export async function markAllRead(viewer: Viewer, { until }: ReadAll): Promise<{ read: number }> {
  const { modifiedCount } = await Notification.updateMany(
    {
      user: toObjectId(whoseNotifications(viewer)),
      isListed: true,
      readAt: null,
      ...(until !== undefined && { createdAt: { $lte: new Date(until) } }),
    },
    { $set: { readAt: now() } },
  )
  return { read: modifiedCount }
}
