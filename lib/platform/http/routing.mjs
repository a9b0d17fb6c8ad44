import { existsSync, readdirSync } from 'node:fs'
import { PROBLEM_PREFIX } from './problem-pages.mjs'

/**
 * @typedef {{ to: string, parameters: readonly string[] }} Parameterised
 * @typedef {{ redirect: string, status: number }} Redirect
 * @typedef {{ isPage: boolean, locale: string, pathname: string, search: string, isHidden?: boolean }} Route
 */

/** First parts of addresses that belong to no locale: machines' doors and the files Next makes from app/ (`-` is where it puts
 * pictures that lie below a parameter). */
const OUTSIDE_LOCALES = [
  '_next',
  'api',
  '.well-known',
  'sitemap',
  'sitemap.xml',
  'robots.txt',
  'favicon.ico',
  'icon.svg',
  'apple-icon.png',
  'manifest.webmanifest',
  '-',
]

/**
 * Decides, from the address alone, which route of Next answers: the default locale has no prefix, an address with
 * known parameters may be another route than without. It runs for every request, so it only cuts strings.
 *
 * @param {{ locales: readonly string[], defaultLocale: string, withParameters: Record<string, Parameterised>, publicNames?: readonly string[] }} table
 * @returns {(url: string) => Route | Redirect | null} null: not an address
 */
export function createRouting({ locales, defaultLocale, withParameters, publicNames = namesIn('public') }) {
  const unlocalised = new Set([...OUTSIDE_LOCALES, ...publicNames])
  const otherLocales = new Set(locales.filter((locale) => locale !== defaultLocale))
  const rows = new Map(Object.entries(withParameters))
  const plainOf = new Map(Object.entries(withParameters).map(([plain, { to }]) => [to, plain]))

  return function route(url) {
    if (url[0] !== '/') return null
    const cut = url.indexOf('?')
    const pathname = cut < 0 ? url : url.slice(0, cut)
    const search = cut < 0 ? '' : url.slice(cut)
    const tidy = tidied(pathname)
    if (tidy === null) return null
    if (tidy !== pathname) return { redirect: tidy + search, status: 308 }

    const [first, rest] = split(pathname)
    if (unlocalised.has(first) || first.startsWith('__nextjs'))
      return { isPage: false, locale: defaultLocale, pathname, search }
    if (first === defaultLocale) return { redirect: (rest || '/') + search, status: 307 }

    const locale = otherLocales.has(first) ? first : defaultLocale
    const plain = locale === first ? rest || '/' : pathname
    const shown = plainOf.get(plain)
    if (shown !== undefined)
      return { redirect: (locale === first ? `/${first}` : '') + shown + search, status: 307 }
    const isHidden = plain === PROBLEM_PREFIX || plain.startsWith(`${PROBLEM_PREFIX}/`)

    const row = rows.get(plain)
    const known = row ? pick(search, row.parameters) : { search, hasAny: false }
    const target = row && known.hasAny ? row.to : plain
    return {
      isPage: true,
      locale,
      pathname: `/${locale}${target === '/' ? '' : target}`,
      search: known.search,
      isHidden,
    }
  }
}

/** One slash between parts and none at the end; null for what cannot be decoded. @param {string} pathname */
function tidied(pathname) {
  if (pathname.includes('%')) {
    try {
      decodeURIComponent(pathname)
    } catch {
      return null
    }
  }
  if (!pathname.includes('//') && !pathname.includes('\\') && (pathname === '/' || !pathname.endsWith('/')))
    return pathname
  return pathname.replace(/[\\/]+/g, '/').replace(/(?<=.)\/$/, '')
}

/** @param {string} pathname @returns {[string, string]} */
function split(pathname) {
  const end = pathname.indexOf('/', 1)
  return end < 0 ? [pathname.slice(1), ''] : [pathname.slice(1, end), pathname.slice(end)]
}

/** Keeps known parameters that have a value, in their order, and Next's own `_rsc`. @param {string} search @param {readonly string[]} parameters */
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

/** @param {string} directory */
function namesIn(directory) {
  return existsSync(directory) ? readdirSync(directory) : []
}
