import { randomBytes } from 'node:crypto'
import type { StatementSync } from 'node:sqlite'
import { Binary, Double, Int32, Long } from 'bson'
import { decode, encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import { fault } from '../errors.ts'
import { MAX_COLLECTION_NUMBER } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { indexOf } from './index-spec.ts'
import { checkCollectionName } from './namespace.ts'
import type { Store } from './store.ts'
import { validatorOf } from './validator.ts'

/** Version of everything on disk: tables, key strings, catalog rows, event rows. A newer one is refused. */
export const FORMAT_VERSION = 1

const META_ROW = 'meta'
const COLLECTION_ROW = 'collection.'
const GRAVE_ROW = 'grave.'

type Meta = { nextCollection: number; nextIndex: number; purgedThrough: number }
/** What was dropped but still takes room: numbers of one collection's records and of indexes. */
export type Grave = { name: string; collection: number | undefined; indexes: number[] }

/** Raised at the start when the folder was written by a later version. */
export class FormatTooNew extends Error {
  readonly code = 'FORMAT_TOO_NEW'

  constructor(found: number) {
    super(
      `The data folder has format ${found}; this version reads up to format ${FORMAT_VERSION}. Start the newer version.`,
    )
    this.name = 'FormatTooNew'
  }
}

/** All collections and indexes, in memory, with their rows written in the same store transaction as what needs them. */
export class Catalog {
  readonly #store: Store
  readonly #now: () => Date
  readonly #put: StatementSync
  readonly #delete: StatementSync
  readonly #all: StatementSync
  readonly #databases = new Map<string, Map<string, Collection>>()
  #graves: Grave[] = []
  #meta: Meta = { nextCollection: 1, nextIndex: 1, purgedThrough: 0 }
  #isMetaDirty = false
  readonly #dirty = new Set<Collection>()

  constructor(store: Store, now: () => Date) {
    this.#store = store
    this.#now = now
    this.#put = store.db.prepare('INSERT OR REPLACE INTO catalog(name, value) VALUES(?, ?)')
    this.#delete = store.db.prepare('DELETE FROM catalog WHERE name = ?')
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

  databases(): string[] {
    return [...this.#databases.keys()].sort()
  }

  collections(db: string): Collection[] {
    return [...(this.#databases.get(db)?.values() ?? [])]
  }

  allCollections(): Collection[] {
    return this.databases().flatMap((db) => this.collections(db))
  }

  get graves(): readonly Grave[] {
    return this.#graves
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
    const idSpec: Doc = { v: new Int32(2), key: { _id: new Int32(1) }, name: '_id_' }
    if (collation !== undefined && parseCollation(collation) !== undefined) idSpec['collation'] = collation
    const collection = this.#build({ number, db, name: coll, uuid: newUuid(), options })
    collection.nextSequence = 1
    this.#meta.nextCollection = number + 1
    collection.indexes.push(
      indexOf(idSpec, { number: this.takeIndexNumber(), multikey: [], createdAt }, this.#now()),
    )
    this.#place(collection)
    this.markDirty(collection)
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
    this.#dirty.add(collection)
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
    this.#bury(
      collection.number,
      collection.indexes.map((index) => index.number),
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
      const format = Number(row['format'])
      if (format > FORMAT_VERSION) throw new FormatTooNew(format)
      this.#isMetaDirty = false
      this.#meta = {
        nextCollection: Number(row['nextCollection']),
        nextIndex: Number(row['nextIndex']),
        purgedThrough: Number(row['purgedThrough']),
      }
    } else if (name.startsWith(GRAVE_ROW)) {
      const collection = row['collection'] === null ? undefined : Number(row['collection'])
      this.#graves.push({ name, collection, indexes: (row['indexes'] as unknown[]).map(Number) })
    } else if (name.startsWith(COLLECTION_ROW)) this.#place(this.#restore(row))
  }

  #restore(row: Doc): Collection {
    const collection = this.#build({
      number: Number(row['number']),
      db: String(row['db']),
      name: String(row['name']),
      uuid: Buffer.from((row['uuid'] as Binary).buffer).toString('hex'),
      options: row['options'] as Doc,
    })
    for (const stored of row['indexes'] as Doc[]) {
      const state = {
        number: Number(stored['number']),
        multikey: stored['multikey'] as boolean[],
        createdAt: Number(stored['createdAt']),
      }
      collection.indexes.push(indexOf(stored['spec'] as Doc, state, this.#now()))
    }
    return collection
  }

  #build(given: { number: number; db: string; name: string; uuid: string; options: Doc }): Collection {
    const collation = parseCollation(given.options['collation'])
    const validator = validatorOf(given.options, collation, this.#now())
    return { ...given, collation, validator, indexes: [], nextSequence: undefined, isDropped: false }
  }
}

function collectionRow(collection: Collection): Doc {
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

/** A random UUID (version 4) in hex. */
function newUuid(): string {
  const bytes = randomBytes(16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex')
}
