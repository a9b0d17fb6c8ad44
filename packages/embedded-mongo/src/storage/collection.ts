import type { Collation } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
import type { Direction } from '../values/key-string.ts'
import type { Predicate } from '../query/matcher.ts'
import type { Namespace } from './namespace.ts'
import type { Validator } from './validator.ts'

/** An index as the planner and the writer need it, made from its stored specification. */
export type Index = {
  /** Its number in the key space; never used again after a drop. */
  number: number
  prefix: Uint8Array
  name: string
  spec: Doc
  fields: string[]
  directions: Direction[]
  /** Top-level fields on which its entries depend; undefined when a partial filter makes that unclear. */
  roots: string[] | undefined
  isUnique: boolean
  /** Unique, or about to be (`prepareUnique`): no document gets a key that another has. */
  refusesTwins: boolean
  isSparse: boolean
  isHidden: boolean
  partial: { filter: Doc; matches: Predicate } | undefined
  collation: Collation | undefined
  expireAfterSeconds: number | undefined
  /** Per field: some document had an array on that path. Never taken back. */
  multikey: boolean[]
  /** Logical time of its building: older snapshots have no entries of it. */
  createdAt: number
  /** True after a drop, for scans that are under way. */
  isDropped: boolean
}

export type Collection = {
  /** Its number in the key space of records; never used again after a drop. */
  number: number
  db: string
  name: string
  uuid: string
  options: Doc
  collation: Collation | undefined
  validator: Validator | undefined
  /** The first is always the one on _id. */
  indexes: Index[]
  /** Indexes that are being built: writes keep them up, nothing else knows them. */
  building: Index[]
  /** The sequence of the next record; found in the store on first use. */
  nextSequence: number | undefined
  /** True after a drop, for scans that are under way. */
  isDropped: boolean
  /** Made by a transaction that is still open: nobody else knows it. */
  isPending: boolean
}

/** A view has no documents of its own: it shows those of another collection through stages. */
export function isView(collection: Collection): boolean {
  return collection.options['viewOn'] !== undefined
}

/** Its natural order is that of _id. */
export function isClustered({ options }: Pick<Collection, 'options'>): boolean {
  return options['clusteredIndex'] !== undefined
}

/** The collection was told to keep documents before and after their changes, for change streams. */
export function keepsImages({ options }: Collection): boolean {
  const images = options['changeStreamPreAndPostImages'] as Doc | undefined
  return images?.['enabled'] === true
}

/** Where a change event comes from. */
export function sourceOf({ db, name, uuid }: Collection): { ns: Namespace; uuid: string } {
  return { ns: { db, coll: name }, uuid }
}

/** Records of a collection are numbered within 32 bits, collections within 21: together a safe integer. */
export const SEQUENCES = 2 ** 32

export function firstRid(collection: Collection): number {
  return collection.number * SEQUENCES
}

export function lastRid(collection: Collection): number {
  return collection.number * SEQUENCES + SEQUENCES - 1
}

export function ridOf(collection: Collection, sequence: number): number {
  return collection.number * SEQUENCES + sequence
}

export function sequenceOf(rid: number): number {
  return rid % SEQUENCES
}

export const MAX_SEQUENCE = SEQUENCES - 1
export const MAX_COLLECTION_NUMBER = 2 ** 21 - 1

export function idIndexOf(collection: Collection): Index {
  const first = collection.indexes[0]
  if (first === undefined)
    throw new Error(`collection ${collection.db}.${collection.name} has lost its _id index`)
  return first
}

export function fullName(collection: { db: string; name: string }): string {
  return `${collection.db}.${collection.name}`
}
