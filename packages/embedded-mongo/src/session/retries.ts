import type { StatementSync } from 'node:sqlite'
import { Int32, Long } from 'bson'
import { fault } from '../errors.ts'
import type { Store } from '../storage/store.ts'
import { decode, encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'

/** What is known of one session: its latest transaction number and what was stored under it. */
type Known = {
  txnNumber: bigint
  statements: Map<number, Progress>
  isCommitted: boolean
  hasMany: boolean
  usedAt: number
}

/** The result so far of one retryable call, and how many of its statements it covers. */
export type Progress = { result: Doc; done: number; isWhole: boolean }

/** The row of a session's committed transaction stands beside those of its statements. */
const COMMIT_ROW = -1
/** MongoDB forgets sessions after 30 minutes; retries may come as long. */
const SESSION_MINUTES = 30

/**
 * Results of retryable writes and committed transaction numbers, written in the same store transaction as the
 * changes themselves, so that a retry after a crash is answered and not applied twice.
 */
export class Retries {
  readonly #known = new Map<string, Known>()
  readonly #read: StatementSync
  readonly #put: StatementSync
  readonly #clear: StatementSync
  readonly #purge: StatementSync
  readonly #now: () => Date

  constructor(store: Store, now: () => Date) {
    this.#now = now
    this.#read = store.db.prepare('SELECT statement, value FROM sessions WHERE lsid = ?')
    this.#put = store.db.prepare(
      'INSERT OR REPLACE INTO sessions(lsid, statement, wall, value) VALUES(?, ?, ?, ?)',
    )
    this.#clear = store.db.prepare('DELETE FROM sessions WHERE lsid = ?')
    this.#purge = store.db.prepare('DELETE FROM sessions WHERE wall < ?')
  }

  /** The latest number a session has used, 0n below the first. */
  latest(lsid: string): bigint {
    return this.#session(lsid).txnNumber
  }

  isCommitted(lsid: string, txnNumber: bigint): boolean {
    const known = this.#session(lsid)
    return known.txnNumber === txnNumber && known.isCommitted
  }

  /** How far the call got before; TransactionTooOld when the session has gone on since. */
  progress(lsid: string, txnNumber: bigint, stmtId: number): Progress | undefined {
    const known = this.#session(lsid)
    checkNumber(lsid, txnNumber, known.txnNumber)
    return known.txnNumber === txnNumber ? known.statements.get(stmtId) : undefined
  }

  /** Stores how far a call got; inside the store transaction of its writes. */
  store(lsid: string, txnNumber: bigint, stmtId: number, progress: Progress): void {
    const known = this.advance(lsid, txnNumber)
    known.statements.set(stmtId, progress)
    if (stmtId !== 0) known.hasMany = true
    this.#write(lsid, stmtId, {
      number: Long.fromBigInt(txnNumber),
      done: new Int32(progress.done),
      isWhole: progress.isWhole,
      result: progress.result,
    })
  }

  /** Stores that the transaction was committed; inside its store transaction. */
  storeCommit(lsid: string, txnNumber: bigint): void {
    const known = this.advance(lsid, txnNumber)
    known.isCommitted = true
    known.hasMany = true
    this.#write(lsid, COMMIT_ROW, { number: Long.fromBigInt(txnNumber) })
  }

  /** Moves the session on to a number, forgetting what belongs to older ones. */
  advance(lsid: string, txnNumber: bigint): Known {
    const known = this.#session(lsid)
    checkNumber(lsid, txnNumber, known.txnNumber)
    known.usedAt = this.#now().getTime()
    if (known.txnNumber === txnNumber) return known
    if (known.hasMany) this.#clear.run(lsid)
    Object.assign(known, { txnNumber, statements: new Map(), isCommitted: false, hasMany: false })
    return known
  }

  forget(lsid: string): void {
    this.#known.delete(lsid)
  }

  /** Memory and rows of sessions that were not used for as long as sessions live. */
  purge(): void {
    const limit = this.#now().getTime() - SESSION_MINUTES * 60_000
    for (const [lsid, known] of this.#known) if (known.usedAt < limit) this.#known.delete(lsid)
    this.#purge.run(limit)
  }

  /** After a rollback memory may be ahead of the store. */
  reload(): void {
    this.#known.clear()
  }

  #write(lsid: string, statement: number, row: Doc): void {
    this.#put.run(lsid, statement, this.#now().getTime(), encode(row))
  }

  #session(lsid: string): Known {
    const known = this.#known.get(lsid)
    if (known !== undefined) return known
    const fresh: Known = {
      txnNumber: -1n,
      statements: new Map(),
      isCommitted: false,
      hasMany: false,
      usedAt: this.#now().getTime(),
    }
    const rows = (this.#read.all(lsid) as { statement: number; value: Uint8Array }[]).map((row) => ({
      statement: row.statement,
      row: decode(row.value),
    }))
    for (const { row } of rows) if (numberOfRow(row) > fresh.txnNumber) fresh.txnNumber = numberOfRow(row)
    fresh.hasMany = rows.some(({ statement }) => statement !== 0)
    for (const { statement, row } of rows) {
      // Rows of an older number may be left beside a newer one.
      if (numberOfRow(row) !== fresh.txnNumber) continue
      if (statement === COMMIT_ROW) fresh.isCommitted = true
      else
        fresh.statements.set(statement, {
          result: withPlainCounts(row['result'] as Doc),
          done: Number(row['done']),
          isWhole: row['isWhole'] === true,
        })
    }
    this.#known.set(lsid, fresh)
    return fresh
  }
}

/** Stored results come back with BSON numbers; those that the engine counts with are plain ones again. */
function withPlainCounts(result: Doc): Doc {
  const plain: Doc = { ...result }
  for (const name of ['n', 'nModified', 'index', 'code'])
    if (plain[name] !== undefined) plain[name] = Number(plain[name])
  for (const name of ['writeErrors', 'upserted']) {
    if (Array.isArray(plain[name])) plain[name] = (plain[name] as Doc[]).map(withPlainCounts)
  }
  if (plain['lastErrorObject'] !== undefined)
    plain['lastErrorObject'] = withPlainCounts(plain['lastErrorObject'] as Doc)
  return plain
}

function numberOfRow(row: Doc): bigint {
  return (row['number'] as Long).toBigInt()
}

function checkNumber(lsid: string, given: bigint, latest: bigint): void {
  if (given >= latest) return
  throw fault(
    'TransactionTooOld',
    `Retryable write with txnNumber ${given} is prohibited on session ${lsid} because a newer retryable write with txnNumber ${latest} has already started on this session.`,
  )
}
