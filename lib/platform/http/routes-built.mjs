import { readFile } from 'node:fs/promises'

/**
 * How each page is rendered is read from what the build itself wrote: all routes minus those it keeps. A list by hand
 * would one day give a kept page a nonce, or a per-request page none.
 *
 * @param {string} [distDir]
 * @returns {Promise<(pathname: string) => 'kept' | 'perRequest' | 'none'>}
 */
export async function readBuiltRoutes(distDir = '.next') {
  const read = async (/** @type {string} */ name) => JSON.parse(await readFile(`${distDir}/${name}`, 'utf8'))
  const [routes, kept] = await Promise.all([read('routes-manifest.json'), read('prerender-manifest.json')])
  const kindOf = (/** @type {string} */ page) =>
    Object.hasOwn(kept.dynamicRoutes, page) || Object.hasOwn(kept.routes, page) ? 'kept' : 'perRequest'

  /** @type {Map<string, 'kept' | 'perRequest'>} */
  const exact = new Map()
  for (const { page } of routes.staticRoutes) exact.set(page, kindOf(page))
  for (const page of Object.keys(kept.routes)) exact.set(page, 'kept')
  /** @type {{ pattern: RegExp, kind: 'kept' | 'perRequest' }[]} */
  const patterns = routes.dynamicRoutes.map(
    (/** @type {{ page: string, regex: string }} */ { page, regex }) => ({
      pattern: new RegExp(regex),
      kind: kindOf(page),
    }),
  )
  return (pathname) =>
    exact.get(pathname) ?? patterns.find(({ pattern }) => pattern.test(pathname))?.kind ?? 'none'
}
