import { getStatusList } from '@/lib/certificates/queries/badges'
import { getStatusListOperation } from '@/lib/certificates/api'
import { route } from '@/lib/platform/http/route'

/** Which badges of a year no longer count: a signed Bitstring Status List that verifiers look into. */
export const GET = route(
  getStatusListOperation,
  async (viewer, { params }) =>
    new Response(JSON.stringify(await getStatusList(viewer, params)), {
      headers: {
        'content-type': 'application/vc+ld+json',
        'cache-control': 'public, max-age=60',
        'access-control-allow-origin': '*',
      },
    }),
)
