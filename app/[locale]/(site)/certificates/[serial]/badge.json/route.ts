import { getBadge } from '@/lib/certificates/queries/badges'
import { getBadgeOperation } from '@/lib/certificates/api'
import { route } from '@/lib/platform/http/route'

/** The certificate as an Open Badges 3.0 credential, for programs of other sites too. */
export const GET = route(
  getBadgeOperation,
  async (viewer, { params }) =>
    new Response(JSON.stringify(await getBadge(viewer, params), null, 2), {
      headers: { 'content-type': 'application/vc+ld+json', 'access-control-allow-origin': '*' },
    }),
)
