import type { OpContext } from '../engine-types.ts'
import type { Transactions } from '../session/transactions.ts'
import { nextTurn } from '../turns.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { uint32Bytes } from './bytes.ts'
import { MAX_SEQUENCE } from './collection.ts'
import type { Grave } from './catalog-row.ts'
import type { Kernel } from './kernel.ts'
import { runWork } from './write-loop.ts'
import { removeWork } from './write-update.ts'

const EXPIRY_CHECK_MS = 1000
const ROWS_AT_ONCE = 100

/**
 * What goes on beside the clients: documents past their TTL, rooms of dropped collections, change events past their
 * 24 hours, sessions and transactions past their time. All in short steps; nothing of it keeps the process alive.
 */
export class Maintenance {
  readonly #kernel: Kernel
  readonly #transactions: Transactions
  readonly #timers: NodeJS.Timeout[]
  #isStopped = false
  #running: Promise<void> = Promise.resolve()

  constructor(kernel: Kernel, transactions: Transactions, ttlIntervalSeconds: number) {
    this.#kernel = kernel
    this.#transactions = transactions
    this.#timers = [
      setInterval(() => this.#transactions.expire(), EXPIRY_CHECK_MS),
      setInterval(() => this.#enqueue(() => this.#round()), ttlIntervalSeconds * 1000),
    ]
    for (const timer of this.#timers) timer.unref()
  }

  /** Removes what dropped collections and indexes have left, soon. */
  clearGraves(): void {
    this.#enqueue(() => this.#emptyGraves())
  }

  /** One whole round now; for tests and the timer. */
  runNow(): Promise<void> {
    this.#enqueue(() => this.#round())
    return this.#running
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#running
  }

  #enqueue(task: () => Promise<void>): void {
    this.#running = this.#running.then(async () => {
      if (this.#isStopped) return
      try {
        await task()
      } catch (error) {
        console.error(
          JSON.stringify({
            level: 'error',
            message: 'maintenance of the database failed',
            error: String(error),
          }),
        )
      }
    })
  }

  async #round(): Promise<void> {
    await this.#expireDocuments()
    await this.#emptyGraves()
    while (!this.#isStopped && this.#kernel.atomically(() => this.#kernel.log.purge())) await this.#pause()
    this.#kernel.atomically(() => this.#kernel.retries.purge())
  }

  /** Documents whose date in a TTL index is further back than its seconds. */
  async #expireDocuments(): Promise<void> {
    const context: OpContext = {}
    for (const collection of this.#kernel.catalog.allCollections()) {
      for (const index of collection.indexes) {
        const [field] = index.fields
        if (index.expireAfterSeconds === undefined || field === undefined || this.#isStopped) continue
        const limit = new Date(this.#kernel.now().getTime() - index.expireAfterSeconds * 1000)
        const statement = { q: { [field]: { $lte: limit } }, limit: 0 as const, hint: index.name }
        await runWork(
          this.#kernel,
          context,
          removeWork(this.#kernel, context, { db: collection.db, coll: collection.name }, [statement], true),
        )
      }
    }
  }

  async #emptyGraves(): Promise<void> {
    for (;;) {
      const grave = this.#kernel.catalog.nextGrave
      if (grave === undefined || this.#isStopped) return
      this.#kernel.atomically(() => this.#emptyOnce(grave))
      await this.#pause()
    }
  }

  /** Others first, and the disk if it is being synced. */
  async #pause(): Promise<void> {
    await nextTurn()
    await this.#kernel.store.pause
  }

  #emptyOnce(grave: Grave): void {
    const { db } = this.#kernel.store
    let left = 0
    if (grave.collection !== undefined) {
      const first = grave.collection * (MAX_SEQUENCE + 1)
      const sql = 'DELETE FROM records WHERE id IN (SELECT id FROM records WHERE id >= ? AND id <= ? LIMIT ?)'
      left += Number(db.prepare(sql).run(first, first + MAX_SEQUENCE, ROWS_AT_ONCE).changes)
    }
    for (const number of grave.indexes) {
      const prefix = uint32Bytes(number)
      const sql =
        'DELETE FROM entries WHERE key IN (SELECT key FROM entries WHERE key >= ? AND key < ? LIMIT ?)'
      left += Number(db.prepare(sql).run(prefix, keyUpperBound(prefix), ROWS_AT_ONCE).changes)
    }
    if (left === 0) this.#kernel.catalog.forgetGrave(grave)
  }
}
