import { readdirSync } from 'node:fs'

/**
 * Decides, from the address alone, which route of Next answers: the default locale has no prefix, the catalogue with
 * parameters is another route than without. Cheap on purpose: it runs for every request.
 */
export function createRouting({ locales, defaultLocale, withParameters, publicFolders = foldersOf('public') }) {
  const unlocalised = new Set(['_next', '__nextjs_original-stack-frames', 'api', 'sitemap', '.well-known', ...publicFolders])
  const otherLocales = new Set(locales.filter((locale) => locale !== defaultLocale))
  const internal = new Set(Object.values(withParameters).map((row) => row.to))

  return function route(url) {
    const cut = url.indexOf('?')
    const pathname = cut < 0 ? url : url.slice(0, cut)
    const search = cut < 0 ? '' : url.slice(cut)
    const end = pathname.indexOf('/', 1)
    const first = end < 0 ? pathname.slice(1) : pathname.slice(1, end)

    if (unlocalised.has(first) || first.startsWith('__nextjs')) {
      return { isFile: pathname.startsWith('/_next/static/'), isPage: false, pathname, url }
    }
    if (end < 0 && first.includes('.')) return { isFile: false, isPage: false, pathname, url }
    if (first === defaultLocale) {
      const rest = (end < 0 ? '/' : pathname.slice(end)).replace(/^\/{2,}/, '/')
      return { redirect: rest + search, status: 307 }
    }
    const prefix = otherLocales.has(first) ? `/${first}` : `/${defaultLocale}`
    const plain = otherLocales.has(first) ? (end < 0 ? '/' : pathname.slice(end)) : pathname
    if (internal.has(plain)) return { redirect: '/' + search, status: 307 }

    const row = withParameters[plain]
    const known = row ? pick(search, row.parameters) : { search, hasAny: false }
    const target = row && known.hasAny ? row.to : plain
    const localised = target === '/' ? prefix : prefix + target
    return { isFile: false, isPage: true, pathname: localised, url: localised + known.search }
  }
}

/** Keeps known parameters with a value, in their order, and Next's own `_rsc`; drops the rest. */
function pick(search, parameters) {
  if (search === '') return { search, hasAny: false }
  const kept = new URLSearchParams()
  let hasAny = false
  for (const [name, value] of new URLSearchParams(search)) {
    const isKnown = parameters.includes(name) && value !== ''
    if (isKnown || name === '_rsc') kept.append(name, value)
    hasAny ||= isKnown
  }
  return { search: kept.size > 0 ? `?${kept}` : '', hasAny }
}

function foldersOf(directory) {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  } catch {
    return []
  }
}
