import type { ChangeEvent } from '../change-stream/event.ts'
import type { EntryRow, Reader, Writer } from './store.ts'

/**
 * Where an operation reads and writes: the store itself, or one transaction's view of it. Claims come before the
 * first change of a record, so that nothing needs undoing when one is refused.
 */
export type WriteTarget = {
  readonly reader: Reader
  readonly writer: Writer
  /** Indexes built after this logical time are unknown to the reader. */
  readonly snapshotTime: number
  /** Claims a document, or raises WriteConflict (in a transaction) or `LockedByTransaction` (outside). */
  claimRecord(rid: number): void
  /** Claims a key of a unique index in the same way. */
  claimKey(key: Uint8Array): void
  /** An entry in low <= key < high of another record than `rid`, if there is one. */
  holderOf(low: Uint8Array, high: Uint8Array, rid: number): EntryRow | undefined
  /** Hands over a change event, to be stored with the changes. */
  note(event: ChangeEvent): void
}

/** Raised to the writer's loop when a plain write meets a transaction's lock: it waits and tries again. */
export class LockedByTransaction extends Error {
  readonly released: Promise<void>

  constructor(released: Promise<void>) {
    super('locked by a transaction')
    this.released = released
  }
}
