import { isBareRefusal } from './api-answers.mjs'
import { acceptsGzip, hasSame, isCompressible } from './conditional.mjs'
import { compressed, headersOnly, marked, withheld } from './bodies.mjs'
import { KEPT_CACHE_CONTROL } from './kept-response.mjs'
import { markedTag, marksOf } from './marks.mjs'
import { emptyPolicy, policyForHost } from './script-policy.mjs'

/**
 * @typedef {object} Way
 * @property {boolean} isPage
 * @property {boolean} [isOfApi]
 * @property {string | null} policy  with this request's nonce, where the page is rendered per request
 * @property {string} pathname  with locale, as Next sees it
 * @property {string} search
 * @property {import('./script-policy.mjs').PolicySettings & { defaultLocale: string }} settings
 * @property {(status: number) => Promise<import('./bodies.mjs').Replacement | null>} replace
 */

/** Next sends these without a body that reads without scripts, so a page of our own takes their place. */
const PROBLEMS = new Set([401, 403, 404, 500])
const PRIVATE = 'private, no-cache, no-store, max-age=0, must-revalidate'

/**
 * Shapes what Next answers: script policy, cache headers, ETag and 304, marks, compression, pages for problems. It
 * works at the moment when the headers are about to leave, because Next sets its own until then.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Way} way
 */
export function shapeResponse(request, response, way) {
  const isDocument = way.isPage && request.headers.rsc === undefined
  const send = { write: response.write.bind(response), end: response.end.bind(response) }
  /** @type {import('./bodies.mjs').Body | undefined} */
  let body
  // In development Next's own page stays: its overlay tells more, and its hot reload would take ours for a stale one.
  const isProblem = () => (way.isOfApi ? isBareRefusal(response) : isProblemPage())
  const isProblemPage = () =>
    !way.settings.isDevelopment &&
    isDocument &&
    PROBLEMS.has(response.statusCode) &&
    typeOf(response).startsWith('text/html')
  const settle = () => (body ??= isProblem() ? withheld(way.replace(response.statusCode), finish) : finish())

  /** @param {import('./bodies.mjs').Replacement | null} [replacement] */
  function finish(replacement) {
    // From here on Node itself writes the head.
    for (const name of /** @type {const} */ (['writeHead', 'flushHeaders']))
      delete (/** @type {any} */ (response)[name])
    if (replacement) replaceHeaders(response, replacement)
    const marks = marksOf(typeOf(response).startsWith('text/html') ? request.headers.cookie : undefined)
    settleHeaders(request, response, { ...way, marks, isDocument, isReplaced: Boolean(replacement) })
    if (response.statusCode === 304 || response.statusCode === 204 || request.method === 'HEAD')
      return headersOnly(send)
    const plainOrCompressed = wantsGzip(request, response) ? compressed(response, send) : send
    return marks.suffix === '' ? plainOrCompressed : marked(response, marks, plainOrCompressed)
  }

  const overrides = {
    writeHead(/** @type {number} */ status, /** @type {any[]} */ ...rest) {
      response.statusCode = status
      const given = rest.find((part) => typeof part === 'object' && part !== null) ?? {}
      for (const name in given) if (given[name] !== undefined) response.setHeader(name, given[name])
      return response
    },
    flushHeaders() {
      if (isProblem()) return
      settle()
      response.flushHeaders()
    },
    write: (/** @type {any[]} */ ...chunk) => settle().write(...chunk),
    end(/** @type {any[]} */ ...chunk) {
      settle().end(...chunk)
      return response
    },
  }
  Object.assign(response, overrides)
}

/** What Next said of its own body holds no longer. @param {import('node:http').ServerResponse} response @param {import('./bodies.mjs').Replacement} replacement */
function replaceHeaders(response, { headers, html }) {
  response.removeHeader('link')
  response.setHeader('content-length', Buffer.byteLength(html))
  for (const name in headers) response.setHeader(name, headers[name] ?? '')
}

/** @param {import('node:http').ServerResponse} response */
function typeOf(response) {
  return String(response.getHeader('content-type') ?? '')
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
function wantsGzip(request, response) {
  if (!isCompressible(response.getHeader('content-type')) || response.hasHeader('content-encoding'))
    return false
  response.appendHeader('vary', 'accept-encoding')
  return response.statusCode !== 206 && acceptsGzip(request.headers['accept-encoding'])
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Way & { marks: import('./marks.mjs').Marks, isDocument: boolean, isReplaced: boolean }} way
 */
function settleHeaders(request, response, way) {
  // A kept page's redirect is said twice when it is rendered: by the rendering, and by what was stored of it.
  const [location] = [response.getHeader('location')].flat()
  if (typeof location === 'string')
    response.setHeader('location', withoutDefaultLocale(location, way.settings.defaultLocale))
  settlePolicy(request, response, way)
  if (!way.isPage) return
  const etag = response.getHeader('etag')
  const isKept = typeof etag === 'string' && response.statusCode === 200 && way.policy === null
  response.setHeader('cache-control', isKept ? KEPT_CACHE_CONTROL : PRIVATE)
  if (!way.isDocument || !isKept) response.removeHeader('etag')
  if (!way.isDocument) {
    // The client's router fills in the parameters of a route from the address, so it must know the one with locale.
    response.setHeader('x-nextjs-rewritten-path', way.pathname)
    response.setHeader('x-nextjs-rewritten-query', way.search)
    return
  }
  response.removeHeader('x-nextjs-stale-time')
  if (!isKept) return
  const ownEtag = markedTag(etag, way.marks)
  response.setHeader('etag', ownEtag)
  if (hasSame(request.headers['if-none-match'], ownEtag)) response.statusCode = 304
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {Way & { isReplaced: boolean }} way */
function settlePolicy(request, response, way) {
  if (!typeOf(response).startsWith('text/html')) {
    if (way.isPage) response.removeHeader('content-security-policy')
    return
  }
  const own = response.getHeader('content-security-policy')
  const policy = (way.isReplaced ? own : (way.policy ?? own)) ?? emptyPolicy(way.settings)
  response.setHeader(
    'content-security-policy',
    policyForHost(String(policy), way.settings, request.headers.host),
  )
}

/** @param {string} location @param {string} locale */
function withoutDefaultLocale(location, locale) {
  if (!new RegExp(`^/${locale}(?=[/?#]|$)`).test(location)) return location
  // One slash at the beginning, whatever follows the locale: two would lead to another host.
  return location.slice(locale.length + 1).replace(/^[/\\]*/, '/')
}
