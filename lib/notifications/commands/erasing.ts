import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Notification } from '@/models/notification'
import { requireHouse } from '../policy'

const ROWS_PER_STEP = 500

/** Erases what a person whose account is gone was told. */
export async function eraseNotifications(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  requireHouse(viewer)
  const user = toObjectId(userId)
  for (;;) {
    const rows = await Notification.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    await Notification.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } })
    if (rows.length < ROWS_PER_STEP) return
  }
}
