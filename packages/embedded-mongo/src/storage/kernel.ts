import { join } from 'node:path'
import { EventLog } from '../change-stream/event-log.ts'
import { isFault } from '../errors.ts'
import type { ChangeEvent } from '../change-stream/event.ts'
import type { EventRow } from '../change-stream/event-row.ts'
import { LockTable } from '../session/locks.ts'
import { PlainTarget } from '../session/plain-target.ts'
import { Retries } from '../session/retries.ts'
import type { Txn } from '../session/txn.ts'
import { Catalog } from './catalog.ts'
import type { Collection } from './collection.ts'
import { diskFault } from './disk-fault.ts'
import { LogSync } from './log-sync.ts'
import type { Namespace } from './namespace.ts'
import { Records } from './records.ts'
import { describeRecovery, leftLogBytes } from './recovery.ts'
import { DATA_FILE, Store } from './store.ts'
import { upgradeFormat } from './upgrade.ts'

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
  /** What opening the folder had to say: what was recovered, and whether its format was brought up. */
  readonly news: readonly string[]
  /** Called after a rollback: what open transactions noted in memory may be gone. */
  onRollback: () => void = () => undefined
  readonly #sync: LogSync | undefined
  readonly #events: ChangeEvent[] = []
  #commits = 0

  constructor(folder: string, durability: 'fsync' | 'none', now: () => Date) {
    this.now = now
    const logBytes = leftLogBytes(`${join(folder, DATA_FILE)}-wal`)
    this.store = Store.open(folder, durability)
    this.news = [
      logBytes === 0 ? undefined : describeRecovery(this.store.db, logBytes),
      upgradeFormat(this.store.db, this.store.path),
    ].filter((sentence) => sentence !== undefined)
    this.catalog = new Catalog(this.store, now)
    this.records = new Records(this.store, this.catalog)
    this.retries = new Retries(this.store, now)
    this.log = new EventLog(this.store, this.catalog, now)
    this.plain = new PlainTarget(this.store, this.locks, this.#events)
    this.#tidy()
    this.#sync = durability === 'fsync' ? LogSync.open(`${this.store.path}-wal`) : undefined
  }

  /** The first store transaction. A full disk is no reason not to serve what can be read. */
  #tidy(): void {
    try {
      this.atomically(() => this.retries.purge())
    } catch (error) {
      if (!isFault(diskFault(error), 'OutOfDiskSpace')) throw error
    }
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
    if (this.#sync?.failure !== undefined) throw this.#sync.failure
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
