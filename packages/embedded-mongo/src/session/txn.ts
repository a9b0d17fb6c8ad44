import { fault } from '../errors.ts'
import type { ChangeEvent } from '../change-stream/event.ts'
import { sameBytes } from '../storage/bytes.ts'
import type { Collection } from '../storage/collection.ts'
import type { EntryRow, Snapshot, Store } from '../storage/store.ts'
import type { WriteTarget } from '../storage/write-target.ts'
import { keyLock } from './locks.ts'
import type { LockOwner, LockTable } from './locks.ts'
import { Overlay } from './overlay.ts'

export type TxnState = 'open' | 'committed' | 'aborted'

/**
 * An open multi-document transaction: it reads the snapshot of its beginning and its own writes, and locks every
 * document and unique key that it writes. Whoever comes second to either gets WriteConflict.
 */
export class Txn implements WriteTarget, LockOwner {
  readonly lsid: string
  readonly txnNumber: bigint
  readonly snapshotTime: number
  readonly startedAt: number
  readonly ended: Promise<void>
  readonly events: ChangeEvent[] = []
  /** Numbers of the collections it has read or written; a change of their schema ends it. */
  readonly collections = new Set<number>()
  /** Collections it has made, by full name; they are everybody's once it is committed. */
  readonly made = new Map<string, Collection>()
  readonly overlay: Overlay
  #state: TxnState = 'open'
  readonly #store: Store
  readonly #locks: LockTable
  readonly #snapshot: Snapshot
  readonly #held = new Set<string | number>()
  #announceEnd: () => void = () => undefined

  constructor(
    id: { lsid: string; txnNumber: bigint },
    store: Store,
    locks: LockTable,
    times: { snapshotTime: number; startedAt: number },
  ) {
    this.lsid = id.lsid
    this.txnNumber = id.txnNumber
    this.#store = store
    this.#locks = locks
    this.snapshotTime = times.snapshotTime
    this.startedAt = times.startedAt
    this.#snapshot = store.openSnapshot()
    this.overlay = new Overlay(this.#snapshot)
    this.ended = new Promise((resolve) => {
      this.#announceEnd = resolve
    })
  }

  get state(): TxnState {
    return this.#state
  }
  get reader(): Overlay {
    return this.overlay
  }
  get writer(): Overlay {
    return this.overlay
  }

  claimRecord(rid: number): void {
    if (this.#held.has(rid)) return
    this.#take(rid)
    if (!sameBytes(this.#store.record(rid), this.#snapshot.record(rid))) throw writeConflict()
  }

  claimKey(key: Uint8Array): void {
    const name = keyLock(key)
    if (!this.#held.has(name)) this.#take(name)
  }

  holderOf(low: Uint8Array, high: Uint8Array, rid: number): EntryRow | undefined {
    const own = this.overlay.entries(low, high, false, 2).find((entry) => entry.rid !== rid)
    if (own !== undefined) return own
    // Not visible here, yet there: another client took the key after this transaction had begun.
    const later = this.#store.entries(low, high, false, 2).find((entry) => entry.rid !== rid)
    if (
      later === undefined ||
      this.#snapshot.entries(low, high, false, 2).some((entry) => entry.rid === later.rid)
    )
      return undefined
    throw writeConflict()
  }

  note(event: ChangeEvent): void {
    this.events.push(event)
  }

  /** Ends it: locks and snapshot go, whoever waits goes on. The caller has applied its writes, or not. */
  end(state: 'committed' | 'aborted'): void {
    if (this.#state !== 'open') return
    this.#state = state
    this.#locks.release(this.#held)
    this.#store.releaseSnapshot(this.#snapshot)
    this.#announceEnd()
  }

  #take(name: string | number): void {
    if (this.#locks.holder(name, this) !== undefined) throw writeConflict()
    this.#locks.take(name, this)
    this.#held.add(name)
  }
}

/** WriteConflict with the label by which drivers run the whole transaction again. */
export function writeConflict(): Error {
  const message =
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.'
  return fault('WriteConflict', message, { labels: ['TransientTransactionError'] })
}
