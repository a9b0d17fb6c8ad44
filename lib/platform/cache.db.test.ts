import mongoose from 'mongoose'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { CacheTag } from '@/models/cache-tag'
import { changed, followChanges } from './cache'
import { inTransaction } from './db/transaction'
import { keptPages } from './kept-pages.mjs'
import { useTestDatabase } from './testing/db'

useTestDatabase()

const keyOf = (address: string) => `/route-cache/APP_PAGE/${'b'.repeat(64)}/$${address}`
const keep = (address: string, ...tags: string[]) =>
  keptPages.put(keyOf(address), {
    value: { kind: 'APP_PAGE', html: 'x', headers: { 'x-next-cache-tags': tags.join(',') }, status: 200 },
    cacheControl: { revalidate: 300 },
  })
const isKept = (address: string) => keptPages.findFresh(address) !== undefined

beforeEach(() => keptPages.clear())

describe('a command that changed something', () => {
  test('drops the pages of its own process before it answers', async () => {
    await keep('/en/a', 'course:1')
    await keep('/en/b', 'course:2')
    await inTransaction(() => changed('course:1'))
    expect([isKept('/en/a'), isKept('/en/b')]).toEqual([false, true])
  })

  test('drops them only once the change can be read', async () => {
    await keep('/en/a', 'course:1')
    await inTransaction(async () => {
      await changed('course:1')
      expect(isKept('/en/a')).toBe(true)
    })
    expect(isKept('/en/a')).toBe(false)
  })

  test('that failed drops nothing and tells nobody', async () => {
    await keep('/en/a', 'course:1')
    const failing = inTransaction(async () => {
      await changed('course:1')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(isKept('/en/a')).toBe(true)
    expect(await CacheTag.countDocuments()).toBe(0)
  })

  test('outside a transaction counts at once', async () => {
    await keep('/en/a', 'home')
    await changed('home', 'home', 'catalogue')
    expect(isKept('/en/a')).toBe(false)
    expect((await CacheTag.distinct('tag')).toSorted()).toEqual(['catalogue', 'home'])
    expect(await CacheTag.countDocuments()).toBe(2)
  })

  test('and nothing is nothing', async () => {
    await changed()
    expect(await CacheTag.countDocuments()).toBe(0)
  })
})

describe('what another process changed', () => {
  const byAnother = (tag: string) => CacheTag.insertMany([{ tag, origin: 'another' }])

  test('drops the pages here', async () => {
    const stop = await followChanges()
    await keep('/en/a', 'course:1')
    await keep('/en/b', 'course:2')
    await byAnother('course:1')
    await vi.waitFor(() => expect(isKept('/en/a')).toBe(false), 5000)
    expect(isKept('/en/b')).toBe(true)
    await stop()
  })

  test('before anybody listened may have been missed, so everything goes', async () => {
    await keep('/en/a', 'course:1')
    const stop = await followChanges()
    expect(isKept('/en/a')).toBe(false)
    await stop()
  })

  test('our own news, coming round, drops no page made since', async () => {
    const stop = await followChanges()
    await changed('course:1')
    await keep('/en/a', 'course:1')
    await keep('/en/b', 'course:9')
    await byAnother('course:9')
    await vi.waitFor(() => expect(isKept('/en/b')).toBe(false), 5000)
    expect(isKept('/en/a')).toBe(true)
    await stop()
  })

  test('while the stream was broken may have been missed, so everything goes, and it is followed again', async () => {
    const warn = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const stop = await followChanges()
    const clear = vi.spyOn(keptPages, 'clear')
    await keep('/en/a', 'course:1')
    await breakStreams()
    await vi.waitFor(() => expect(isKept('/en/a')).toBe(false), 5000)
    // Once when it broke, once before it is open again: from then on it must bring single changes.
    await vi.waitFor(() => expect(clear).toHaveBeenCalledTimes(2), 10_000)
    await keep('/en/b', 'course:2')
    await keep('/en/c', 'course:3')
    await byAnother('course:2')
    await vi.waitFor(() => expect(isKept('/en/b')).toBe(false), 5000)
    expect(isKept('/en/c'), 'it was the change, and no other clearing').toBe(true)
    await stop()
    warn.mockRestore()
  })

  test('stopping ends the stream', async () => {
    const stop = await followChanges()
    const witness = await watchFromNow()
    await stop()
    await keep('/en/a', 'course:1')
    await byAnother('course:1')
    await witness?.next()
    // When a stream that is open has brought a second change, one that had not ended would have brought the first.
    await byAnother('course:9')
    await witness?.next()
    await witness?.close()
    expect(isKept('/en/a')).toBe(true)
  })
})

/** A stream of our own, from this moment on, whenever it is really open. */
async function watchFromNow() {
  const { db } = mongoose.connection
  const { operationTime } = (await db?.command({ ping: 1 })) ?? {}
  return db?.collection('cacheTags').watch([], { startAtOperationTime: operationTime })
}

/** A stream whose collection is dropped is ended by the server: an `invalidate`, or an error to follow. */
async function breakStreams(): Promise<void> {
  await mongoose.connection.db?.collection('cacheTags').drop()
}
