import { gunzipSync, gzipSync } from 'node:zlib'
import { keptPages } from '../kept-pages.mjs'
import { acceptsGzip, hasSame } from './conditional.mjs'
import { policyForHost } from './script-policy.mjs'
import { markedTag, marksOf, withMarks } from './marks.mjs'

export const KEPT_CACHE_CONTROL = 'public, max-age=0, must-revalidate'
const VARY =
  'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, accept-encoding'
const INTERNAL = new Set(['x-next-cache-tags', 'x-nextjs-stale-time', 'etag', 'content-security-policy'])

/**
 * Answers a document request from a kept page, ready-made: compressed once for each look, not once for each request.
 * Whatever is not exactly that (a client navigation, a page not kept or no longer fresh) goes on to Next.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ pathname: string, settings: import('./script-policy.mjs').PolicySettings }} way
 * @returns {boolean} whether it has been answered
 */
export function answerFromKept(request, response, { pathname, settings }) {
  const { headers } = request
  if (headers.rsc !== undefined || headers.cookie?.includes('__prerender_bypass')) return false
  const found = keptPages.findFresh(pathname)
  if (found === undefined || found.page.html === null) return false

  const own = found.page.headers
  const marks = marksOf(headers.cookie)
  const etag = markedTag(own.etag, marks)
  for (const name in own) if (!INTERNAL.has(name)) response.setHeader(name, own[name])
  response.setHeader(
    'content-security-policy',
    policyForHost(own['content-security-policy'], settings, headers.host),
  )
  response.setHeader('cache-control', KEPT_CACHE_CONTROL)
  response.setHeader('etag', etag)
  response.setHeader('vary', VARY)
  response.setHeader('x-nextjs-cache', 'HIT')
  if (hasSame(headers['if-none-match'], etag)) {
    response.writeHead(304).end()
    return true
  }
  const isCompressed = acceptsGzip(headers['accept-encoding'])
  const body = bodyOf(found, marks, isCompressed)
  if (isCompressed) response.setHeader('content-encoding', 'gzip')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-length', body.length)
  response.end(request.method === 'HEAD' ? undefined : body)
  return true
}

/** @param {{ key: string, page: import('../kept-pages.mjs').KeptPage }} found @param {import('./marks.mjs').Marks} marks @param {boolean} isCompressed */
function bodyOf({ key, page }, marks, isCompressed) {
  const html = page.html ?? Buffer.alloc(0)
  if (marks.suffix === '') return isCompressed ? html : gunzipSync(html)
  const ready = page.bodies.get(marks.suffix) ?? gzipSync(withMarks(gunzipSync(html).toString(), marks))
  keptPages.addBody(key, marks.suffix, ready)
  return isCompressed ? ready : gunzipSync(ready)
}
