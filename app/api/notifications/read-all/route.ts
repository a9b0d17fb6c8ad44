import { markAllRead } from '@/lib/notifications/commands/reading'
import { ReadAll } from '@/lib/notifications/schema'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route({ body: ReadAll }, (viewer, { body }) => markAllRead(viewer, body))
