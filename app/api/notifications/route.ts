import { listNotificationsOperation } from '@/lib/notifications/api'
import { listNotifications } from '@/lib/notifications/queries'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The viewer's notifications, newest first. */
export const GET = route(listNotificationsOperation, (viewer, { query }) => listNotifications(viewer, query))
