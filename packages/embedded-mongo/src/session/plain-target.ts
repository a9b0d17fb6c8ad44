import type { ChangeEvent } from '../change-stream/event.ts'
import type { EntryRow, Reader, Store, Writer } from '../storage/store.ts'
import { LockedByTransaction } from '../storage/write-target.ts'
import type { WriteTarget } from '../storage/write-target.ts'
import { keyLock } from './locks.ts'
import type { LockTable } from './locks.ts'

/** Writes outside transactions: straight to the store, waiting where an open transaction holds a lock. */
export class PlainTarget implements WriteTarget {
  readonly snapshotTime = Infinity
  readonly #store: Store
  readonly #locks: LockTable
  readonly #events: ChangeEvent[]

  /** `events` are those of the store transaction that is open. */
  constructor(store: Store, locks: LockTable, events: ChangeEvent[]) {
    this.#store = store
    this.#locks = locks
    this.#events = events
  }

  get reader(): Reader {
    return this.#store
  }
  get writer(): Writer {
    return this.#store
  }

  claimRecord(rid: number): void {
    const holder = this.#locks.holder(rid)
    if (holder !== undefined) throw new LockedByTransaction(holder.ended)
  }

  claimKey(key: Uint8Array): void {
    if (this.#locks.isEmpty) return
    const holder = this.#locks.holder(keyLock(key))
    if (holder !== undefined) throw new LockedByTransaction(holder.ended)
  }

  holderOf(low: Uint8Array, high: Uint8Array, rid: number): EntryRow | undefined {
    return this.#store.entries(low, high, false, 2).find((entry) => entry.rid !== rid)
  }

  note(event: ChangeEvent): void {
    this.#events.push(event)
  }
}
