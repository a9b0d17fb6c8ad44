import { listNotifications } from '@/lib/notifications/queries'
import { NotificationsCall } from '@/lib/notifications/schema'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The viewer's notifications, newest first. */
export const GET = route({ query: NotificationsCall }, (viewer, { query }) =>
  listNotifications(viewer, query),
)
