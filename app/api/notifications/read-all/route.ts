import { markAllNotificationsReadOperation } from '@/lib/notifications/api'
import { markAllRead } from '@/lib/notifications/commands/reading'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(markAllNotificationsReadOperation, (viewer, { body }) => markAllRead(viewer, body))
