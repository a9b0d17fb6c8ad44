import 'server-only'
import { randomUUID } from 'node:crypto'
import { CacheTag } from '@/models/cache-tag'
import { followChangeStream, type Change } from './db/change-stream'
import { afterCommit } from './db/transaction'
import { keptPages, startedTag, tagName } from './kept-pages.mjs'
import { processWide } from './process-wide'

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
export function followChanges(): Promise<() => Promise<void>> {
  return followChangeStream({
    name: 'kept pages',
    watch: (db, startAtOperationTime) =>
      db
        .collection(CacheTag.collection.name)
        .watch([{ $match: { operationType: 'insert' } }], { startAtOperationTime }),
    onGap: () => keptPages.clear(),
    onChange: dropChanged,
  })
}

function dropChanged(change: Change): void {
  const row = change.operationType === 'insert' ? change.fullDocument : undefined
  if (typeof row?.['tag'] === 'string' && row['origin'] !== origin) keptPages.drop([row['tag']])
}
