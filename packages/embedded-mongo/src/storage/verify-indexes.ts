import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { compareBytes, justAfter, sameBytes } from './bytes.ts'
import { firstRid, fullName, lastRid, sequenceOf } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { documentKeys, entryKey, SEQUENCE_BYTES } from './entries.ts'
import { type Faults, messageOf } from './faults.ts'
import { printValue } from './print-value.ts'
import type { EntryRow, Reader, SqliteReader } from './store.ts'

const ROWS_AT_ONCE = 500
const ALL = Number.MAX_SAFE_INTEGER
/** How much of a collection was compared. */
export type Checked = { documents: number; entries: number }

/**
 * Compares the documents of a collection with its indexes, both ways: documents that cannot be read, entries that are
 * missing, lead nowhere or stand twice in a unique index, and array fields that an index does not know of. Needs no more
 * memory for a large collection than for a small one. Reads everything; for checks, not for service.
 */
export function checkCollection(reader: SqliteReader, collection: Collection, faults: Faults): Checked {
  const unreadable = new Set<number>()
  const found = collection.indexes.map(() => 0)
  const documents = eachDocument(reader, collection, (rid, bytes) => {
    const doc = readDocument(rid, bytes, collection, faults)
    if (doc === undefined) unreadable.add(rid)
    else
      for (const [position, index] of collection.indexes.entries())
        found[position] =
          (found[position] ?? 0) + checkDocument(reader, { collection, index, rid, doc }, faults)
  })
  const kept = reader.documentCount(collection.number)
  if (kept !== documents)
    faults.add(fullName(collection), `It has ${documents} documents, and its count says ${kept}.`, true)
  let entries = 0
  for (const [position, index] of collection.indexes.entries()) {
    const count = reader.countEntries(index.prefix, keyUpperBound(index.prefix), ALL)
    entries += count
    if (index.isUnique || count !== found[position])
      checkEntries(reader, { collection, index, unreadable, hasForeign: count !== found[position] }, faults)
  }
  return { documents, entries }
}

function eachDocument(
  reader: Reader,
  collection: Collection,
  visit: (rid: number, bytes: Uint8Array) => void,
): number {
  let low = firstRid(collection)
  let count = 0
  for (;;) {
    const rows = reader.records(low, lastRid(collection), false, ROWS_AT_ONCE)
    for (const { rid, bytes } of rows) visit(rid, bytes)
    count += rows.length
    const last = rows.at(-1)
    if (last === undefined) return count
    low = last.rid + 1
  }
}

/** The document of a record; undefined, with a fault noted, when its bytes are none. */
export function readDocument(
  rid: number,
  bytes: Uint8Array,
  collection: Collection,
  faults: Faults,
): Doc | undefined {
  const where = fullName(collection)
  try {
    const doc = decode(bytes)
    if (doc['_id'] === undefined) faults.add(where, `Document ${sequenceOf(rid)} has no _id.`, false)
    return doc
  } catch (error) {
    faults.add(where, `Document ${sequenceOf(rid)} cannot be read (${messageOf(error)}).`, false)
    return undefined
  }
}

type Place = { collection: Collection; index: Index; rid: number; doc: Doc }

/** Looks for each of a document's entries; gives back how many are there. */
function checkDocument(reader: Reader, { collection, index, rid, doc }: Place, faults: Faults): number {
  const where = nameOf(collection, index)
  const name = (): string => printValue(doc['_id'] ?? null)
  try {
    const { keys, multikeyPaths } = documentKeys(index, doc)
    if (multikeyPaths.some((isMultikey, position) => isMultikey && index.multikey[position] !== true))
      faults.add(where, `Document ${name()} has an array that the index does not know of.`, true)
    return keys.filter((key) => {
      const entry = entryKey(key, rid)
      const isThere = reader.entries(entry, justAfter(entry), false, 1)[0]?.rid === rid
      if (!isThere) faults.add(where, `Document ${name()} has no entry, so that queries miss it.`, true)
      return isThere
    }).length
  } catch (error) {
    faults.add(where, `Document ${name()} cannot be indexed (${messageOf(error)}).`, false)
    return 0
  }
}

type Walk = { collection: Collection; index: Index; unreadable: Set<number>; hasForeign: boolean }

/** Goes through the entries of an index: keys that stand twice, and entries that no document has. */
function checkEntries(reader: Reader, walk: Walk, faults: Faults): void {
  const { collection, index } = walk
  const high = keyUpperBound(index.prefix)
  let low = index.prefix
  let before: EntryRow | undefined
  for (;;) {
    const rows = reader.entries(low, high, false, ROWS_AT_ONCE)
    for (const row of rows) {
      if (index.isUnique && before !== undefined && isSameKey(before.key, row.key))
        faults.add(
          nameOf(collection, index),
          `Documents ${idOf(reader, before.rid)} and ${idOf(reader, row.rid)} have the same key, although it is unique.`,
          false,
        )
      if (walk.hasForeign) checkEntry(reader, walk, row, faults)
      before = row
    }
    const last = rows.at(-1)
    if (last === undefined) return
    low = justAfter(last.key)
  }
}

function checkEntry(reader: Reader, walk: Walk, { key, rid }: EntryRow, faults: Faults): void {
  const { collection, index, unreadable } = walk
  if (unreadable.has(rid)) return
  const where = nameOf(collection, index)
  const isInside = rid >= firstRid(collection) && rid <= lastRid(collection)
  const bytes = isInside ? reader.record(rid) : undefined
  if (bytes === undefined) {
    faults.add(where, `An entry leads to document ${sequenceOf(rid)}, which is not there.`, true)
    return
  }
  const doc = decode(bytes)
  const isOwn = documentKeys(index, doc).keys.some((own) => sameBytes(entryKey(own, rid), key))
  if (!isOwn)
    faults.add(
      where,
      `An entry leads to document ${printValue(doc['_id'] ?? null)}, which has another value.`,
      true,
    )
}

function isSameKey(a: Uint8Array, b: Uint8Array): boolean {
  return compareBytes(a.subarray(0, -SEQUENCE_BYTES), b.subarray(0, -SEQUENCE_BYTES)) === 0
}

function idOf(reader: Reader, rid: number): string {
  const bytes = reader.record(rid)
  try {
    return printValue((bytes === undefined ? {} : decode(bytes))['_id'] ?? null)
  } catch {
    return String(sequenceOf(rid))
  }
}

function nameOf(collection: Collection, index: Index): string {
  return `${fullName(collection)}, index ${index.name}`
}
