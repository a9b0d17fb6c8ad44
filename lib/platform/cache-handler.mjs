import { createHash } from 'node:crypto'
import fileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { SharedCacheControls } from 'next/dist/server/lib/incremental-cache/shared-cache-controls.external.js'
import { hashPolicy } from './http/script-policy.mjs'
import { keptPages } from './kept-pages.mjs'

// The interop of Next's CommonJS: the class is the default of the default.
const FileSystemCache = /** @type {any} */ (fileSystemCache).default ?? fileSystemCache
const MOST_LIFETIMES = 50_000
/** The last part of a page's life, in which it is rendered anew beside still being shown: then nobody waits for it. */
const RENEWING_SECONDS = 30

/** @type {{ appUrl: string, isDevelopment: boolean, warn: (fields: object, sentence: string) => void }} */
let settings = { appUrl: '', isDevelopment: false, warn: () => {} }

/** server.mjs says once under which address the academy is reached. @param {typeof settings} given */
export function configureKeptPages(given) {
  settings = given
}

/**
 * Next's file cache, of which the reading of what the build prerendered is kept. What is rendered later is kept in
 * memory only, bounded by bytes, so that nobody can fill the disk by asking for addresses; docs/decisions/010.
 */
export default class PageCache extends FileSystemCache {
  /** @param {object} context */
  constructor(context) {
    super({ ...context, maxMemoryCacheSize: 0, flushToDisk: false })
  }

  /** @param {string} key @param {any} context */
  async get(key, context) {
    if (context.kind === 'FETCH') return null
    const kept = keptPages.get(key)
    if (kept !== undefined) return kept
    const built = await super.get(key, context)
    if (!built?.value) return built
    seal(key, built.value)
    const { value, cacheControl, lastModified } = built
    await keptPages.put(key, {
      value,
      cacheControl: cacheControl ?? { revalidate: false },
      lastModified,
      isFromBuild: true,
    })
    return built
  }

  /** @param {string} key @param {any} value @param {any} context */
  async set(key, value, context) {
    if (context.fetchCache) return
    forgetLifetimes()
    if (value?.kind === 'APP_PAGE') seal(key, value)
    if (isWorthKeeping(value))
      await keptPages.put(key, { value, cacheControl: lifetimeOf(context.cacheControl) })
    else keptPages.remove(key)
  }

  /** @param {string | string[]} tags */
  async revalidateTag(tags) {
    keptPages.drop([tags].flat())
  }
}

/**
 * Gives a page its script policy and its ETag, once, in the entry itself: so every way out carries them, whether it
 * was just rendered or comes from memory. @param {string} key @param {any} value
 */
function seal(key, value) {
  if (typeof value.html !== 'string' || value.headers?.etag) return
  const { policy, strangers } = hashPolicy(settings, value.html)
  if (strangers.length > 0)
    settings.warn({ key, strangers }, 'A kept page holds scripts that are not of Next; they stay blocked.')
  const etag = createHash('sha256')
    .update(value.html)
    .update(value.rscData ?? '')
    .digest('base64url')
    .slice(0, 22)
  value.headers = { ...value.headers, 'content-security-policy': policy, etag: `W/"${etag}"` }
}

/**
 * `revalidate` of a page file is how old the page may be when it is shown. Next by itself would show a page that nobody has asked for
 * in a week once more as it was then; past `expire` it renders first and answers afterwards.
 *
 * @param {import('./kept-pages.mjs').Lifetime} given
 * @returns {import('./kept-pages.mjs').Lifetime}
 */
function lifetimeOf(given) {
  const revalidate = given?.revalidate
  // What could not be rendered anew is tried again within seconds; that is Next's, and shorter than what is cut off here.
  if (typeof revalidate !== 'number' || revalidate <= RENEWING_SECONDS) return given
  return { revalidate: revalidate - RENEWING_SECONDS, expire: revalidate }
}

/** Only what was found, and never a page rendered with somebody's nonce. @param {any} value */
function isWorthKeeping(value) {
  if (value?.kind !== 'APP_PAGE' && value?.kind !== 'APP_ROUTE') return false
  const isFound = value.status === undefined || value.status === 200
  return isFound && !(value.kind === 'APP_PAGE' && /<script[^>]* nonce=/.test(value.html))
}

/** Next remembers a lifetime for every address ever asked for and forgets none. The entries hold their own. */
function forgetLifetimes() {
  const lifetimes = /** @type {any} */ (SharedCacheControls).cacheControls
  if (lifetimes?.size > MOST_LIFETIMES) lifetimes.clear()
}
