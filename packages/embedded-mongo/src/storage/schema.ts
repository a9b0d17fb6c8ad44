import { Int32 } from 'bson'
import type { ChangeEvent } from '../change-stream/event.ts'
import { fault } from '../errors.ts'
import type { Transactions } from '../session/transactions.ts'
import type { Txn } from '../session/txn.ts'
import { encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'
import { sameBytes } from './bytes.ts'
import { fullName, isView, sourceOf } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { checkOptions, checkViewOptions, withoutNeutral } from './collection-options.ts'
import { indexOf, isAlreadyThere, isIdKey, normalizeIndexSpec, numberOf } from './index-spec.ts'
import type { Kernel } from './kernel.ts'
import { checkCollectionName } from './namespace.ts'
import type { Namespace } from './namespace.ts'
import { isViewError, makeCollection } from './open-collection.ts'
import { printDoc } from './print-value.ts'

const MAX_INDEXES = 64

export type CreatedIndexes = {
  numIndexesBefore: number
  numIndexesAfter: number
  createdCollectionAutomatically: boolean
}

/** Changes of collections and indexes, each in one store transaction. Open transactions that used a collection end first. */
export class Schema {
  readonly #kernel: Kernel
  readonly #transactions: Transactions

  constructor(kernel: Kernel, transactions: Transactions) {
    this.#kernel = kernel
    this.#transactions = transactions
  }

  createCollection(ns: Namespace, options: Doc, txn: Txn | undefined): void {
    const { db, coll } = ns
    const kept = withoutNeutral(checkOptions(options))
    checkViewOptions(kept)
    checkCollectionName(db, coll)
    const existing = this.#kernel.collection(ns, txn)
    if (existing !== undefined) {
      if (sameBytes(encode(existing.options), encode(kept))) return
      throw fault(
        'NamespaceExists',
        `namespace ${db}.${coll} already exists, but with different options: ${printDoc(existing.options)}`,
      )
    }
    makeCollection(this.#kernel, txn, ns, kept)
  }

  dropCollection(db: string, coll: string): boolean {
    const collection = this.#kernel.catalog.find(db, coll)
    if (collection === undefined) return false
    this.#transactions.abortUsersOf(collection.number)
    this.#kernel.atomically(() => this.#drop(collection))
    return true
  }

  dropDatabase(db: string): void {
    const collections = this.#kernel.catalog.collections(db)
    if (collections.length === 0) return
    for (const collection of collections) this.#transactions.abortUsersOf(collection.number)
    this.#kernel.atomically(() => {
      for (const collection of collections) this.#drop(collection)
      this.#note({ kind: 'dropDatabase', ns: { db, coll: '' } })
    })
  }

  renameCollection(from: Namespace, to: Namespace, dropTarget: boolean): void {
    const { catalog } = this.#kernel
    const collection = catalog.find(from.db, from.coll)
    if (collection === undefined)
      throw fault('NamespaceNotFound', `Source collection ${from.db}.${from.coll} does not exist`)
    if (isView(collection)) throw isViewError(from)
    checkCollectionName(to.db, to.coll)
    if (from.db === to.db && from.coll === to.coll)
      throw fault('IllegalOperation', "Can't rename a collection to itself")
    const target = catalog.find(to.db, to.coll)
    if (target !== undefined && !dropTarget) throw fault('NamespaceExists', 'target namespace exists')
    for (const touched of [collection, target])
      if (touched !== undefined) this.#transactions.abortUsersOf(touched.number)
    this.#kernel.atomically(() => {
      if (target !== undefined) this.#drop(target)
      const source = sourceOf(collection)
      catalog.rename(collection, to.db, to.coll)
      this.#note({ kind: 'rename', ...source, to, dropped: target?.uuid })
    })
  }

  collMod(db: string, coll: string, changes: Doc): Doc {
    const { catalog } = this.#kernel
    const collection = catalog.get(db, coll)
    this.#transactions.abortUsersOf(collection.number)
    const { index, ...options } = changes
    checkFits(collection, changes)
    return this.#kernel.atomically(() => {
      const reply = index === undefined ? {} : this.#modifyIndex(collection, index as Doc)
      if (Object.keys(options).length > 0)
        catalog.setOptions(collection, withoutNeutral({ ...collection.options, ...checkOptions(options) }))
      this.#note({ kind: 'modify', ...sourceOf(collection), description: changes })
      return reply
    })
  }

  /** In a transaction only for a collection that it made itself, and that is still empty. */
  createIndexes(ns: Namespace, specs: Doc[], txn: Txn | undefined): CreatedIndexes {
    const existing = this.#kernel.collection(ns, txn)
    if (existing !== undefined && isView(existing)) throw isViewError(ns)
    const wanted = specs.map((spec) =>
      normalizeIndexSpec(spec, existing?.options['collation'] as Doc | undefined),
    )
    const hasNew = wanted.map((spec) => isNew(spec, existing?.indexes ?? [])).includes(true)
    if (existing !== undefined && !hasNew) {
      return {
        numIndexesBefore: existing.indexes.length,
        numIndexesAfter: existing.indexes.length,
        createdCollectionAutomatically: false,
      }
    }
    if (txn !== undefined) checkIsFresh(existing)
    else if (existing !== undefined) this.#transactions.abortUsersOf(existing.number)
    const build = (): CreatedIndexes => {
      const collection = existing ?? makeCollection(this.#kernel, txn, ns, {})
      const before = collection.indexes.length
      this.#addIndexes(collection, wanted, txn)
      return {
        numIndexesBefore: before,
        numIndexesAfter: collection.indexes.length,
        createdCollectionAutomatically: existing === undefined,
      }
    }
    return txn === undefined ? this.#kernel.atomically(build) : build()
  }

  #addIndexes(collection: Collection, wanted: Doc[], txn: Txn | undefined): void {
    const made: Doc[] = []
    for (const spec of wanted) {
      if (!isNew(spec, collection.indexes)) continue
      this.#addIndex(collection, spec, txn?.snapshotTime)
      made.push(spec)
    }
    if (made.length === 0) return
    const target = txn ?? this.#kernel.plain
    target.note({ kind: 'createIndexes', ...sourceOf(collection), description: { indexes: made } })
  }

  dropIndexes(db: string, coll: string, which: string | Doc | string[]): { nIndexesWas: number } {
    const { catalog } = this.#kernel
    const collection = catalog.find(db, coll)
    if (collection === undefined) throw fault('NamespaceNotFound', `ns not found ${db}.${coll}`)
    if (isView(collection)) throw isViewError({ db, coll })
    const doomed = findDoomed(collection, which)
    const before = collection.indexes.length
    this.#transactions.abortUsersOf(collection.number)
    this.#kernel.atomically(() => {
      collection.indexes = collection.indexes.filter((index) => !doomed.includes(index))
      catalog.buryIndexes(doomed)
      catalog.markDirty(collection)
      const indexes = doomed.map(({ spec }) => spec)
      if (doomed.length > 0)
        this.#note({ kind: 'dropIndexes', ...sourceOf(collection), description: { indexes } })
    })
    return { nIndexesWas: before }
  }

  #drop(collection: Collection): void {
    this.#kernel.catalog.remove(collection)
    this.#note({ kind: 'drop', ...sourceOf(collection) })
  }

  #addIndex(collection: Collection, spec: Doc, createdAt: number | undefined): void {
    const { catalog, log, now, records } = this.#kernel
    if (collection.indexes.length >= MAX_INDEXES) {
      throw fault(
        'CannotCreateIndex',
        `add index fails, too many indexes for ${fullName(collection)} key:${printDoc(spec['key'] as Doc)}`,
      )
    }
    const index = indexOf(
      spec,
      { number: catalog.takeIndexNumber(), multikey: [], createdAt: createdAt ?? log.clock.next() },
      now(),
    )
    if (!collection.isPending) records.buildIndex(collection, index)
    collection.indexes.push(index)
    catalog.markDirty(collection)
  }

  /** `index` of collMod: expireAfterSeconds and hidden. */
  #modifyIndex(collection: Collection, change: Doc): Doc {
    const { name, keyPattern, expireAfterSeconds, hidden, ...rest } = change
    const [unknown] = Object.keys(rest)
    if (unknown !== undefined)
      throw fault(
        'NotImplemented',
        `collMod: changing '${unknown}' of an index is not supported by this server`,
      )
    const found =
      typeof name === 'string'
        ? collection.indexes.find((index) => index.name === name)
        : collection.indexes.find((index) => isKey(index, keyPattern))
    if (found === undefined)
      throw fault(
        'IndexNotFound',
        `cannot find index ${typeof name === 'string' ? name : printDoc((keyPattern ?? {}) as Doc)} for ns ${fullName(collection)}`,
      )
    const reply: Doc = {}
    const spec = { ...found.spec }
    if (expireAfterSeconds !== undefined) {
      if (found.expireAfterSeconds !== undefined)
        reply['expireAfterSeconds_old'] = found.spec['expireAfterSeconds']
      reply['expireAfterSeconds_new'] = expireAfterSeconds
      Object.assign(spec, normalizeIndexSpec({ ...spec, expireAfterSeconds }, undefined))
    }
    if (hidden !== undefined) {
      reply['hidden_old'] = found.isHidden
      reply['hidden_new'] = hidden
      spec['hidden'] = hidden === true ? true : undefined
    }
    const changed = indexOf(withoutUndefined(spec), found, this.#kernel.now())
    collection.indexes = collection.indexes.map((index) => (index === found ? changed : index))
    this.#kernel.catalog.markDirty(collection)
    return reply
  }

  #note(event: ChangeEvent): void {
    this.#kernel.plain.note(event)
  }
}

function isNew(spec: Doc, indexes: Index[]): boolean {
  return !isIdKey(spec['key'] as Doc) && !isAlreadyThere(spec, indexes)
}

/** A view has a definition to change, a collection everything else. */
function checkFits(collection: Collection, changes: Doc): void {
  const isOfView = (name: string): boolean => name === 'viewOn' || name === 'pipeline'
  const wrong = Object.keys(changes).find((name) => isOfView(name) !== isView(collection))
  if (wrong === undefined) return
  if (isView(collection)) throw fault('InvalidOptions', `option not supported on a view: ${wrong}`)
  throw fault('InvalidOptions', `'${wrong}' option only supported on a view`)
}

function checkIsFresh(collection: Collection | undefined): void {
  if (collection === undefined || (collection.isPending && collection.nextSequence === 1)) return
  throw fault(
    'OperationNotSupportedInTransaction',
    `Cannot create new indexes on existing collection ${fullName(collection)} in a multi-document transaction.`,
  )
}

function withoutUndefined(doc: Doc): Doc {
  return Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== undefined))
}

function findDoomed(collection: Collection, which: string | Doc | string[]): Index[] {
  if (which === '*') return collection.indexes.slice(1)
  const names = Array.isArray(which) ? which : typeof which === 'string' ? [which] : undefined
  const doomed =
    names === undefined
      ? [findByKey(collection, which as Doc)]
      : names.map((name) => findByName(collection, name))
  if (doomed.some((index) => index === collection.indexes[0]))
    throw fault('InvalidOptions', 'cannot drop _id index')
  return doomed
}

function findByName(collection: Collection, name: string): Index {
  const found = collection.indexes.find((index) => index.name === name)
  if (found === undefined) throw fault('IndexNotFound', `index not found with name [${name}]`)
  return found
}

function findByKey(collection: Collection, key: Doc): Index {
  const found = collection.indexes.find((index) => isKey(index, key))
  if (found === undefined) throw fault('IndexNotFound', `can't find index with key: ${printDoc(key)}`)
  return found
}

function isKey(index: Index, key: unknown): boolean {
  if (!isPlainObject(key)) return false
  const fields = Object.entries(key)
  return (
    fields.length === index.fields.length &&
    fields.every(
      ([field, direction], position) =>
        index.fields[position] === field &&
        numberOf(direction) === numberOf((index.spec['key'] as Doc)[field]),
    )
  )
}

/** The documents of listIndexes. */
export function describeIndexes(collection: Collection): Doc[] {
  return collection.indexes.map((index) => ({ v: new Int32(2), ...index.spec }))
}
