import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { WebhookDelivery } from '@/models/webhook-delivery'
import { requireHouse } from '../policy'

const ROWS_PER_STEP = 500

/** Erases every message about a person whose account is gone. */
export async function eraseMessagesAbout(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  requireHouse(viewer)
  await WebhookDelivery.deleteMany({ user: toObjectId(userId) })
}

/** Erases the next rows of a deleted endpoint's log; false when none is left. */
export async function eraseDeliveries(
  viewer: Viewer,
  { webhookId }: { webhookId: string },
): Promise<{ hasMore: boolean }> {
  requireHouse(viewer)
  const rows = await WebhookDelivery.find({ endpoint: toObjectId(webhookId) })
    .select({ _id: 1 })
    .limit(ROWS_PER_STEP)
    .lean()
  await WebhookDelivery.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } })
  return { hasMore: rows.length === ROWS_PER_STEP }
}
