import { fault } from '../errors.ts'
import type { Kernel } from '../storage/kernel.ts'
import { Txn, writeConflict } from './txn.ts'

/** MongoDB's transactionLifetimeLimitSeconds. */
const LIFETIME_SECONDS = 60
/** A transaction that is over is remembered with its session for this long, to tell «aborted» from «unknown». */
const REMEMBERED_MINUTES = 30

/** The transactions of all sessions, at most one open in each. `lsid` is the session's UUID in hex. */
export class Transactions {
  readonly #kernel: Kernel
  readonly #bySession = new Map<string, Txn>()

  constructor(kernel: Kernel) {
    this.#kernel = kernel
    kernel.onRollback = () => this.killAll()
  }

  /** The open transaction of that number, or a new one; 251, 225, 256 as MongoDB. */
  startOrContinueTransaction(lsid: string, txnNumber: bigint, startTransaction: boolean): Txn {
    this.expire()
    return startTransaction ? this.#start(lsid, txnNumber) : this.#open(lsid, txnNumber)
  }

  /** Applies everything in one store transaction; again on a committed one it does nothing. */
  async commit(lsid: string, txnNumber: bigint): Promise<void> {
    while (this.#kernel.store.pause !== undefined) await this.#kernel.store.pause
    this.expire()
    const txn = this.#bySession.get(lsid)
    if (txn?.txnNumber !== txnNumber || txn.state !== 'open') {
      if (
        this.#kernel.retries.isCommitted(lsid, txnNumber) ||
        (txn?.txnNumber === txnNumber && txn.state === 'committed')
      )
        return
      throw this.#noSuch(lsid, txnNumber)
    }
    if (txn.overlay.isEmpty && txn.made.size === 0) txn.end('committed')
    else this.#apply(txn)
  }

  abort(lsid: string, txnNumber: bigint): void {
    const txn = this.#bySession.get(lsid)
    if (txn?.txnNumber === txnNumber && txn.state === 'open') return txn.end('aborted')
    if (this.#kernel.retries.isCommitted(lsid, txnNumber)) {
      throw fault('TransactionCommitted', `Transaction with { txnNumber: ${txnNumber} } has been committed.`)
    }
    throw this.#noSuch(lsid, txnNumber)
  }

  /** Aborts what the sessions have open and forgets them. */
  endSessions(lsids: string[]): void {
    for (const lsid of lsids) {
      this.#bySession.get(lsid)?.end('aborted')
      this.#bySession.delete(lsid)
      this.#kernel.retries.forget(lsid)
    }
  }

  killAll(): void {
    for (const txn of this.#bySession.values()) txn.end('aborted')
  }

  /** Aborts the transactions that have used a collection whose indexes or existence change. */
  abortUsersOf(collectionNumber: number): void {
    for (const txn of this.#bySession.values()) if (txn.collections.has(collectionNumber)) txn.end('aborted')
  }

  /** Aborts transactions past their lifetime and forgets old ones. */
  expire(): void {
    const now = this.#kernel.now().getTime()
    for (const [lsid, txn] of this.#bySession) {
      if (now - txn.startedAt >= LIFETIME_SECONDS * 1000) txn.end('aborted')
      if (now - txn.startedAt >= REMEMBERED_MINUTES * 60_000) this.#bySession.delete(lsid)
    }
  }

  #start(lsid: string, txnNumber: bigint): Txn {
    const { retries, store, locks, log, now } = this.#kernel
    const latest = this.#latest(lsid)
    if (txnNumber < latest) {
      throw fault(
        'TransactionTooOld',
        `Cannot start transaction with { txnNumber: ${txnNumber} } on session ${lsid} because a newer transaction with txnNumber ${latest} has already started on this session.`,
      )
    }
    if (txnNumber === latest) {
      throw fault(
        'Location50911',
        `Cannot start a transaction at given transaction number ${txnNumber}: a transaction or write with the same number is there already`,
      )
    }
    this.#bySession.get(lsid)?.end('aborted')
    // Moving the session on may delete rows of its earlier writes.
    this.#kernel.atomically(() => retries.advance(lsid, txnNumber))
    const txn = new Txn({ lsid, txnNumber }, store, locks, {
      snapshotTime: log.clock.current(),
      startedAt: now().getTime(),
    })
    this.#bySession.set(lsid, txn)
    return txn
  }

  #open(lsid: string, txnNumber: bigint): Txn {
    const txn = this.#bySession.get(lsid)
    if (txn?.txnNumber === txnNumber && txn.state === 'open') return txn
    if (txnNumber < this.#latest(lsid)) {
      throw fault(
        'TransactionTooOld',
        `Cannot continue transaction with txnNumber ${txnNumber} on session ${lsid}: a newer one has started`,
      )
    }
    if (this.#kernel.retries.isCommitted(lsid, txnNumber)) {
      throw fault('TransactionCommitted', `Transaction with { txnNumber: ${txnNumber} } has been committed.`)
    }
    throw this.#noSuch(lsid, txnNumber)
  }

  #apply(txn: Txn): void {
    const { catalog, log, retries, store } = this.#kernel
    try {
      this.#kernel.atomically(() => {
        for (const collection of txn.made.values()) {
          // Another client has made one of that name meanwhile: the transaction can only be run again.
          if (catalog.find(collection.db, collection.name) !== undefined) throw writeConflict()
          catalog.adopt(collection, log.clock.next())
        }
        txn.overlay.applyTo(store)
        if (txn.events.length > 0) log.append(txn.events, { lsid: txn.lsid, txnNumber: txn.txnNumber })
        retries.storeCommit(txn.lsid, txn.txnNumber)
        catalog.save()
      })
    } catch (error) {
      txn.end('aborted')
      throw error
    }
    txn.end('committed')
    if (txn.events.length > 0) log.announce()
  }

  #latest(lsid: string): bigint {
    const own = this.#bySession.get(lsid)?.txnNumber ?? -1n
    const stored = this.#kernel.retries.latest(lsid)
    return own > stored ? own : stored
  }

  #noSuch(lsid: string, txnNumber: bigint): Error {
    const txn = this.#bySession.get(lsid)
    const message =
      txn?.txnNumber === txnNumber
        ? `Transaction with { txnNumber: ${txnNumber} } has been aborted.`
        : `Given transaction number ${txnNumber} does not match any in-progress transactions. The active transaction number is ${txn?.txnNumber ?? -1n}`
    return fault('NoSuchTransaction', message, { labels: ['TransientTransactionError'] })
  }
}
