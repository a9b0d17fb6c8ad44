import { getAcademyKeysOperation } from '@/lib/certificates/api'
import { academyDocument } from '@/lib/platform/credentials/academy-key'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The academy's public keys, where `did:web` looks for them. */
export const GET = route(
  getAcademyKeysOperation,
  async () =>
    new Response(JSON.stringify(academyDocument(), null, 2), {
      headers: {
        'content-type': 'application/did+ld+json',
        'cache-control': 'public, max-age=300',
        'access-control-allow-origin': '*',
      },
    }),
)
