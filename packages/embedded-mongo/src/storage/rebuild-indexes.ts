import type { DatabaseSync } from 'node:sqlite'
import { decode, encode } from '../values/codec.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { uint32Bytes } from './bytes.ts'
import { COLLECTION_ROW, collectionRow } from './catalog-row.ts'
import { firstRid, lastRid } from './collection.ts'
import type { Collection } from './collection.ts'
import { documentKeys, entryKey } from './entries.ts'
import type { DocumentKeys } from './entries.ts'
import type { Reader } from './store.ts'

const ROWS_AT_ONCE = 500

/**
 * Makes all indexes of the collections anew from their documents, and removes the entries of indexes that nobody knows:
 * the caller opens a store transaction around it, so that a folder is never left half mended. Documents that cannot be read are passed
 * over, and a key that two documents of a unique index share is entered for both, so that both can be found.
 */
export function rebuildIndexes(
  db: DatabaseSync,
  reader: Reader,
  collections: Collection[],
  strays: number[] = [],
): void {
  const removeAll = db.prepare('DELETE FROM entries WHERE key >= ? AND key < ?')
  const putRow = db.prepare('INSERT OR REPLACE INTO catalog(name, value) VALUES(?, ?)')
  const remove = (prefix: Uint8Array): void => void removeAll.run(prefix, keyUpperBound(prefix))
  for (const number of strays) remove(uint32Bytes(number))
  for (const collection of collections) {
    for (const index of collection.indexes) remove(index.prefix)
    enterAll(db, reader, collection)
    putRow.run(COLLECTION_ROW + collection.number, encode(collectionRow(collection)))
  }
}

/** Counts the documents of the collections anew, and forgets the counts of collections that nobody knows. */
export function recount(db: DatabaseSync, collections: Collection[]): void {
  db.exec('DELETE FROM counts')
  const count = db.prepare('INSERT INTO counts SELECT ?, count(*) FROM records WHERE id BETWEEN ? AND ?')
  for (const collection of collections)
    count.run(collection.number, firstRid(collection), lastRid(collection))
}

function enterAll(db: DatabaseSync, reader: Reader, collection: Collection): void {
  const put = db.prepare('INSERT OR REPLACE INTO entries(key, rid) VALUES(?, ?)')
  for (let low = firstRid(collection); ;) {
    const rows = reader.records(low, lastRid(collection), false, ROWS_AT_ONCE)
    for (const { rid, bytes } of rows)
      for (const key of keysOf(collection, bytes)) put.run(entryKey(key, rid), rid)
    const last = rows.at(-1)
    if (last === undefined) return
    low = last.rid + 1
  }
}

/** The keys of a document in all indexes, which learn of its arrays; none when it cannot be read or indexed. */
function keysOf(collection: Collection, bytes: Uint8Array): Uint8Array[] {
  let found: DocumentKeys[]
  try {
    const doc = decode(bytes)
    found = collection.indexes.map((index) => documentKeys(index, doc))
  } catch {
    return []
  }
  for (const [position, index] of collection.indexes.entries()) {
    for (const [field, isMultikey] of (found[position]?.multikeyPaths ?? []).entries())
      if (isMultikey) index.multikey[field] = true
  }
  return found.flatMap(({ keys }) => keys)
}
