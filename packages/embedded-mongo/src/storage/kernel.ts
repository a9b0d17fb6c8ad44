import { EventLog } from '../change-stream/event-log.ts'
import type { ChangeEvent } from '../change-stream/event.ts'
import type { EventRow } from '../change-stream/event-row.ts'
import { LockTable } from '../session/locks.ts'
import { PlainTarget } from '../session/plain-target.ts'
import { Retries } from '../session/retries.ts'
import type { Txn } from '../session/txn.ts'
import { Catalog } from './catalog.ts'
import type { Collection } from './collection.ts'
import { LogSync } from './log-sync.ts'
import type { Namespace } from './namespace.ts'
import { Records } from './records.ts'
import { Store } from './store.ts'

/**
 * The parts that every operation needs, and the one way to change the store: `atomically`. Everything inside one call
 * is synchronous, so no other operation can see or disturb it half done.
 */
export class Kernel {
  readonly now: () => Date
  readonly store: Store
  readonly catalog: Catalog
  readonly records: Records
  readonly locks = new LockTable()
  readonly retries: Retries
  readonly log: EventLog
  readonly plain: PlainTarget
  /** Called after a rollback: what open transactions noted in memory may be gone. */
  onRollback: () => void = () => undefined
  readonly #sync: LogSync | undefined
  readonly #events: ChangeEvent[] = []
  #commits = 0

  constructor(folder: string, durability: 'fsync' | 'none', now: () => Date) {
    this.now = now
    this.store = Store.open(folder, durability)
    this.catalog = new Catalog(this.store, now)
    this.records = new Records(this.store, this.catalog)
    this.retries = new Retries(this.store, now)
    this.log = new EventLog(this.store, this.catalog, now)
    this.plain = new PlainTarget(this.store, this.locks, this.#events)
    // Also makes sure that the log file exists before it is opened a second time for syncing.
    this.atomically(() => this.retries.purge())
    this.#sync = durability === 'fsync' ? LogSync.open(`${this.store.path}-wal`) : undefined
  }

  /** The collection as a transaction sees it, if there is one of that name: also those that it made itself. */
  collection({ db, coll }: Namespace, txn: Txn | undefined): Collection | undefined {
    return txn?.made.get(`${db}.${coll}`) ?? this.catalog.find(db, coll)
  }

  /** Runs one synchronous change as one store transaction. If it throws, nothing of it stays. */
  atomically<T>(change: () => T): T {
    this.begin()
    try {
      const result = change()
      this.commit()
      return result
    } catch (error) {
      this.rollback()
      throw error
    }
  }

  begin(): void {
    this.store.begin()
  }

  /** Commits with the events noted so far. */
  commit(transaction?: EventRow['transaction']): void {
    const hasEvents = this.#events.length > 0
    if (hasEvents) this.log.append(this.#events, transaction)
    this.catalog.save()
    this.store.commit()
    this.#commits += 1
    this.#events.length = 0
    if (hasEvents) this.log.announce()
  }

  rollback(): void {
    this.#events.length = 0
    this.store.rollback()
    this.catalog.reload()
    this.retries.reload()
    this.onRollback()
  }

  /** How many group syncs were done so far. */
  get syncs(): number {
    return this.#sync?.syncs ?? 0
  }

  /** Resolves once everything committed before the call is on disk. */
  flushed(): Promise<void> {
    return this.#sync?.flush(this.#commits) ?? Promise.resolve()
  }

  async close(): Promise<void> {
    this.#sync?.close()
    await this.store.close()
  }
}
