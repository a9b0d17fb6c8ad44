import { markNotificationReadOperation } from '@/lib/notifications/api'
import { markRead } from '@/lib/notifications/commands/reading'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** Said by the page when one is opened. */
export const POST = route(markNotificationReadOperation, (viewer, { params }) =>
  markRead(viewer, { notificationId: params.id }),
)
