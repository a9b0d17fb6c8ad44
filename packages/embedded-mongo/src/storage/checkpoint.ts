import type { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'

/** Writes between checkpoints; each dirties a page or two of 4 kB. */
const WRITES_BETWEEN = 6000
/** Frames beyond which the writer itself begins the log anew, so that it stays below about 150 MB under lasting load. */
const LONGEST_LOG_FRAMES = 32_000
/** How much is then left to copy at most, to be worth the wait. */
const SHORT_REST_FRAMES = 8000

type Report = { frames: number; left: number }

/**
 * Keeps the write-ahead log short. With durability the work is done by another thread, which starts when there is
 * something to do for the first time; without, SQLite does it within commits, where no sync makes it slow.
 */
export class Checkpoints {
  readonly #db: DatabaseSync
  readonly #path: string
  readonly #isApart: boolean
  #writes = 0
  #worker: Worker | undefined
  #isBusy = false
  #isRestartDue = false

  constructor(db: DatabaseSync, path: string, durability: 'fsync' | 'none') {
    this.#db = db
    this.#path = path
    this.#isApart = durability === 'fsync'
    db.exec(`PRAGMA wal_autocheckpoint = ${this.#isApart ? 0 : 4000}; PRAGMA journal_size_limit = 67108864;`)
  }

  /** To be told after each commit how many writes it held. */
  committed(writes: number): void {
    if (!this.#isApart) return
    this.#writes += writes
    if (this.#isRestartDue) this.#restart()
    if (this.#writes < WRITES_BETWEEN || this.#isBusy) return
    this.#writes = 0
    this.#isBusy = true
    this.#worker ??= this.#start()
    this.#worker.postMessage('checkpoint')
  }

  /** Ends the thread; the store closes its own connection afterwards, which finishes the log. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    if (worker === undefined) return
    const over = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    // An unreferenced thread would not be waited for.
    worker.ref()
    worker.postMessage('close')
    await over
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: this.#path })
    worker.unref()
    worker.on('message', (report: Report) => {
      this.#isBusy = false
      this.#isRestartDue = report.frames > LONGEST_LOG_FRAMES && report.left < SHORT_REST_FRAMES
    })
    worker.on('error', () => {
      // Without the thread the writer checkpoints within its commits: slower, but the log stays bounded.
      this.#worker = undefined
      this.#db.exec('PRAGMA wal_autocheckpoint = 4000')
    })
    return worker
  }

  /** Copies the rest and lets the next commit write at the log's beginning. Open snapshots put it off. */
  #restart(): void {
    this.#isRestartDue = false
    try {
      this.#db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(RESTART)')
    } catch {
      // A full disk, most likely. The commit before it is done, and the log goes on as it is.
    }
  }
}
