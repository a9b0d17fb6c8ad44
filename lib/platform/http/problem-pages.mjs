import { askNext } from './ask-next.mjs'
import { noncePolicy } from './script-policy.mjs'

const NAMES = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [500, 'error'],
])

/** Only server.mjs asks for these routes; an address typed by somebody does not lead there. */
export const PROBLEM_PREFIX = '/problem'

/**
 * When a page throws notFound(), forbidden() or an error, Next sends the right status with an empty document that only
 * scripts fill. This renders the page people should see instead, through Next itself, for the same request.
 *
 * @param {(request: any, response: any) => Promise<unknown>} handle
 * @param {{ settings: import('./script-policy.mjs').PolicySettings, isPerRequest: (pathname: string) => boolean }} context
 */
export function createProblemPages(handle, { settings, isPerRequest }) {
  /**
   * @param {number} status
   * @param {{ locale: string, requestId: string, name: string | null }} request `name`: of a page that knows more
   * @returns {Promise<import('./bodies.mjs').Replacement | null>}
   */
  return async function problemPage(status, { locale, requestId, name }) {
    const url = `/${locale}${PROBLEM_PREFIX}/${name ?? NAMES.get(status) ?? 'error'}`
    const policy = isPerRequest(url) ? noncePolicy(settings) : null
    const headers = {
      host: new URL(settings.appUrl).host,
      'x-request-id': requestId,
      ...(policy ? { 'content-security-policy': policy } : {}),
    }
    const answer = await askNext(handle, url, { headers })
    if (answer.status !== 200) return null
    return {
      html: answer.text,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy ?? answer.header('content-security-policy') ?? '',
      },
    }
  }
}
