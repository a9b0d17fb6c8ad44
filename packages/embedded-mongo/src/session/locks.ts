/** Who holds a lock: a transaction, with a promise that resolves when it is over. */
export type LockOwner = { readonly ended: Promise<void> }

/**
 * Locks of open transactions on documents (by record number) and on keys of unique indexes. They are held to the end
 * of the transaction; plain writes never hold any, since each of theirs is one synchronous step.
 */
export class LockTable {
  readonly #owners = new Map<string | number, LockOwner>()

  get isEmpty(): boolean {
    return this.#owners.size === 0
  }

  /** The holder of a lock, if another than `owner` has it. */
  holder(name: string | number, owner?: LockOwner): LockOwner | undefined {
    if (this.#owners.size === 0) return undefined
    const holder = this.#owners.get(name)
    return holder === owner ? undefined : holder
  }

  take(name: string | number, owner: LockOwner): void {
    this.#owners.set(name, owner)
  }

  release(names: Iterable<string | number>): void {
    for (const name of names) this.#owners.delete(name)
  }
}

/** The name of the lock on a unique key. */
export function keyLock(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1')
}
