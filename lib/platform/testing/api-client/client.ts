import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './paths'

type Options = { baseUrl: string; token?: string; fetch?: (request: Request) => Promise<Response> }

/**
 * The HTTP interface as typed functions: `client.GET('/api/notifications', { params: … })` knows what goes in and what
 * comes out, because its types are made from the document. `fetch` may be another way to the handlers, as in tests.
 */
export function apiClient({ baseUrl, token, fetch }: Options): Client<paths> {
  return createClient<paths>({
    baseUrl,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    ...(fetch && { fetch }),
  })
}
