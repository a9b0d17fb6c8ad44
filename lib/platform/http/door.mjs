import { endWithProblem, isOfApi, problemOfNext } from './api-answers.mjs'
import { clientAddress } from './client-address.mjs'
import { answerCors } from './cors.mjs'
import { beginsAsItSays } from './form-check.mjs'
import { answerFromKept } from './kept-response.mjs'
import { keepOnlyOurHeaders, requestIdOf } from './own-headers.mjs'
import { createProblemPages } from './problem-pages.mjs'
import { runInRequest } from './request-context.mjs'
import { shapeResponse } from './response.mjs'
import { readBuiltRoutes } from './routes-built.mjs'
import { createRouting } from './routing.mjs'
import { noncePolicy } from './script-policy.mjs'
import { securityHeaders } from './security-headers.mjs'
import { createStaticFiles } from './static-files.mjs'

/**
 * @typedef {import('./script-policy.mjs').PolicySettings & { trustedHops: number, locales: readonly string[], defaultLocale: string,
 *   corsOrigins?: readonly string[], withParameters: Record<string, import('./routing.mjs').Parameterised>, warn: Warn,
 *   framesOf?: (page: Asked) => readonly string[], problemOf?: (status: number, page: Asked) => string | null }} DoorSettings
 * @typedef {{ pathname: string, search: string }} Asked  a page, without its locale
 * @typedef {(fields: object, sentence: string) => void} Warn
 */

/**
 * Every request comes in here and goes on to Next, unless the answer lies ready: a file of the build, a kept page.
 *
 * @param {(request: any, response: any) => Promise<unknown>} handle Next's
 * @param {DoorSettings} settings
 */
export async function createDoor(handle, settings) {
  const { isDevelopment, warn, framesOf = () => [], problemOf = () => null, corsOrigins = [] } = settings
  const route = createRouting(settings)
  const kindOf = isDevelopment ? () => /** @type {const} */ ('perRequest') : await readBuiltRoutes()
  const answerStatic = isDevelopment ? async () => false : await createStaticFiles()
  const isPerRequest = (/** @type {string} */ pathname) => kindOf(pathname) === 'perRequest'
  const problemPage = createProblemPages(handle, { settings, isPerRequest })
  const security = Object.entries(securityHeaders(settings))
  const securityLines = security.flat()
  const proxied = { isBehindProxy: settings.trustedHops > 0 }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  return function receive(request, response) {
    const url = request.url ?? ''
    const found = route(url)
    if (answerReady(request, response, found)) return
    for (const [name, value] of security) response.setHeader(name, value)
    if (found === null && isOfApi(url))
      return endWithProblem(response, 400, requestIdOf(request.headers, proxied))
    if (found === null)
      return void response.writeHead(400, { 'content-type': 'text/plain' }).end('Bad request')
    if ('redirect' in found)
      return void response.writeHead(found.status, { location: found.redirect, 'content-length': 0 }).end()

    const address = addressOf(request, settings)
    const requestId = keepOnlyOurHeaders(request, proxied)
    response.setHeader('x-request-id', requestId)
    if (isOfApi(found.pathname) && answerCors(request, response, corsOrigins)) return
    void runInRequest({ requestId, address, url }, () =>
      answer(request, response, { ...found, requestId }).catch((/** @type {unknown} */ error) =>
        giveUp(response, { error, requestId, isApi: isOfApi(found.pathname), warn }),
      ),
    )
  }

  /**
   * Before anything is prepared for somebody below: what lies ready needs none of it.
   *
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {ReturnType<typeof route>} found
   */
  function answerReady(request, response, found) {
    if (found === null || 'redirect' in found || !found.isPage || found.isHidden || !isRead(request))
      return false
    return answerFromKept(request, response, {
      pathname: found.pathname,
      settings,
      always: () => [...securityLines, 'x-request-id', requestIdOf(request.headers, proxied)],
    })
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {import('./routing.mjs').Route & { requestId: string }} found
   */
  async function answer(request, response, { isPage, locale, pathname, search, isHidden, requestId }) {
    const isApi = isOfApi(pathname)
    const kind = isHidden ? 'none' : isPage || isApi ? kindOf(pathname) : 'perRequest'
    if (!isPage && pathname.startsWith('/_next/static/') && (await answerStatic(request, response, pathname)))
      return

    if (isPage && !isRead(request) && !(await beginsAsItSays(request)))
      return void response
        .writeHead(400, { 'content-type': 'text/plain', connection: 'close' })
        .end('Bad request')

    // A form posted to a kept page is answered by a fresh rendering of it, so that one needs a nonce as well.
    const asked = { pathname: pathname.slice(locale.length + 1), search }
    const policy =
      isPage && (kind === 'perRequest' || !isRead(request)) ? noncePolicy(settings, framesOf(asked)) : null
    if (policy !== null) request.headers['content-security-policy'] = policy
    const url = pathname + search
    const replace = (/** @type {number} */ status) =>
      isApi
        ? problemOfNext(handle, status, { url, host: new URL(settings.appUrl).host, requestId })
        : problemPage(status, { locale, requestId, name: problemOf(status, asked) })
    shapeResponse(request, response, {
      isPage,
      isOfApi: isApi,
      policy,
      pathname,
      search: withoutRsc(search),
      settings,
      replace,
    })
    if (isApi && kind === 'none') return endWithProblem(response, 404, requestId)
    if (isPage && kind === 'none' && request.headers.rsc === undefined) return notFound(response)
    request.url = url
    await handle(request, response)
  }
}

/**
 * What nobody below caught must not end the process for everybody.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {{ error: unknown, requestId: string, isApi: boolean, warn: Warn }} about
 */
function giveUp(response, { error, requestId, isApi, warn }) {
  warn({ requestId, error: error instanceof Error ? error.stack : String(error) }, 'A request was given up.')
  if (response.headersSent) return void response.destroy()
  if (isApi) return endWithProblem(response, 500, requestId)
  response.statusCode = 500
  response.setHeader('content-type', 'text/plain')
  response.end('Something went wrong')
}

/** No route has this address, so Next need not render anything to find out. @param {import('node:http').ServerResponse} response */
function notFound(response) {
  response.statusCode = 404
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end('Not found')
}

/** @param {import('node:http').IncomingMessage} request */
function isRead({ method }) {
  return method === 'GET' || method === 'HEAD'
}

/** @param {import('node:http').IncomingMessage} request @param {{ trustedHops: number }} settings */
function addressOf(request, { trustedHops }) {
  return clientAddress({
    socketAddress: request.socket.remoteAddress,
    forwardedFor: request.headers['x-forwarded-for'],
    hops: trustedHops,
  })
}

/** @param {string} search */
function withoutRsc(search) {
  return search.includes('_rsc')
    ? search.replace(/(?<=[?&])_rsc(?:=[^&]*)?(?:&|$)/, '').replace(/[?&]$/, '')
    : search
}
