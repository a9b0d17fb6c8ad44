import type { DatabaseSync } from 'node:sqlite'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import {
  COLLECTION_ROW,
  collectionOfRow,
  GRAVE_ROW,
  graveOfRow,
  META_ROW,
  type Grave,
} from './catalog-row.ts'
import { fullName } from './collection.ts'
import type { Collection } from './collection.ts'
import { messageOf, type Faults } from './faults.ts'
import { isIdKey } from './index-spec.ts'

/** What a folder's catalog holds, as far as it can be read. */
export type CheckedCatalog = {
  collections: Collection[]
  graves: Grave[]
  meta: Doc
  /** False when a row could not be read: then what belongs to nobody may belong to it. */
  isWhole: boolean
}

/** Reads every row of the catalog, and checks that names and numbers are given once and below the next to be given. */
export function checkCatalog(db: DatabaseSync, faults: Faults): CheckedCatalog {
  const found: CheckedCatalog = { collections: [], graves: [], meta: {}, isWhole: true }
  const rows = db.prepare('SELECT name, value FROM catalog ORDER BY name').all()
  for (const { name, value } of rows as { name: string; value: Uint8Array }[]) {
    try {
      readRow(name, decode(value), found)
    } catch (error) {
      found.isWhole = false
      faults.add('The catalog', `Row ${name} cannot be read (${messageOf(error)}).`, false)
    }
  }
  checkNumbers(found, faults)
  return found
}

function readRow(name: string, row: Doc, found: CheckedCatalog): void {
  if (name === META_ROW) found.meta = row
  else if (name.startsWith(GRAVE_ROW)) found.graves.push(graveOfRow(name, row))
  else if (name.startsWith(COLLECTION_ROW)) found.collections.push(checkedCollection(row))
  else throw new Error('nothing is known of such a row')
}

function checkedCollection(row: Doc): Collection {
  const collection = collectionOfRow(row, new Date())
  const { number, indexes } = collection
  if (!Number.isInteger(number) || indexes.some((index) => !Number.isInteger(index.number)))
    throw new Error('a number is missing')
  if (!isIdKey((indexes[0]?.spec['key'] ?? {}) as Doc)) throw new Error('it has no index on _id')
  return collection
}

function checkNumbers({ collections, meta }: CheckedCatalog, faults: Faults): void {
  const where = 'The catalog'
  const names = collections.map(fullName)
  for (const name of repeated(names)) faults.add(where, `There are two collections ${name}.`, false)
  const numbers = collections.map((collection) => collection.number)
  for (const number of repeated(numbers)) faults.add(where, `Two collections have number ${number}.`, false)
  const indexes = collections.flatMap((collection) => collection.indexes.map((index) => index.number))
  for (const number of repeated(indexes)) faults.add(where, `Two indexes have number ${number}.`, false)
  if (Object.keys(meta).length === 0) return
  if (Math.max(0, ...numbers) >= Number(meta['nextCollection']))
    faults.add(where, 'The number for the next collection is given already.', false)
  if (Math.max(0, ...indexes) >= Number(meta['nextIndex']))
    faults.add(where, 'The number for the next index is given already.', false)
}

function repeated<T>(values: T[]): Set<T> {
  return new Set(values.filter((value, position) => values.indexOf(value) !== position))
}
