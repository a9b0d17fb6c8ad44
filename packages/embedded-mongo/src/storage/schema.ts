import type { ChangeEvent } from '../change-stream/event.ts'
import { fault } from '../errors.ts'
import type { Transactions } from '../session/transactions.ts'
import type { Txn } from '../session/txn.ts'
import { encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { sameBytes } from './bytes.ts'
import { fullName, isView, sourceOf } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { checkOptions, checkViewOptions, withoutNeutral } from './collection-options.ts'
import { indexOf, isAlreadyThere, isIdKey, normalizeIndexSpec } from './index-spec.ts'
import { findDoomed } from './find-indexes.ts'
import { IndexBuilds } from './index-build.ts'
import type { Kernel } from './kernel.ts'
import { checkCanBeUnique, modifyIndex } from './modify-index.ts'
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
  readonly #builds: IndexBuilds

  constructor(kernel: Kernel, transactions: Transactions) {
    this.#kernel = kernel
    this.#transactions = transactions
    this.#builds = new IndexBuilds(kernel, transactions)
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

  async collMod(db: string, coll: string, changes: Doc): Promise<Doc> {
    const { catalog } = this.#kernel
    const asked = changes['index'] as Doc | undefined
    if (asked !== undefined) await checkCanBeUnique(this.#kernel, catalog.get(db, coll), asked)
    const collection = catalog.get(db, coll)
    this.#transactions.abortUsersOf(collection.number)
    const { index, ...options } = changes
    checkFits(collection, changes)
    return this.#kernel.atomically(() => {
      const reply = index === undefined ? {} : modifyIndex(this.#kernel, collection, index as Doc)
      if (Object.keys(options).length > 0)
        catalog.setOptions(collection, withoutNeutral({ ...collection.options, ...checkOptions(options) }))
      this.#note({ kind: 'modify', ...sourceOf(collection), description: changes })
      return reply
    })
  }

  /**
   * In a transaction only for a collection that it made itself, and that is still empty. Over many documents the indexes
   * are built in turns; a second call waits for the first.
   */
  async createIndexes(ns: Namespace, specs: Doc[], txn: Txn | undefined): Promise<CreatedIndexes> {
    let existing = this.#kernel.collection(ns, txn)
    for (
      let build = this.#builds.underWay(existing);
      build !== undefined;
      build = this.#builds.underWay(existing)
    ) {
      await build
      existing = this.#kernel.collection(ns, txn)
    }
    if (existing !== undefined && isView(existing)) throw isViewError(ns)
    const wanted = specs.map((spec) =>
      normalizeIndexSpec(spec, existing?.options['collation'] as Doc | undefined),
    )
    const hasNew = wanted.map((spec) => isNew(spec, existing?.indexes ?? [])).includes(true)
    if (existing !== undefined && !hasNew) return describeCreated(existing, existing.indexes.length, false)
    if (txn !== undefined) checkIsFresh(existing)
    else if (existing !== undefined) this.#transactions.abortUsersOf(existing.number)
    if (txn === undefined && existing !== undefined && this.#builds.isLarge(existing))
      return await this.#buildInTurns(existing, wanted)
    const build = (): CreatedIndexes => {
      const collection = existing ?? makeCollection(this.#kernel, txn, ns, {})
      const before = collection.indexes.length
      for (const index of this.#newIndexes(collection, wanted, txn)) {
        if (!collection.isPending) this.#builds.enterAll(collection, index)
        collection.indexes.push(index)
      }
      this.#kernel.catalog.markDirty(collection)
      this.#noteIndexes(collection, collection.indexes.slice(before), txn)
      return describeCreated(collection, before, existing === undefined)
    }
    return txn === undefined ? this.#kernel.atomically(build) : build()
  }

  async #buildInTurns(collection: Collection, wanted: Doc[]): Promise<CreatedIndexes> {
    const { number } = collection
    const before = collection.indexes.length
    const indexes = this.#kernel.atomically(() => this.#newIndexes(collection, wanted, undefined))
    const now = (): Collection => this.#kernel.catalog.withNumber(number) ?? collection
    await this.#builds.build(collection, indexes, () => this.#noteIndexes(now(), indexes, undefined))
    return describeCreated(now(), before, false)
  }

  /** The indexes of those specifications that the collection does not have; their numbers are taken for good. */
  #newIndexes(collection: Collection, wanted: Doc[], txn: Txn | undefined): Index[] {
    const { catalog, log, now } = this.#kernel
    const made: Index[] = []
    for (const spec of wanted) {
      if (!isNew(spec, [...collection.indexes, ...made])) continue
      if (collection.indexes.length + made.length >= MAX_INDEXES) throw tooMany(collection, spec)
      const createdAt = txn?.snapshotTime ?? log.clock.next()
      made.push(indexOf(spec, { number: catalog.takeIndexNumber(), multikey: [], createdAt }, now()))
    }
    return made
  }

  #noteIndexes(collection: Collection, made: Index[], txn: Txn | undefined): void {
    if (made.length === 0) return
    const indexes = made.map(({ spec }) => spec)
    const target = txn ?? this.#kernel.plain
    target.note({ kind: 'createIndexes', ...sourceOf(collection), description: { indexes } })
  }

  dropIndexes(db: string, coll: string, which: string | Doc | string[]): { nIndexesWas: number } {
    const { catalog } = this.#kernel
    const collection = catalog.find(db, coll)
    if (collection === undefined) throw fault('NamespaceNotFound', `ns not found ${db}.${coll}`)
    if (isView(collection)) throw isViewError({ db, coll })
    const doomed = findDoomed(collection, which)
    const before = collection.indexes.length
    this.#transactions.abortUsersOf(collection.number)
    if (which === '*') for (const index of collection.building) index.isDropped = true
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

function describeCreated(collection: Collection, before: number, isNewCollection: boolean): CreatedIndexes {
  return {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length,
    createdCollectionAutomatically: isNewCollection,
  }
}

function tooMany(collection: Collection, spec: Doc): Error {
  return fault(
    'CannotCreateIndex',
    `add index fails, too many indexes for ${fullName(collection)} key:${printDoc(spec['key'] as Doc)}`,
  )
}

function checkIsFresh(collection: Collection | undefined): void {
  if (collection === undefined || (collection.isPending && collection.nextSequence === 1)) return
  throw fault(
    'OperationNotSupportedInTransaction',
    `Cannot create new indexes on existing collection ${fullName(collection)} in a multi-document transaction.`,
  )
}
