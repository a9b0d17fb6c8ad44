import { randomUUID } from 'node:crypto'

/** A client must not set these: a nonce sent in would be baked into kept pages for everybody. */
const OURS = [
  'content-security-policy',
  'content-security-policy-report-only',
  'x-nonce',
  'x-real-ip',
  'forwarded',
  'next-resume',
]
const OURS_BY_PREFIX =
  /^(?:x-middleware-|x-invoke-|x-next-|x-nextjs-(?!(?:html-)?request-id$)|x-now-|x-vercel-|x-prerender-|x-matched-path)/
const A_PROXY_SETS = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-request-id',
]

/**
 * Takes away what only we may say, and names the request. The client's address travels in request-context.mjs.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {{ isBehindProxy: boolean }} facts
 * @returns {string} the request's id
 */
export function keepOnlyOurHeaders({ headers }, { isBehindProxy }) {
  for (const name of OURS) delete headers[name]
  for (const name in headers) if (OURS_BY_PREFIX.test(name)) delete headers[name]
  if (!isBehindProxy) for (const name of A_PROXY_SETS) delete headers[name]

  return (headers['x-request-id'] = requestIdOf(headers, { isBehindProxy }))
}

/**
 * The name an operator's proxy has given the request, or a new one.
 *
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {{ isBehindProxy: boolean }} facts
 * @returns {string}
 */
export function requestIdOf(headers, { isBehindProxy }) {
  const given = isBehindProxy ? headers['x-request-id'] : undefined
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
