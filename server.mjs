import { createServer } from 'node:http'
import next from 'next'
import {
  ADDRESSES_WITH_PARAMETERS,
  LESSON_ADDRESS,
  PREVIEW_FRAME_ADDRESS,
  WRITTEN_LESSON_ADDRESS,
} from './i18n/addresses.mjs'
import { routing } from './i18n/routing.ts'
import { configureKeptPages } from './lib/platform/cache-handler.mjs'
import { env } from './lib/platform/env.ts'
import { frameOriginsOf } from './lib/courses/embeds.ts'
import { askNext } from './lib/platform/http/ask-next.mjs'
import { createDoor } from './lib/platform/http/door.mjs'
import { stopGracefully } from './lib/platform/http/stop.mjs'

/**
 * Around Next, in development and production: what is the same for every request. Why neither proxy.ts nor headers()
 * nor rewrites() does it stands in docs/decisions/010-kept-pages.md.
 */
const { PORT, HOST, APP_URL, TRUST_PROXY, NODE_ENV, PEERTUBE_HOSTS, CORS_ORIGINS } = settingsOrEnd()
const warn = (/** @type {object} */ fields, /** @type {string} */ msg) =>
  process.stdout.write(
    `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), ...fields, msg })}\n`,
  )
const settings = {
  appUrl: APP_URL,
  isDevelopment: NODE_ENV !== 'production',
  trustedHops: TRUST_PROXY,
  corsOrigins: CORS_ORIGINS,
  locales: routing.locales,
  defaultLocale: routing.defaultLocale,
  withParameters: ADDRESSES_WITH_PARAMETERS,
  framesOf,
  problemOf,
  warn,
}
configureKeptPages(settings)

const server = createServer({ requestTimeout: 3_600_000, keepAliveTimeout: 65_000 })
const app = next({ dev: settings.isDevelopment, hostname: HOST, port: PORT, httpServer: server })
await app.prepare()
const handle = app.getRequestHandler()
server.on('request', await createDoor(handle, settings))
// Next opens the academy (instrumentation.ts) with its first request; nobody else is let in before that.
await askNext(handle, '/api/health', { headers: { host: new URL(APP_URL).host } })
stopGracefully(server, app)

server.listen(PORT, HOST, () => {
  process.stdout.write(`TechElevate is ready at ${APP_URL}\n`)
})

/**
 * A lesson shows a page of another site once its reader has asked for that provider, in the address; this page alone may
 * frame it, and nobody else.
 *
 * @param {{ pathname: string, search: string }} page
 */
function framesOf({ pathname, search }) {
  const framing = [LESSON_ADDRESS, PREVIEW_FRAME_ADDRESS, WRITTEN_LESSON_ADDRESS]
  const mayFrame = framing.some((address) => address.test(pathname))
  if (search === '' || !mayFrame) return []
  return frameOriginsOf(new URLSearchParams(search).get('frame') ?? '', { peertubeHosts: PEERTUBE_HOSTS })
}

/**
 * A lesson that is not there leads back to its course.
 *
 * @param {number} status @param {{ pathname: string }} page
 */
function problemOf(status, { pathname }) {
  return status === 404 && LESSON_ADDRESS.test(pathname) ? 'lesson-not-found' : null
}

/** A setting that cannot be used is named, without a stack: its reader is the operator. */
function settingsOrEnd() {
  try {
    return env()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return process.exit(1)
  }
}
