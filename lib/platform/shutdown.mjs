/**
 * What must be closed when the process ends, in the reverse order of its opening. `server.mjs` calls `shutDown` once it
 * has stopped taking requests; the parts are registered by bundles that share nothing with it but this list.
 *
 * @typedef {{ name: string, close: () => Promise<void> }} Part
 */
const key = Symbol.for('techelevate.shutdown')
const shared = /** @type {Record<symbol, Part[]>} */ (/** @type {unknown} */ (globalThis))
const parts = (shared[key] ??= [])

const stoppingKey = Symbol.for('techelevate.stopping')
const sharedListeners = /** @type {Record<symbol, Map<string, () => void>>} */ (
  /** @type {unknown} */ (globalThis)
)
const stoppingListeners = (sharedListeners[stoppingKey] ??= new Map())

/**
 * For what would keep requests running for ever, as streams of events: called when the server begins to stop, before it
 * waits for the running requests.
 *
 * @param {string} name
 * @param {() => void} end
 */
export function onStopping(name, end) {
  stoppingListeners.set(name, end)
}

export function beginStopping() {
  for (const end of stoppingListeners.values()) end()
}

/**
 * @param {string} name
 * @param {() => Promise<void>} close
 */
export function onShutDown(name, close) {
  if (parts.some((part) => part.name === name)) return
  parts.push({ name, close })
}

/**
 * Closes everything; a part that fails does not keep the others open.
 *
 * @returns {Promise<{ name: string, error: unknown }[]>} what could not be closed
 */
export async function shutDown() {
  const failed = []
  for (const part of parts.splice(0).reverse()) {
    try {
      await part.close()
    } catch (error) {
      failed.push({ name: part.name, error })
    }
  }
  return failed
}
