import type { Doc } from '../values/codec.ts'
import { encodeKey } from '../values/key-string.ts'
import { indexKeyValues, valuesAtPath } from '../values/paths.ts'
import { concatBytes, sameBytes, uint32Bytes } from './bytes.ts'
import type { Index } from './collection.ts'
import { sequenceOf } from './collection.ts'

/** What one document has in one index: keys without the record sequence, and which fields went through arrays. */
export type DocumentKeys = { keys: Uint8Array[]; multikeyPaths: boolean[] }

const NONE: DocumentKeys = { keys: [], multikeyPaths: [] }

/** The keys of a document in an index; none when a partial or sparse index leaves it out. */
export function documentKeys(index: Index, doc: Doc): DocumentKeys {
  if (index.partial !== undefined && !index.partial.matches(doc)) return NONE
  if (index.isSparse && !index.fields.some((field) => isPresent(doc, field))) return NONE
  const { keys, multikeyPaths } = indexKeyValues(doc, index.fields)
  const [only] = keys
  if (keys.length === 1 && only !== undefined) return { keys: [keyOf(index, only)], multikeyPaths }
  // Elements that are equal would have the same key twice.
  const distinct = new Map<string, Uint8Array>()
  for (const values of keys) {
    const key = keyOf(index, values)
    distinct.set(Buffer.from(key).toString('latin1'), key)
  }
  return { keys: [...distinct.values()], multikeyPaths }
}

/** Each entry ends with the sequence of its record. */
export const SEQUENCE_BYTES = 4

/** The key of one entry: that of the values, and the record's sequence, which keeps equal values apart. */
export function entryKey(key: Uint8Array, rid: number): Uint8Array {
  return concatBytes(key, uint32Bytes(sequenceOf(rid)))
}

/** The values from which a document has the given key. */
export function valuesOfKey(index: Index, doc: Doc, key: Uint8Array): unknown[] {
  return indexKeyValues(doc, index.fields).keys.find((values) => sameBytes(keyOf(index, values), key)) ?? []
}

function keyOf(index: Index, values: unknown[]): Uint8Array {
  return concatBytes(index.prefix, encodeKey(values, index.directions, index.collation))
}

function isPresent(doc: Doc, path: string): boolean {
  return valuesAtPath(doc, path).some((value) => value !== undefined)
}
