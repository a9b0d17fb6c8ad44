import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What the server knows about the request being answered, for everything below it: logs, limits, the way back after
 * signing in. `server.mjs` opens it around every request; outside a request (jobs, scripts, tests) there is none.
 *
 * @typedef {object} RequestContext
 * @property {string} requestId
 * @property {string | null} address  the client's address; see client-address.mjs
 * @property {string} url             path and query as the client asked for them
 * @property {string} [viewerId]      set once the viewer is known
 */

const key = Symbol.for('techelevate.requestContext')
const shared = /** @type {Record<symbol, AsyncLocalStorage<RequestContext>>} */ (
  /** @type {unknown} */ (globalThis)
)
// The server file and the bundles of the routes are separate copies of this module; the storage is one.
const storage = (shared[key] ??= new AsyncLocalStorage())

/**
 * @template T
 * @param {RequestContext} context
 * @param {() => T} run
 * @returns {T}
 */
export function runInRequest(context, run) {
  return storage.run(context, run)
}

/** @returns {RequestContext | undefined} */
export function currentRequest() {
  return storage.getStore()
}
