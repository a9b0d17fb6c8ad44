import { askNext } from './ask-next.mjs'

/**
 * What of the HTTP interface Next answers by itself, in the interface's own words: an address that leads nowhere, a method
 * that a route does not know (with those it knows), a failure outside a handler. Handlers answer in problem.ts.
 *
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */
const TITLES = new Map([
  [400, ['malformed', 'The request cannot be read']],
  [404, ['not_found', 'Not found']],
  [405, ['method', 'Method not allowed']],
  [500, ['unexpected', 'Something went wrong on our side']],
])

/** @param {string} pathname */
export function isOfApi(pathname) {
  return pathname.startsWith('/api/') || pathname === '/api'
}

/** Whether an answer is Next's own and says nothing a program could read. @param {Response} response */
export function isBareRefusal(response) {
  const type = String(response.getHeader('content-type') ?? 'text/')
  return TITLES.has(response.statusCode) && type.startsWith('text/')
}

/**
 * @param {number} status
 * @param {string} requestId
 * @returns {{ html: string, headers: Record<string, string> }} `html`: the body, as replacements of pages call it
 */
export function bareProblem(status, requestId) {
  const [code = 'unexpected', title = ''] = TITLES.get(status) ?? TITLES.get(500) ?? []
  const body = { type: `urn:problem:${code}`, title, status, code, requestId }
  return {
    html: JSON.stringify(body),
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  }
}

/**
 * The same with the methods that the address knows; Next is asked for them, so that no list can be wrong.
 *
 * @param {(request: any, response: any) => Promise<unknown>} handle Next's
 * @param {number} status
 * @param {{ url: string, host: string, requestId: string }} asked
 */
export async function problemOfNext(handle, status, { url, host, requestId }) {
  const { html, headers } = bareProblem(status, requestId)
  if (status !== 405) return { html, headers }
  const { header } = await askNext(handle, url, { headers: { host }, method: 'OPTIONS' })
  return { html, headers: { ...headers, allow: header('allow') ?? '' } }
}

/** Ends an answer that was not begun. @param {Response} response @param {number} status @param {string} requestId */
export function endWithProblem(response, status, requestId) {
  const { html, headers } = bareProblem(status, requestId)
  for (const name in headers) response.setHeader(name, headers[name] ?? '')
  response.statusCode = status
  response.end(html)
}
