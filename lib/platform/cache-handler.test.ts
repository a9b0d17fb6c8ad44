import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { IncrementalCache } from 'next/dist/server/lib/incremental-cache'
import { SharedCacheControls } from 'next/dist/server/lib/incremental-cache/shared-cache-controls.external.js'
import PageCache, { configureKeptPages } from './cache-handler.mjs'
import { keptPages } from './kept-pages.mjs'

const FLIGHT_START = '(self.__next_f=self.__next_f||[]).push([0])'
const key = `/route-cache/APP_PAGE/${'a'.repeat(64)}/$/en/a`
const asPage = { kind: 'APP_PAGE', isFallback: false, cacheControl: { revalidate: 300 } }
const warnings: unknown[] = []
const cache = new PageCache({ fs, serverDistDir: '/nowhere', flushToDisk: true, maxMemoryCacheSize: 1024 })

function entry({ status = 200, html = `<html><script>${FLIGHT_START}</script></html>`, tags = '' } = {}) {
  return {
    kind: 'APP_PAGE',
    html,
    rscData: Buffer.from('data'),
    headers: { 'x-next-cache-tags': tags } as Record<string, string>,
    status,
    segmentData: new Map(),
  }
}

beforeEach(() => {
  keptPages.clear()
  warnings.length = 0
  configureKeptPages({
    appUrl: 'http://localhost:3000',
    isDevelopment: false,
    warn: (fields) => warnings.push(fields),
  })
})

test("Next's own file cache is what is extended, so its way of reading the build stays", () => {
  expect(Object.getPrototypeOf(PageCache.prototype).constructor.name).toBe('FileSystemCache')
})

test('a page is sealed once, in the entry that is also being answered with', async () => {
  const value = entry()
  await cache.set(key, value, asPage)
  const hash = createHash('sha256').update(FLIGHT_START).digest('base64')
  expect(value.headers['content-security-policy']).toContain(
    `http://localhost:3000/_next/static/ 'sha256-${hash}';`,
  )
  expect(value.headers['etag']).toMatch(/^W\/"[\w-]{22}"$/)
  expect(await cache.get(key, asPage)).toMatchObject({ value: { html: value.html, headers: value.headers } })
})

test('another text is another ETag', async () => {
  const [one, other] = [entry(), entry({ html: '<html>other</html>' })]
  await cache.set(key, one, asPage)
  await cache.set(key, other, asPage)
  expect(one.headers['etag']).not.toBe(other.headers['etag'])
})

describe('never kept', () => {
  test.each([404, 403, 401, 500, 307])(
    'an answer with status %i, though it gets a policy',
    async (status) => {
      await cache.set(key, entry(), asPage)
      const value = entry({ status })
      await cache.set(key, value, asPage)
      expect(await cache.get(key, asPage)).toBeNull()
      expect(value.headers['content-security-policy']).toContain('script-src')
      expect(keptPages.size).toBe(0)
    },
  )

  test('nothing', async () => {
    await cache.set(key, null, asPage)
    expect(keptPages.size).toBe(0)
  })

  test("a page that was rendered with somebody's nonce", async () => {
    await cache.set(
      key,
      entry({ html: `<html><script nonce="evil">${FLIGHT_START}</script></html>` }),
      asPage,
    )
    expect(keptPages.size).toBe(0)
  })

  test('data behind a page', async () => {
    await cache.set(
      'data',
      { kind: 'FETCH', data: { body: '1' }, revalidate: 10 },
      { fetchCache: true, tags: [] },
    )
    expect(await cache.get('data', { kind: 'FETCH' })).toBeNull()
    expect(keptPages.size).toBe(0)
  })
})

test('an injected script is not blessed, and is heard of', async () => {
  const value = entry({ html: `<html><script>alert(1)</script><script>${FLIGHT_START}</script></html>` })
  await cache.set(key, value, asPage)
  const hash = createHash('sha256').update('alert(1)').digest('base64')
  expect(value.headers['content-security-policy']).not.toContain(hash)
  expect(warnings).toEqual([{ key, strangers: ['alert(1)'] }])
})

test('tags drop pages', async () => {
  await cache.set(key, entry({ tags: 'course:1,catalogue' }), asPage)
  await cache.revalidateTag('course:2')
  expect(await cache.get(key, asPage)).not.toBeNull()
  await cache.revalidateTag(['catalogue'])
  expect(await cache.get(key, asPage)).toBeNull()
})

describe('the life of a page', () => {
  const next = new IncrementalCache({
    fs: undefined,
    dev: false,
    minimalMode: false,
    serverDistDir: '/nowhere',
    flushToDisk: false,
    requestHeaders: {},
    previewProps: { previewModeId: '', previewModeSigningKey: '', previewModeEncryptionKey: '' },
    prerenderManifest: { version: 4, routes: {}, dynamicRoutes: {}, notFoundRoutes: [] },
    CurCacheHandler: PageCache,
  } as unknown as ConstructorParameters<typeof IncrementalCache>[0])
  const route = { kind: 'APP_PAGE', sourceRoute: '/[locale]/a' }
  const standingAfter = async (seconds: number, cacheControl = { revalidate: 300 }) => {
    await next.set('/en/a', entry() as never, { ...asPage, route, cacheControl } as never)
    const later = performance.now() + seconds * 1000
    const clock = vi.spyOn(performance, 'now').mockReturnValue(later)
    const found = await next.get('/en/a', { ...asPage, route } as never)
    const isReady = keptPages.findFresh('/en/a') !== undefined
    clock.mockRestore()
    return { isReady, isStale: found?.isStale }
  }

  test('while it is young it is answered as it lies ready', async () => {
    expect(await standingAfter(269)).toEqual({ isReady: true, isStale: undefined })
  })

  test('in its last half minute it is still shown, and rendered anew beside', async () => {
    expect(await standingAfter(271)).toEqual({ isReady: false, isStale: true })
  })

  test('older than its file allows it is not shown: -1 makes Next render first', async () => {
    expect(await standingAfter(301)).toEqual({ isReady: false, isStale: -1 })
  })

  test('the seconds in which Next tries a failed rendering again are left as they are', async () => {
    expect(await standingAfter(29, { revalidate: 30 })).toEqual({ isReady: true, isStale: undefined })
    expect(await standingAfter(31, { revalidate: 30 })).toEqual({ isReady: false, isStale: true })
  })
})

test('what Next remembers of each address is forgotten before it grows without end', async () => {
  const lifetimes = (SharedCacheControls as unknown as { cacheControls: Map<string, unknown> }).cacheControls
  for (let index = 0; index <= 50_000; index += 1) lifetimes.set(`/${index}`, {})
  await cache.set(key, entry(), asPage)
  expect(lifetimes.size).toBe(0)
})
