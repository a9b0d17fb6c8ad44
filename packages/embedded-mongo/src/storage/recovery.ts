import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** What is left of a log that was not closed; undefined when the last run ended well. */
export function leftLogBytes(logPath: string): number {
  return statSync(logPath, { throwIfNoEntry: false })?.size ?? 0
}

/** A log file begins with 32 bytes; each frame is a page with 24 bytes before it (https://sqlite.org/fileformat2.html). */
const LOG_HEAD_BYTES = 32
const FRAME_HEAD_BYTES = 24

/**
 * What SQLite took over from a log that a crash had left, as a sentence for the server's log. It takes every whole commit
 * and nothing of what stands behind the last one; that was never acknowledged, or belongs to an older round of the log.
 */
export function describeRecovery(db: DatabaseSync, logBytes: number): string {
  const { log } = db.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number }
  const { page_size: pageSize } = db.prepare('PRAGMA page_size').get() as { page_size: number }
  const pages = Math.max(0, log)
  const taken = pages === 0 ? 0 : LOG_HEAD_BYTES + pages * (FRAME_HEAD_BYTES + pageSize)
  const newest = db.prepare('SELECT max(wall) AS wall FROM events').get() as { wall: number | null }
  const last = newest.wall === null ? 'none' : new Date(newest.wall).toISOString()
  return (
    `The last run did not end well. From its log ${pages} pages of whole commits were taken over, ` +
    `${Math.max(0, logBytes - taken)} bytes behind the last commit were not. The last recorded change is of ${last}. ` +
    'Transactions that were open are undone.'
  )
}
