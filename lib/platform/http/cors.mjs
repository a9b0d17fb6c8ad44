/**
 * Pages of other sites may read the HTTP interface only where the operator names them (`CORS_ORIGINS`), and then with a
 * token: cookies are never allowed, so no page can borrow the rights of whoever looks at it.
 */
const EXPOSED = [
  'etag',
  'link',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'idempotent-replayed',
  'x-request-id',
].join(', ')
const SENT = 'authorization, content-type, idempotency-key, if-match, if-none-match'
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE'
const ASKED_AGAIN_AFTER_SECONDS = '600'

/**
 * Says whom the answer is for, and answers the question that a browser asks before it sends.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {readonly string[]} origins  the sites that may; none by default
 * @returns {boolean} whether it has been answered
 */
export function answerCors({ method, headers }, response, origins) {
  if (origins.length === 0) return false
  response.appendHeader('vary', 'origin')
  const { origin } = headers
  if (origin === undefined || !origins.includes(origin)) return false
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-expose-headers', EXPOSED)
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false
  response.setHeader('access-control-allow-methods', METHODS)
  response.setHeader('access-control-allow-headers', SENT)
  response.setHeader('access-control-max-age', ASKED_AGAIN_AFTER_SECONDS)
  response.writeHead(204).end()
  return true
}
