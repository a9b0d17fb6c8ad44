import { getBadge } from '@/lib/certificates/queries/badges'
import { CertificateReference } from '@/lib/certificates/schema'
import { route } from '@/lib/platform/http/legacy-route'

/** The certificate as an Open Badges 3.0 credential, for programs of other sites too. */
export const GET = route(
  { params: CertificateReference, limit: 'certificate' },
  async (viewer, { params }) =>
    new Response(JSON.stringify(await getBadge(viewer, params), null, 2), {
      headers: { 'content-type': 'application/vc+ld+json', 'access-control-allow-origin': '*' },
    }),
)
