import { fault } from '../errors.ts'
import { PAUSE } from '../query/planner-scan.ts'
import type { Transactions } from '../session/transactions.ts'
import { decode } from '../values/codec.ts'
import { firstRid, lastRid } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import type { Kernel } from './kernel.ts'
import { retryWhileLocked, runWork } from './write-loop.ts'
import type { Work, WriteSteps } from './write-loop.ts'
import type { WriteTarget } from './write-target.ts'

/** So few documents are entered in one store transaction; more of them in turns, between which other clients work. */
const SMALL_COLLECTION = 300
/** Documents between two pauses. */
const DOCUMENTS_AT_ONCE = 32

/** Builds indexes over documents that are there already, beside clients that read and write. */
export class IndexBuilds {
  readonly #kernel: Kernel
  readonly #transactions: Transactions
  /** By number of the collection: at most one build at a time in each. */
  readonly #underWay = new Map<number, Promise<void>>()

  constructor(kernel: Kernel, transactions: Transactions) {
    this.#kernel = kernel
    this.#transactions = transactions
  }

  /** Resolves when the build under way in the collection is over; undefined when there is none. */
  underWay(collection: Collection | undefined): Promise<void> | undefined {
    return collection && this.#underWay.get(collection.number)
  }

  isLarge(collection: Collection): boolean {
    const { store } = this.#kernel
    const rows = store.records(firstRid(collection), lastRid(collection), false, SMALL_COLLECTION + 1)
    return rows.length > SMALL_COLLECTION
  }

  /** Enters all documents at once, inside the store transaction that is open. */
  enterAll(collection: Collection, index: Index): void {
    for (const step of this.#enter(this.#kernel.plain, collection.number, [index]))
      if (step !== PAUSE) throw new Error('its users were aborted, so nobody can hold a lock')
  }

  /**
   * Builds new indexes in turns, calling `finish` in the store transaction of the last one. Writes keep the indexes up
   * from the start; after a crash nothing of them is left. DuplicateKey and others when a document does not fit.
   */
  async build(collection: Collection, indexes: Index[], finish: () => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { catalog } = this.#kernel
    this.#kernel.atomically(() => catalog.announceBuild(indexes))
    catalog.beginBuild(collection, indexes)
    this.#underWay.set(collection.number, promise)
    try {
      await runWork(this.#kernel, {}, this.#work(collection.number, indexes, finish))
    } catch (error) {
      // What transactions have entered by now must not arrive in an index that is given up.
      this.#transactions.abortUsersOf(collection.number)
      throw error
    } finally {
      catalog.endBuild(collection.number)
      this.#underWay.delete(collection.number)
      resolve()
    }
  }

  #work(number: number, indexes: Index[], finish: () => void): Work<Record<string, never>> {
    const { catalog, log } = this.#kernel
    const enter = this.#enter.bind(this)
    return {
      result: {},
      done: 0,
      *steps(target) {
        yield* enter(target, number, indexes)
        catalog.finishBuild(current(catalog.withNumber(number), indexes), log.clock.next())
        finish()
      },
    }
  }

  *#enter(target: WriteTarget, number: number, indexes: Index[]): WriteSteps<void> {
    const { catalog, records, store } = this.#kernel
    const { low: first, high } = this.#range(number)
    let low = first
    // Documents that come later are entered by who inserts them.
    while (low <= high) {
      // Found anew after each pause: it may be gone, or read anew after another client's store transaction failed.
      const collection = current(catalog.withNumber(number), indexes)
      const rows = store.records(low, high, false, DOCUMENTS_AT_ONCE)
      for (const { rid, bytes } of rows) {
        const doc = decode(bytes)
        for (const index of indexes)
          yield* retryWhileLocked(() => records.enter(target, collection, index, rid, doc))
      }
      low = (rows.at(-1)?.rid ?? high) + 1
      yield PAUSE
    }
  }

  /** The numbers of the first and the last document there are now. */
  #range(number: number): { low: number; high: number } {
    const { catalog, store } = this.#kernel
    const collection = current(catalog.withNumber(number), [])
    const low = firstRid(collection)
    return { low, high: store.records(low, lastRid(collection), true, 1)[0]?.rid ?? low - 1 }
  }
}

function current(collection: Collection | undefined, indexes: Index[]): Collection {
  if (collection !== undefined && !indexes.some((index) => index.isDropped)) return collection
  throw fault('IndexBuildAborted', 'the collection or the index was dropped while it was being built')
}
