import { z } from 'zod'
import { markRead } from '@/lib/notifications/commands/reading'
import { objectId } from '@/lib/utils/object-id'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** Said by the page when one is opened. */
export const POST = route({ params: z.strictObject({ id: objectId }) }, (viewer, { params }) =>
  markRead(viewer, { notificationId: params.id }),
)
