import { mkdirSync } from 'node:fs'
import { Int32 } from 'bson'
import type { Timestamp } from 'bson'
import type { Pause } from './aggregate/pause.ts'
import { LogCursor } from './change-stream/cursor.ts'
import type {
  ChangeCursor,
  CollectionInfo,
  EngineOptions,
  FindAndModifyResult,
  FindAndModifySpec,
  FindQuery,
  InsertResult,
  OpContext,
  RemoveResult,
  RemoveStatement,
  ResultStream,
  UpdateResult,
  UpdateStatement,
  WatchOptions,
} from './engine-types.ts'
import { Queries, type ReadTrace } from './query/planner-queries.ts'
import { Transactions } from './session/transactions.ts'
import type { Txn } from './session/txn.ts'
import { toTimestamp } from './storage/clock.ts'
import { idIndexOf, isView } from './storage/collection.ts'
import { Faults } from './storage/faults.ts'
import { describeIndexes } from './storage/find-indexes.ts'
import { FolderLock } from './storage/folder-lock.ts'
import { Kernel } from './storage/kernel.ts'
import { isViewError } from './storage/open-collection.ts'
import { Maintenance } from './storage/maintenance.ts'
import { Schema, type CreatedIndexes } from './storage/schema.ts'
import { sizesOf } from './storage/sizes.ts'
import { checkCollection } from './storage/verify-indexes.ts'
import { insertWork } from './storage/write-insert.ts'
import { runWork } from './storage/write-loop.ts'
import { findAndModifyWork } from './storage/write-find-and-modify.ts'
import { removeWork, updateWork } from './storage/write-update.ts'
import type { Doc } from './values/codec.ts'

export type * from './engine-types.ts'
export { newTrace, type ReadTrace } from './query/planner-queries.ts'
export type { Txn } from './session/txn.ts'

const TTL_INTERVAL_SECONDS = 60

/** The database without a wire: everything the commands need of storage, sessions and change streams. */
export class Engine {
  /** The transactions of all sessions. */
  readonly sessions: Transactions
  readonly #kernel: Kernel
  readonly #lock: FolderLock
  readonly #schema: Schema
  readonly #queries: Queries
  readonly #maintenance: Maintenance
  readonly #cursors = new Set<LogCursor>()

  private constructor(kernel: Kernel, lock: FolderLock, ttlIntervalSeconds: number) {
    this.#kernel = kernel
    this.#lock = lock
    this.sessions = new Transactions(kernel)
    this.#schema = new Schema(kernel, this.sessions)
    this.#queries = new Queries(kernel)
    this.#maintenance = new Maintenance(kernel, this.sessions, ttlIntervalSeconds)
    this.#maintenance.clearGraves()
  }

  /**
   * Opens a data folder, making it if it is not there: takes its exclusive lock (`FolderInUse` if another has it),
   * recovers what a crash has left, and starts the timers.
   */
  static async open(folder: string, options: EngineOptions): Promise<Engine> {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lock = FolderLock.take(folder)
    try {
      const kernel = new Kernel(folder, options.durability, options.now ?? (() => new Date()))
      return new Engine(kernel, lock, options.ttlIntervalSeconds ?? TTL_INTERVAL_SECONDS)
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** What opening the folder had to say: what was recovered, and whether its format was brought up. */
  get news(): readonly string[] {
    return this.#kernel.news
  }

  async close(): Promise<void> {
    for (const cursor of this.#cursors) cursor.close()
    await this.#maintenance.stop()
    this.sessions.killAll()
    // Whoever waited for a sync that failed was told; the folder must be let go of all the same.
    await this.#kernel.flushed().catch(() => undefined)
    await this.#kernel.close()
    this.#lock.release()
  }

  /** NamespaceExists when it is there with other options. */
  createCollection(db: string, coll: string, options: Doc, txn?: Txn): void {
    this.#schema.createCollection({ db, coll }, options, txn)
  }

  /** False when there was none. */
  dropCollection(db: string, coll: string): boolean {
    const wasThere = this.#schema.dropCollection(db, coll)
    if (wasThere) this.#maintenance.clearGraves()
    return wasThere
  }

  dropDatabase(db: string): void {
    this.#schema.dropDatabase(db)
    this.#maintenance.clearGraves()
  }

  renameCollection(
    from: { db: string; coll: string },
    to: { db: string; coll: string },
    dropTarget: boolean,
  ): void {
    this.#schema.renameCollection(from, to, dropTarget)
    this.#maintenance.clearGraves()
  }

  /** The options of a collection or view; undefined when there is none of that name. */
  optionsOf(db: string, coll: string): Doc | undefined {
    return this.#kernel.catalog.find(db, coll)?.options
  }

  collMod(db: string, coll: string, options: Doc): Promise<Doc> {
    return this.#schema.collMod(db, coll, options)
  }

  listCollections(db: string): CollectionInfo[] {
    return this.#kernel.catalog.collections(db).map((collection) => ({
      name: collection.name,
      uuid: collection.uuid,
      options: collection.options,
      idIndex: { v: new Int32(2), ...idIndexOf(collection).spec },
    }))
  }

  listDatabases(): { name: string; sizeOnDisk: number }[] {
    const { catalog, store } = this.#kernel
    return catalog.databases().map((name) => {
      const sizes = catalog.collections(name).map((collection) => sizesOf(store, collection).sizeBytes)
      return { name, sizeOnDisk: sizes.reduce((sum, size) => sum + size, 0) }
    })
  }

  /** Over many documents in turns, between which other clients are served. */
  createIndexes(db: string, coll: string, specs: Doc[], txn?: Txn): Promise<CreatedIndexes> {
    return this.#schema.createIndexes({ db, coll }, specs, txn)
  }

  /** The index documents (`v`, `key`, `name`, options); 26 when there is no such collection. */
  listIndexes(db: string, coll: string): Doc[] {
    const collection = this.#kernel.catalog.get(db, coll)
    if (isView(collection)) throw isViewError({ db, coll })
    return describeIndexes(collection)
  }

  dropIndexes(db: string, coll: string, which: string | Doc | string[]): { nIndexesWas: number } {
    const dropped = this.#schema.dropIndexes(db, coll, which)
    this.#maintenance.clearGraves()
    return dropped
  }

  /** Counts and sizes for collStats and dbStats; zeros when there is no such collection. */
  collectionStats(db: string, coll: string): { count: number; sizeBytes: number; indexNames: string[] } {
    const collection = this.#kernel.catalog.find(db, coll)
    if (collection === undefined) return { count: 0, sizeBytes: 0, indexNames: [] }
    return {
      ...sizesOf(this.#kernel.store, collection),
      indexNames: collection.indexes.map((index) => index.name),
    }
  }

  insert(ctx: OpContext, db: string, coll: string, docs: Doc[], ordered: boolean): Promise<InsertResult> {
    return runWork(this.#kernel, ctx, insertWork(this.#kernel, ctx, { db, coll }, docs, ordered))
  }

  update(
    ctx: OpContext,
    db: string,
    coll: string,
    statements: UpdateStatement[],
    ordered: boolean,
  ): Promise<UpdateResult> {
    return runWork(this.#kernel, ctx, updateWork(this.#kernel, ctx, { db, coll }, statements, ordered))
  }

  remove(
    ctx: OpContext,
    db: string,
    coll: string,
    statements: RemoveStatement[],
    ordered: boolean,
  ): Promise<RemoveResult> {
    return runWork(this.#kernel, ctx, removeWork(this.#kernel, ctx, { db, coll }, statements, ordered))
  }

  findAndModify(
    ctx: OpContext,
    db: string,
    coll: string,
    spec: FindAndModifySpec,
  ): Promise<FindAndModifyResult> {
    return runWork(this.#kernel, ctx, findAndModifyWork(this.#kernel, ctx, { db, coll }, spec))
  }

  find(ctx: OpContext, db: string, coll: string, query: FindQuery): ResultStream {
    return this.#queries.find(ctx, { db, coll }, query)
  }

  /**
   * The same documents decoded, for pipelines, with a pause wherever the reader may let other clients go first;
   * `trace` gathers what was touched.
   */
  readInTurns(
    ctx: OpContext,
    db: string,
    coll: string,
    query: FindQuery,
    trace?: ReadTrace,
  ): Iterable<Doc | Pause> {
    return this.#queries.readInTurns(ctx, { db, coll }, query, trace)
  }

  count(ctx: OpContext, db: string, coll: string, query: FindQuery): Promise<number> {
    return this.#queries.count(ctx, { db, coll }, query)
  }

  /** Runs the query and describes how, in the shape of MongoDB's explain. */
  explain(db: string, coll: string, query: FindQuery): Promise<Doc> {
    return this.#queries.explain({ db, coll }, query)
  }

  /** Resolves once everything committed so far is on disk. */
  flushed(): Promise<void> {
    return this.#kernel.flushed()
  }

  /**
   * The stored result of a retryable write that was wholly done: what `insert`, `update`, `remove` or
   * `findAndModify` resolved to. TransactionTooOld when the session has gone on since. A call that was cut off in the
   * middle is gone on with when it is made again.
   */
  retryResult(lsid: string, txnNumber: bigint, stmtId = 0): Doc | undefined {
    const progress = this.#kernel.retries.progress(lsid, txnNumber, stmtId)
    return progress?.isWhole === true ? progress.result : undefined
  }

  watch(options: WatchOptions): ChangeCursor {
    const { log } = this.#kernel
    const cursor = new LogCursor(
      { log, flushed: () => this.flushed(), lookup: (ns, id) => this.#queries.findById(ns, id) },
      options,
    )
    this.#cursors.add(cursor)
    cursor.onClose = () => this.#cursors.delete(cursor)
    return cursor
  }

  operationTime(): Timestamp {
    return toTimestamp(this.#kernel.log.clock.current())
  }

  /** What is wrong with the collection and its indexes; nothing, unless the folder was damaged. Reads everything. */
  verify(db: string, coll: string): string[] {
    const faults = new Faults()
    checkCollection(this.#kernel.store, this.#kernel.catalog.get(db, coll), faults)
    return faults.all().map(({ where, what }) => `${where}: ${what}`)
  }

  /** One round of expiry and cleaning at once, instead of at the next minute. */
  maintain(): Promise<void> {
    return this.#maintenance.runNow()
  }
}
