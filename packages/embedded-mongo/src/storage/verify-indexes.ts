import { decode } from '../values/codec.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { firstRid, lastRid } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { documentKeys, entryKey } from './entries.ts'
import type { Reader } from './store.ts'

const ALL = Number.MAX_SAFE_INTEGER

/**
 * Compares every index of a collection with its documents, both ways: entries that are missing or lead nowhere, and
 * array fields that the index does not know of. Empty when all is well. Reads everything; for checks, not for service.
 */
export function findIndexFaults(reader: Reader, collection: Collection): string[] {
  const rows = reader.records(firstRid(collection), lastRid(collection), false, ALL)
  return collection.indexes.flatMap((index) => {
    const stored = new Map(
      reader
        .entries(index.prefix, keyUpperBound(index.prefix), false, ALL)
        .map(({ key, rid }) => [hex(key), rid]),
    )
    const faults: string[] = []
    for (const { rid, bytes } of rows) {
      const { keys, multikeyPaths } = documentKeys(index, decode(bytes))
      for (const key of keys) {
        const name = hex(entryKey(key, rid))
        if (stored.get(name) !== rid)
          faults.push(`${nameOf(collection, index)}: record ${rid} has no entry ${name}`)
        stored.delete(name)
      }
      if (multikeyPaths.some((isMultikey, position) => isMultikey && index.multikey[position] !== true)) {
        faults.push(`${nameOf(collection, index)}: record ${rid} has an array the index does not know of`)
      }
    }
    for (const [key, rid] of stored)
      faults.push(`${nameOf(collection, index)}: entry ${key} of record ${rid} belongs to no document`)
    return faults
  })
}

function nameOf(collection: Collection, index: Index): string {
  return `${collection.db}.${collection.name} ${index.name}`
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
