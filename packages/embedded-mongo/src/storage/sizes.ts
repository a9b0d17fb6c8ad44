import { firstRid, lastRid } from './collection.ts'
import type { Collection } from './collection.ts'
import type { Store } from './store.ts'

const SAMPLED = 200

/** How many documents a collection has, and their size, estimated from a sample. */
export function sizesOf(store: Store, collection: Collection): { count: number; sizeBytes: number } {
  const count = store.documentCount(collection.number)
  const sample = store.records(firstRid(collection), lastRid(collection), false, SAMPLED)
  const bytes = sample.reduce((sum, row) => sum + row.bytes.length, 0)
  return { count, sizeBytes: count <= sample.length ? bytes : Math.round((bytes / sample.length) * count) }
}
