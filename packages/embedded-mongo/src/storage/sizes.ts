import { keyUpperBound } from '../values/key-string.ts'
import { firstRid, idIndexOf, lastRid } from './collection.ts'
import type { Collection } from './collection.ts'
import type { Store } from './store.ts'

/** SQLite wants a number here; this one is beyond any count. */
const ALL = Number.MAX_SAFE_INTEGER
const SAMPLED = 200

/** How many documents a collection has, counted, and their size, estimated from a sample. */
export function sizesOf(store: Store, collection: Collection): { count: number; sizeBytes: number } {
  const count = countRecords(store, collection)
  const sample = store.records(firstRid(collection), lastRid(collection), false, SAMPLED)
  const bytes = sample.reduce((sum, row) => sum + row.bytes.length, 0)
  return { count, sizeBytes: count <= sample.length ? bytes : Math.round((bytes / sample.length) * count) }
}

/** Every document has exactly one entry in the index on _id, which is far smaller than the documents. */
function countRecords(store: Pick<Store, 'countEntries'>, collection: Collection): number {
  const { prefix } = idIndexOf(collection)
  return store.countEntries(prefix, keyUpperBound(prefix), ALL)
}
