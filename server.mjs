import { createServer } from 'node:http'
import next from 'next'
import { plainAddress } from './lib/platform/http/address.mjs'
import { keepOnlyOurHeaders } from './lib/platform/http/own-headers.mjs'
import { readPerRequestRoutes } from './lib/platform/http/per-request-routes.mjs'
import { shapeResponse } from './lib/platform/http/response.mjs'
import { createRouting } from './lib/platform/http/routing.mjs'
import { readServerSettings } from './lib/platform/http/server-settings.mjs'
import { noncePolicy } from './lib/platform/http/script-policy.mjs'
import { stopGracefully } from './lib/platform/http/stop.mjs'

/**
 * The one door, in development and production: what is the same for every request happens here, around Next. Why
 * neither proxy.ts nor headers() nor rewrites() does it: docs/decisions/010-kept-pages.md.
 */
const settings = readServerSettings()
const server = createServer({ requestTimeout: 3_600_000, keepAliveTimeout: 65_000 })
const app = next({ dev: settings.isDevelopment, port: settings.port, httpServer: server })
await app.prepare()

const handle = app.getRequestHandler()
const route = createRouting({
  locales: ['en'],
  defaultLocale: 'en',
  // The catalogue without parameters is kept; with parameters it is another route, rendered per request.
  withParameters: {
    '/courses': {
      to: '/catalogue',
      parameters: ['q', 'category', 'tag', 'level', 'language', 'price', 'rating', 'duration', 'run', 'sort', 'cursor'],
    },
  },
})
const isPerRequest = settings.isDevelopment ? () => true : await readPerRequestRoutes()

server.on('request', (request, response) => {
  const way = route(request.url)
  if (way.redirect) return void response.writeHead(way.status, { location: way.redirect }).end()
  if (way.isFile) return void handle(request, response)

  const address = plainAddress(request, settings.trustedHops)
  const requestId = keepOnlyOurHeaders(request, { address, isBehindProxy: settings.trustedHops > 0 })
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const policy = way.isPage && (!isRead || isPerRequest(way.pathname)) ? noncePolicy(settings) : null
  if (policy) request.headers['content-security-policy'] = policy
  request.url = way.url
  shapeResponse(request, response, { policy, requestId, settings, isPage: way.isPage })
  handle(request, response)
})

server.listen(settings.port, settings.host, () => {
  process.stdout.write(`Ready at ${settings.appUrl}\n`)
})
stopGracefully(server, app)
