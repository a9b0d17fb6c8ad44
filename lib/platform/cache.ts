import 'server-only'
import { randomUUID } from 'node:crypto'
import type { ChangeStreamDocument } from 'mongodb'
import { CacheTag } from '@/models/cache-tag'
import { afterCommit } from './db/transaction'
import { keptPages, startedTag, tagName } from './kept-pages.mjs'
import { log } from './log'
import { processWide } from './process-wide'

const RETRY_MILLISECONDS = 1000
/** Next takes 128 and leaves out the rest. */
const TAGS_PER_CALL = 100
const origin = processWide('cacheOrigin', () => randomUUID())

/**
 * Declares what a kept page shows, so that it is dropped when that changes. Called before the data is read: the page
 * counts as begun here, and a change from now on refuses it. A page may call it again once it knows more (an id).
 */
export async function tagPage(...tags: string[]): Promise<void> {
  const { unstable_cache } = await import('next/cache')
  const names = [...tags.map(tagName), startedTag()]
  for (let start = 0; start < names.length; start += TAGS_PER_CALL) {
    const some = names.slice(start, start + TAGS_PER_CALL)
    // Next collects the tags of every cached call of a page; this one has nothing to cache, and the handler keeps none.
    await unstable_cache(() => Promise.resolve(true), some, { tags: some })()
  }
}

/**
 * Says that what these tags stand for has changed. Written in the command's transaction; this process drops its pages
 * once that is committed and before the command answers, the others as soon as the change stream brings it.
 */
export async function changed(...tags: string[]): Promise<void> {
  if (tags.length === 0) return
  const names = [...new Set(tags.map(tagName))]
  await CacheTag.insertMany(names.map((tag) => ({ tag, origin })))
  await afterCommit(() => keptPages.drop(names))
}

/**
 * Drops what other processes changed. Where the stream may have missed something (before it was open, after it broke)
 * everything goes, because nothing kept can be trusted. Returns how to stop.
 */
export async function followChanges(): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  let stream = await openStream()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        for (;;) dropChanged(await stream.next())
      } catch (error) {
        keptPages.clear()
        if (stopping.signal.aborted) return
        log.warn({ error }, 'The stream of changes broke; all kept pages were dropped.')
        await stream.close().catch(() => undefined)
        stream = await reopen(stopping.signal, stream)
      }
    }
  })()
  return async () => {
    stopping.abort()
    await stream.close().catch(() => undefined)
    await running
  }
}

type Stream = Awaited<ReturnType<typeof openStream>>

async function openStream() {
  // The driver's own: the stream begins at a moment we know, so nothing after it is missed, whenever it is really open.
  const { db } = CacheTag.db
  if (db === undefined) throw new Error('The database is not connected.')
  const { operationTime } = await db.command({ ping: 1 })
  keptPages.clear()
  const inserted = [{ $match: { operationType: 'insert' } }]
  return db.collection(CacheTag.collection.name).watch(inserted, { startAtOperationTime: operationTime })
}

async function reopen(signal: AbortSignal, last: Stream): Promise<Stream> {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS).unref())
    try {
      return await openStream()
    } catch (error) {
      log.warn({ error }, 'The stream of changes could not be opened again; trying on.')
    }
  }
  return last
}

function dropChanged(change: ChangeStreamDocument): void {
  const row = change.operationType === 'insert' ? change.fullDocument : undefined
  if (typeof row?.['tag'] === 'string' && row['origin'] !== origin) keptPages.drop([row['tag']])
}
