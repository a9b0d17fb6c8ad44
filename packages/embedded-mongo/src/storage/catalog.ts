import type { StatementSync } from 'node:sqlite'
import { Double, Int32, Long } from 'bson'
import { decode, encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import { fault } from '../errors.ts'
import { MAX_COLLECTION_NUMBER } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { indexOf } from './index-spec.ts'
import {
  COLLECTION_ROW,
  collectionOfRow,
  collectionRow,
  GRAVE_ROW,
  graveOfRow,
  META_ROW,
  newCollection,
  newUuid,
} from './catalog-row.ts'
import type { Grave } from './catalog-row.ts'
import { FORMAT_VERSION } from './format.ts'
import { checkCollectionName } from './namespace.ts'
import type { Store } from './store.ts'
import { validatorOf } from './validator.ts'

type Meta = { nextCollection: number; nextIndex: number; purgedThrough: number }
/** All collections and indexes, in memory, with their rows written in the same store transaction as what needs them. */
export class Catalog {
  readonly #store: Store
  readonly #now: () => Date
  readonly #put: StatementSync
  readonly #delete: StatementSync
  readonly #all: StatementSync
  readonly #forgetCount: StatementSync
  readonly #databases = new Map<string, Map<string, Collection>>()
  #graves: Grave[] = []
  #meta: Meta = { nextCollection: 1, nextIndex: 1, purgedThrough: 0 }
  #isMetaDirty = false
  readonly #dirty = new Set<Collection>()
  /** By number of their collection. They are in no row: after a crash their entries are a grave. */
  readonly #building = new Map<number, Index[]>()

  constructor(store: Store, now: () => Date) {
    this.#store = store
    this.#now = now
    this.#put = store.db.prepare('INSERT OR REPLACE INTO catalog(name, value) VALUES(?, ?)')
    this.#delete = store.db.prepare('DELETE FROM catalog WHERE name = ?')
    this.#forgetCount = store.db.prepare('DELETE FROM counts WHERE collection = ?')
    this.#all = store.db.prepare('SELECT name, value FROM catalog')
    this.reload()
  }

  /** Reads everything anew: at the start, and after a store transaction was rolled back. */
  reload(): void {
    this.#databases.clear()
    this.#dirty.clear()
    this.#graves = []
    // A new folder has no rows; its first save must write the format version.
    this.#isMetaDirty = true
    for (const row of this.#all.all() as { name: string; value: Uint8Array }[])
      this.#load(row.name, decode(row.value))
  }

  find(db: string, coll: string): Collection | undefined {
    return this.#databases.get(db)?.get(coll)
  }

  /** The collection, or NamespaceNotFound. */
  get(db: string, coll: string): Collection {
    const found = this.find(db, coll)
    if (found === undefined) throw fault('NamespaceNotFound', `ns does not exist: ${db}.${coll}`)
    return found
  }

  /** The collection of that number, as long as it is there. */
  withNumber(number: number): Collection | undefined {
    return this.allCollections().find((collection) => collection.number === number)
  }

  databases(): string[] {
    return [...this.#databases.keys()].sort()
  }

  collections(db: string): Collection[] {
    return [...(this.#databases.get(db)?.values() ?? [])]
  }

  allCollections(): Collection[] {
    return this.databases().flatMap((db) => this.collections(db))
  }

  /** The next one that may be emptied: not the entries of an index that is being built. */
  get nextGrave(): Grave | undefined {
    const inUse = [...this.#building.values()].flat().map((index) => index.number)
    return this.#graves.find((grave) => !grave.indexes.some((number) => inUse.includes(number)))
  }

  /** Puts down that entries of these indexes are worth nothing until they are finished; inside a store transaction. */
  announceBuild(indexes: Index[]): void {
    this.#bury(
      undefined,
      indexes.map((index) => index.number),
    )
  }

  /** From now on writes keep the announced indexes up. */
  beginBuild(collection: Collection, indexes: Index[]): void {
    this.#building.set(collection.number, indexes)
    collection.building = indexes
  }

  /** The built indexes are as good as any other; inside a store transaction. */
  finishBuild(collection: Collection, createdAt: number): void {
    const names = new Set(collection.building.map((index) => index.number))
    for (const grave of this.#graves.filter(({ indexes }) => indexes.some((number) => names.has(number))))
      this.forgetGrave(grave)
    for (const index of collection.building) index.createdAt = createdAt
    collection.indexes.push(...collection.building)
    collection.building = []
    this.markDirty(collection)
  }

  /** After the build, however it ended: what was not finished is left to its grave. */
  endBuild(number: number): void {
    this.#building.delete(number)
    const collection = this.withNumber(number)
    if (collection !== undefined) collection.building = []
  }

  /** Logical time up to which change events were thrown away. */
  get purgedThrough(): number {
    return this.#meta.purgedThrough
  }
  set purgedThrough(time: number) {
    this.#meta.purgedThrough = time
    this.#isMetaDirty = true
  }

  /** A new collection with its _id index. The caller has seen that there is none of that name. */
  create(db: string, coll: string, options: Doc, createdAt: number): Collection {
    const collection = this.prepare(db, coll, options, createdAt)
    this.adopt(collection, createdAt)
    return collection
  }

  /** A prepared collection becomes one that everybody knows. */
  adopt(collection: Collection, createdAt: number): void {
    collection.isPending = false
    for (const index of collection.indexes) index.createdAt = createdAt
    this.#place(collection)
    this.markDirty(collection)
  }

  /** A new collection that is known only to who asks, until it is adopted. Its numbers are taken for good. */
  prepare(db: string, coll: string, options: Doc, createdAt: number): Collection {
    checkCollectionName(db, coll)
    const otherCase = this.databases().find((name) => name !== db && name.toLowerCase() === db.toLowerCase())
    if (otherCase !== undefined) {
      throw fault(
        'Location13297',
        `db already exists with different case already have: [${otherCase}] trying to create [${db}]`,
      )
    }
    const number = this.#meta.nextCollection
    if (number > MAX_COLLECTION_NUMBER)
      throw fault('InternalError', 'the numbers for new collections are used up')
    const collation = options['collation'] as Doc | undefined
    const clustered = options['clusteredIndex'] as Doc | undefined
    const idSpec: Doc =
      clustered === undefined
        ? { v: new Int32(2), key: { _id: new Int32(1) }, name: '_id_' }
        : { ...clustered, clustered: true }
    if (collation !== undefined && parseCollation(collation) !== undefined) idSpec['collation'] = collation
    const collection = newCollection({ number, db, name: coll, uuid: newUuid(), options }, this.#now())
    collection.nextSequence = 1
    this.#meta.nextCollection = number + 1
    collection.indexes.push(
      indexOf(idSpec, { number: this.takeIndexNumber(), multikey: [], createdAt }, this.#now()),
    )
    collection.isPending = true
    return collection
  }

  takeIndexNumber(): number {
    const number = this.#meta.nextIndex
    this.#meta.nextIndex = number + 1
    this.#isMetaDirty = true
    return number
  }

  /** The collection's row will be written with the next `save`. */
  markDirty(collection: Collection): void {
    if (!collection.isPending) this.#dirty.add(collection)
  }

  /** Sets a collection's options and what is made of them. */
  setOptions(collection: Collection, options: Doc): void {
    collection.validator = validatorOf(options, collection.collation, this.#now())
    collection.options = options
    this.markDirty(collection)
  }

  rename(collection: Collection, db: string, coll: string): void {
    this.#take(collection)
    collection.db = db
    collection.name = coll
    this.#place(collection)
    this.markDirty(collection)
  }

  /** Forgets a collection; its records and entries become a grave that is emptied later. */
  remove(collection: Collection): void {
    this.#take(collection)
    this.#dirty.delete(collection)
    collection.isDropped = true
    this.#delete.run(COLLECTION_ROW + collection.number)
    this.#forgetCount.run(collection.number)
    this.#bury(
      collection.number,
      [...collection.indexes, ...collection.building].map((index) => index.number),
    )
  }

  /** The entries of a dropped index become a grave. */
  buryIndexes(indexes: Index[]): void {
    for (const index of indexes) index.isDropped = true
    this.#bury(
      undefined,
      indexes.map((index) => index.number),
    )
  }

  forgetGrave(grave: Grave): void {
    this.#graves = this.#graves.filter((other) => other !== grave)
    this.#delete.run(grave.name)
  }

  /** Writes all changed rows; to be called inside the store transaction that caused them. */
  save(): void {
    for (const collection of this.#dirty)
      this.#put.run(COLLECTION_ROW + collection.number, encode(collectionRow(collection)))
    this.#dirty.clear()
    if (!this.#isMetaDirty) return
    const { nextCollection, nextIndex, purgedThrough } = this.#meta
    const row = {
      format: new Int32(FORMAT_VERSION),
      nextCollection: Long.fromNumber(nextCollection),
      nextIndex: Long.fromNumber(nextIndex),
      purgedThrough: Long.fromNumber(purgedThrough),
    }
    this.#put.run(META_ROW, encode(row))
    this.#isMetaDirty = false
  }

  #bury(collection: number | undefined, indexes: number[]): void {
    if (collection === undefined && indexes.length === 0) return
    const name = `${GRAVE_ROW}${collection ?? 0}.${indexes.join('.')}`
    const row = {
      collection: collection === undefined ? null : new Double(collection),
      indexes: indexes.map((number) => new Double(number)),
    }
    this.#graves.push({ name, collection, indexes })
    this.#put.run(name, encode(row))
  }

  #place(collection: Collection): void {
    collection.building = this.#building.get(collection.number) ?? []
    const existing = this.#databases.get(collection.db)
    if (existing === undefined) this.#databases.set(collection.db, new Map([[collection.name, collection]]))
    else existing.set(collection.name, collection)
  }

  #take(collection: Collection): void {
    const database = this.#databases.get(collection.db)
    database?.delete(collection.name)
    if (database?.size === 0) this.#databases.delete(collection.db)
  }

  #load(name: string, row: Doc): void {
    if (name === META_ROW) {
      this.#isMetaDirty = false
      this.#meta = {
        nextCollection: Number(row['nextCollection']),
        nextIndex: Number(row['nextIndex']),
        purgedThrough: Number(row['purgedThrough']),
      }
    } else if (name.startsWith(GRAVE_ROW)) this.#graves.push(graveOfRow(name, row))
    else if (name.startsWith(COLLECTION_ROW)) this.#place(collectionOfRow(row, this.#now()))
  }
}
