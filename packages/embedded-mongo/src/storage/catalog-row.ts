import { randomBytes } from 'node:crypto'
import { Binary, Double } from 'bson'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import type { Collection } from './collection.ts'
import { indexOf } from './index-spec.ts'
import { validatorOf } from './validator.ts'

/** Rows of the catalog are told apart by the beginning of their names. */
export const META_ROW = 'meta'
export const COLLECTION_ROW = 'collection.'
export const GRAVE_ROW = 'grave.'

/** What was dropped but still takes room: numbers of one collection's records and of indexes. */
export type Grave = { name: string; collection: number | undefined; indexes: number[] }

/** A collection as its catalog row. */
export function collectionRow(collection: Collection): Doc {
  const { number, db, name, uuid, options, indexes } = collection
  return {
    number: new Double(number),
    db,
    name,
    uuid: new Binary(Buffer.from(uuid, 'hex'), Binary.SUBTYPE_UUID),
    options,
    indexes: indexes.map((index) => ({
      number: new Double(index.number),
      spec: index.spec,
      multikey: index.multikey,
      createdAt: new Double(index.createdAt),
    })),
  }
}

/** The collection that a catalog row describes, with its indexes; throws when the row is not of that shape. */
export function collectionOfRow(row: Doc, now: Date): Collection {
  const collection = newCollection(
    {
      number: Number(row['number']),
      db: String(row['db']),
      name: String(row['name']),
      uuid: Buffer.from((row['uuid'] as Binary).buffer).toString('hex'),
      options: row['options'] as Doc,
    },
    now,
  )
  for (const stored of row['indexes'] as Doc[]) {
    const state = {
      number: Number(stored['number']),
      multikey: stored['multikey'] as boolean[],
      createdAt: Number(stored['createdAt']),
    }
    collection.indexes.push(indexOf(stored['spec'] as Doc, state, now))
  }
  return collection
}

type Given = { number: number; db: string; name: string; uuid: string; options: Doc }

/** A collection without indexes, ready to be used. */
export function newCollection(given: Given, now: Date): Collection {
  const collation = parseCollation(given.options['collation'])
  const validator = validatorOf(given.options, collation, now)
  return {
    ...given,
    collation,
    validator,
    indexes: [],
    building: [],
    nextSequence: undefined,
    isDropped: false,
    isPending: false,
  }
}

/** The grave that a catalog row describes. */
export function graveOfRow(name: string, row: Doc): Grave {
  const collection = row['collection'] === null ? undefined : Number(row['collection'])
  return { name, collection, indexes: (row['indexes'] as unknown[]).map(Number) }
}

/** A random UUID (version 4) in hex. */
export function newUuid(): string {
  const bytes = randomBytes(16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex')
}
