/**
 * What must be closed when the process ends, in the reverse order of its opening. `server.mjs` calls `shutDown` once it
 * has stopped taking requests; the parts are registered by bundles that share nothing with it but this list.
 *
 * @typedef {{ name: string, close: () => Promise<void> }} Part
 */
const key = Symbol.for('techelevate.shutdown')
const shared = /** @type {Record<symbol, Part[]>} */ (/** @type {unknown} */ (globalThis))
const parts = (shared[key] ??= [])

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
