import { askUnsubscribeOperation, unsubscribeOperation } from '@/lib/notifications/api'
import { unsubscribe } from '@/lib/notifications/commands/choosing'
import { env } from '@/lib/platform/env'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** What a mail program sends when its own button is pressed (RFC 8058): no cookie, no page, done at once. */
export const POST = route(unsubscribeOperation, async (viewer, { query }) => {
  await unsubscribe(viewer, query)
})

/** Opened by a person or by a scanner of links, it changes nothing: the page asks first. */
export const GET = route(askUnsubscribeOperation, async (_viewer, { query }) =>
  Response.redirect(`${env().APP_URL}/unsubscribe?token=${encodeURIComponent(query.token)}`, 303),
)
