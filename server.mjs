import { createServer } from 'node:http'
import next from 'next'
import { routing } from './i18n/routing.ts'
import { configureKeptPages } from './lib/platform/cache-handler.mjs'
import { env } from './lib/platform/env.ts'
import { createDoor } from './lib/platform/http/door.mjs'
import { stopGracefully } from './lib/platform/http/stop.mjs'

/**
 * Around Next, in development and production: what is the same for every request. Why neither proxy.ts nor headers()
 * nor rewrites() does it stands in docs/decisions/010-kept-pages.md.
 */
const { PORT, HOST, APP_URL, TRUST_PROXY, NODE_ENV } = env()
const settings = {
  appUrl: APP_URL,
  isDevelopment: NODE_ENV !== 'production',
  trustedHops: TRUST_PROXY,
  locales: routing.locales,
  defaultLocale: routing.defaultLocale,
  // The catalogue without parameters is kept; with parameters it is another route, rendered per request.
  withParameters: {
    '/courses': {
      to: '/catalogue',
      parameters: ['q', 'category', 'tag', 'level', 'language', 'price', 'rating', 'duration', 'run', 'sort', 'cursor'],
    },
  },
}
const warn = (/** @type {object} */ fields, /** @type {string} */ msg) =>
  process.stdout.write(`${JSON.stringify({ level: 'warn', time: new Date().toISOString(), ...fields, msg })}\n`)
configureKeptPages({ ...settings, warn })

const server = createServer({ requestTimeout: 3_600_000, keepAliveTimeout: 65_000 })
const app = next({ dev: settings.isDevelopment, hostname: HOST, port: PORT, httpServer: server })
await app.prepare()
server.on('request', await createDoor(app.getRequestHandler(), settings))
stopGracefully(server, app)

server.listen(PORT, HOST, () => {
  process.stdout.write(`TechElevate is ready at ${APP_URL}\n`)
})
