/**
 * One value for the whole process. The bundler evaluates a module once for every route that contains it, so state kept
 * in a module variable would exist several times: registries, connections and the clock live here instead.
 */
export function processWide<T>(name: string, make: () => T): T {
  const key = Symbol.for(`techelevate.${name}`)
  const shared = globalThis as unknown as Record<symbol, T | undefined>
  return (shared[key] ??= make())
}
