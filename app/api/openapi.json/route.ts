import { apiDocument } from '@/lib/openapi'
import { getOpenApiOperation } from '@/lib/operations/api'
import { hasSame } from '@/lib/platform/http/conditional.mjs'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** Every call of the academy as OpenAPI 3.1. */
export const GET = route(getOpenApiOperation, async (_viewer, { request }) => {
  const { text, etag } = apiDocument()
  const headers = { etag, 'cache-control': 'public, max-age=300', 'content-type': 'application/json' }
  const isKnown = hasSame(request.headers.get('if-none-match') ?? undefined, etag)
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(text, { headers })
})
