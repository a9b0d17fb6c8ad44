import { packPage, unpackPage } from './kept-page-packing.mjs'

const MEBIBYTE = 1024 * 1024
const LIMIT_BYTES = 128 * MEBIBYTE
/** No render takes longer; an older change can no longer meet one that began before it. */
const LONGEST_RENDER_MILLISECONDS = 600_000
/** Roughly what the maps and the headers of one page take. */
const BYTES_AROUND = 2048
const STARTED = 'started-at:'

/**
 * @typedef {{ revalidate?: number | false, expire?: number } | undefined} Lifetime
 * @typedef {import('./kept-page-packing.mjs').PackedPage & { key: string, lastModified: number, cacheControl: Lifetime,
 *   tags: string[], bytes: number, isUsed: boolean, bodies: Map<string, Buffer>, head: string[] | null }} KeptPage
 *   isUsed: asked for since room was last made; bodies: ready-made ones by theme and encoding; head: ready-made headers
 */

/**
 * The kept pages of this process: bounded by bytes, found by key or by address, dropped by tag. What has been asked for
 * stays longest: a second chance instead of an order by last use, which every answer would have to change (FIFO-reinsertion or
 * "clock", Corbató 1968). A page whose render began before a change of what it shows is refused, however late it arrives.
 */
export class KeptPages {
  /** @type {Map<string, KeptPage>} */
  #pages = new Map()
  /** @type {Map<string, Set<string>>} */
  #keysByTag = new Map()
  /** @type {Map<string, KeptPage>} */
  #byAddress = new Map()
  /** @type {Map<string, number>} */
  #changedAt = new Map()
  #clearedAt = 0
  #bytes = 0
  #limitBytes

  constructor(limitBytes = LIMIT_BYTES) {
    this.#limitBytes = limitBytes
  }

  get size() {
    return this.#pages.size
  }

  get bytes() {
    return this.#bytes
  }

  /** As Next's cache wants it. @param {string} key */
  get(key) {
    const page = this.#pages.get(key)
    if (page === undefined) return undefined
    page.isUsed = true
    return { value: unpackPage(page), lastModified: page.lastModified, cacheControl: page.cacheControl }
  }

  /**
   * The page kept for this address, while it is fresh; later Next itself must see the request, to render it anew.
   *
   * @param {string} address path with locale, as it came in the request
   */
  findFresh(address) {
    const page = this.#byAddress.get(address)
    if (page === undefined) return undefined
    page.isUsed = true
    const revalidate = page.cacheControl?.revalidate
    const isFresh =
      revalidate === false || (revalidate !== undefined && moment() < page.lastModified + revalidate * 1000)
    return isFresh ? page : undefined
  }

  /**
   * @param {string} key
   * @param {{ value: any, cacheControl: Lifetime, lastModified?: number, isFromBuild?: boolean }} response
   */
  async put(key, { value, cacheControl, lastModified = moment(), isFromBuild = false }) {
    const { tags, startedAt } = readTags(value, lastModified)
    const packed = await packPage(value)
    this.remove(key)
    // What the build made shows nothing of the database, so no change can make it wrong.
    if (!isFromBuild && this.#isOutdated(tags, startedAt)) return
    const bytes = 2 * key.length + packed.rest.length + (packed.html?.length ?? 0) + BYTES_AROUND
    /** @type {KeptPage} */
    const page = {
      ...packed,
      key,
      lastModified,
      cacheControl,
      tags,
      bytes,
      isUsed: false,
      bodies: new Map(),
      head: null,
    }
    this.#pages.set(key, page)
    this.#bytes += bytes
    for (const tag of tags) {
      const keys = this.#keysByTag.get(tag) ?? new Set()
      this.#keysByTag.set(tag, keys.add(key))
    }
    const address = addressOf(key)
    if (address !== undefined) this.#byAddress.set(address, page)
    this.#makeRoom()
  }

  /** @param {readonly string[]} tags @param {number} startedAt */
  #isOutdated(tags, startedAt) {
    return startedAt <= this.#clearedAt || tags.some((tag) => startedAt <= (this.#changedAt.get(tag) ?? -1))
  }

  /** Remembers a ready-made body beside its page, which grows by it. @param {KeptPage} page @param {string} variant @param {Buffer} body */
  addBody(page, variant, body) {
    if (this.#pages.get(page.key) !== page || page.bodies.has(variant)) return
    page.bodies.set(variant, body)
    page.bytes += body.length
    this.#bytes += body.length
    this.#makeRoom()
  }

  /** @param {string} key */
  remove(key) {
    const page = this.#pages.get(key)
    if (page === undefined) return
    this.#pages.delete(key)
    this.#bytes -= page.bytes
    const address = addressOf(key)
    if (address !== undefined) this.#byAddress.delete(address)
    for (const tag of page.tags) {
      const keys = this.#keysByTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysByTag.delete(tag)
    }
  }

  /** What these tags stand for has changed, as of now. @param {readonly string[]} tags */
  drop(tags) {
    const now = moment()
    for (const tag of tags) {
      this.#changedAt.delete(tag)
      this.#changedAt.set(tag, now)
      for (const key of [...(this.#keysByTag.get(tag) ?? [])]) this.remove(key)
    }
    for (const [tag, at] of this.#changedAt) {
      if (at > now - LONGEST_RENDER_MILLISECONDS) break
      this.#changedAt.delete(tag)
    }
  }

  /** Changes may have been missed: nothing kept can be trusted, nor what is being rendered now. */
  clear() {
    this.#pages.clear()
    this.#keysByTag.clear()
    this.#byAddress.clear()
    this.#changedAt.clear()
    this.#bytes = 0
    this.#clearedAt = moment()
  }

  /** From the oldest on; who was asked for meanwhile goes to the end instead, once. */
  #makeRoom() {
    for (const [key, page] of this.#pages) {
      if (this.#bytes <= this.#limitBytes) return
      if (page.isUsed) {
        page.isUsed = false
        this.#pages.delete(key)
        this.#pages.set(key, page)
      } else this.remove(key)
    }
  }
}

/** The server's own copy of this file and the bundles' share one shelf. @type {KeptPages} */
export const keptPages = sharedShelf()

function sharedShelf() {
  const shared = /** @type {Record<symbol, KeptPages>} */ (/** @type {unknown} */ (globalThis))
  const key = Symbol.for('techelevate.keptPages')
  return (shared[key] ??= new KeptPages())
}

/** A clock that never goes backwards, unlike the wall's. */
export function moment() {
  return performance.timeOrigin + performance.now()
}

/**
 * Tags as Next's cache takes them: no comma (they travel in one header), plain characters, at most 256 of them.
 *
 * @param {string} tag
 */
export function tagName(tag) {
  return encodeURIComponent(tag).replaceAll('%3A', ':').slice(0, 250)
}

/** When the render began travels among the tags, the only channel from a page to the cache. */
export function startedTag() {
  return `${STARTED}${moment()}`
}

/**
 * Next's keys hold a hash of the route and the path. Only a path of plain characters is looked up by address: of any
 * other the key may be written differently than the request.
 *
 * @param {string} key
 */
function addressOf(key) {
  return /^\/route-cache\/APP_PAGE\/[\da-f]+\/\$((?:\/[\w.~-]+)+)$/.exec(key)?.[1]
}

/** @param {any} value @param {number} lastModified */
function readTags(value, lastModified) {
  const header = value?.headers?.['x-next-cache-tags']
  const all = typeof header === 'string' && header !== '' ? header.split(',') : []
  const starts = all.filter((tag) => tag.startsWith(STARTED)).map((tag) => Number(tag.slice(STARTED.length)))
  return { tags: all.filter((tag) => !tag.startsWith(STARTED)), startedAt: Math.min(lastModified, ...starts) }
}
