import { gunzipSync, gzipSync } from 'node:zlib'
import { keptPages } from '../kept-pages.mjs'
import { acceptsGzip, hasSame } from './conditional.mjs'
import { policyForHost } from './script-policy.mjs'
import { markedTag, marksOf, withMarks } from './marks.mjs'

export const KEPT_CACHE_CONTROL = 'public, max-age=0, must-revalidate'
const VARY =
  'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, accept-encoding'
const INTERNAL = new Set(['x-next-cache-tags', 'x-nextjs-stale-time', 'etag', 'content-security-policy'])

/** @typedef {import('../kept-pages.mjs').KeptPage} KeptPage */

/**
 * Answers a document request from a kept page, ready-made: compressed once for each look, its headers written down once, not
 * once for each request. Whatever is not exactly that (a client navigation, a page not kept or no longer fresh) goes on to Next.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response  without headers so far
 * @param {{ pathname: string, settings: import('./script-policy.mjs').PolicySettings, always: () => string[] }} way
 *   always: the headers of every answer, names and values in turns
 * @returns {boolean} whether it has been answered
 */
export function answerFromKept(request, response, { pathname, settings, always }) {
  const { headers } = request
  if (headers.rsc !== undefined || headers.cookie?.includes('__prerender_bypass')) return false
  const page = keptPages.findFresh(pathname)
  if (page === undefined || page.html === null) return false

  const own = page.headers
  const marks = marksOf(headers.cookie)
  const etag = markedTag(own.etag, marks)
  const policy = policyForHost(own['content-security-policy'], settings, headers.host)
  const head = [...always(), ...(page.head ??= headOf(own)), 'content-security-policy', policy, 'etag', etag]
  if (hasSame(headers['if-none-match'], etag)) {
    response.writeHead(304, head).end()
    return true
  }
  const isCompressed = acceptsGzip(headers['accept-encoding'])
  const body = bodyOf(page, marks, isCompressed)
  if (isCompressed) head.push('content-encoding', 'gzip')
  head.push('content-type', 'text/html; charset=utf-8', 'content-length', String(body.length))
  response.writeHead(200, head).end(request.method === 'HEAD' ? undefined : body)
  return true
}

/** What is the same in every answer with this page. @param {KeptPage['headers']} own @returns {string[]} */
function headOf(own) {
  const shown = Object.entries(own).filter(([name]) => !INTERNAL.has(name))
  return [
    ...shown.flatMap(([name, value]) => [value].flat().flatMap((one) => [name, String(one)])),
    ...['cache-control', KEPT_CACHE_CONTROL, 'vary', VARY, 'x-nextjs-cache', 'HIT'],
  ]
}

/** @param {KeptPage} page @param {import('./marks.mjs').Marks} marks @param {boolean} isCompressed */
function bodyOf(page, marks, isCompressed) {
  const html = page.html ?? Buffer.alloc(0)
  if (marks.suffix === '') return isCompressed ? html : gunzipSync(html)
  const ready = page.bodies.get(marks.suffix) ?? gzipSync(withMarks(gunzipSync(html).toString(), marks))
  keptPages.addBody(page, marks.suffix, ready)
  return isCompressed ? ready : gunzipSync(ready)
}
