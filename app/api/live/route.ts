import { openLiveOperation } from '@/lib/operations/api'
import { requireMember } from '@/lib/platform/auth/viewer'
import { route } from '@/lib/platform/http/route'
import { openLive } from '@/lib/platform/live/hub'

export const dynamic = 'force-dynamic'

/** What happens while a page is open, as a stream of events; it ends with the sign-in. */
export const GET = route(openLiveOperation, async (viewer, { query, request }) =>
  openLive(requireMember(viewer), { ...query, signal: request.signal }),
)
