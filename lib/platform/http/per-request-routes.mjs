import { readFile } from 'node:fs/promises'

/**
 * Which pages are rendered per request is read from what the build itself wrote: all routes minus those it keeps.
 * A list kept by hand would one day give a kept page a nonce, or a per-request page none.
 */
export async function readPerRequestRoutes(distDir = '.next') {
  const read = async (name) => JSON.parse(await readFile(`${distDir}/${name}`, 'utf8'))
  const [routes, kept] = await Promise.all([read('routes-manifest.json'), read('prerender-manifest.json')])

  const isKept = (page) => Object.hasOwn(kept.dynamicRoutes, page) || Object.hasOwn(kept.routes, page)
  const exact = new Map(routes.staticRoutes.map(({ page }) => [page, !isKept(page)]))
  for (const page of Object.keys(kept.routes)) exact.set(page, false)
  const patterns = routes.dynamicRoutes.map(({ page, regex }) => ({ regex: new RegExp(regex), isPerRequest: !isKept(page) }))

  return function isPerRequest(pathname) {
    const known = exact.get(pathname)
    if (known !== undefined) return known
    return patterns.find(({ regex }) => regex.test(pathname))?.isPerRequest ?? false
  }
}
