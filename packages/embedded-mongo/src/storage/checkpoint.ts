import type { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'

/** Writes between checkpoints. Each dirties a page or two of 4 kB, so the log grows to some 60 MB; fewer would cost more syncs. */
const WRITES_BETWEEN = 30_000

/**
 * Keeps the write-ahead log short. With durability the work is done by another thread, which starts when there is
 * something to do for the first time; without, SQLite does it within commits, where no sync makes it slow.
 *
 * Whoever writes waits meanwhile (`pause`), those who read go on: a file system that syncs one file makes writes to the
 * others wait inside the call, and with it the one thread that serves all clients. As nothing is written, the log is
 * copied to its end each time, and the next commit begins it anew.
 */
export class Checkpoints {
  readonly #db: DatabaseSync
  readonly #path: string
  readonly #isApart: boolean
  #writes = 0
  #worker: Worker | undefined
  #pause: { over: Promise<void>; end: () => void } | undefined

  constructor(db: DatabaseSync, path: string, durability: 'fsync' | 'none') {
    this.#db = db
    this.#path = path
    this.#isApart = durability === 'fsync'
    // The file of the log keeps its length until it is closed: to shorten it would stop the writer for some 20 ms.
    db.exec(`PRAGMA wal_autocheckpoint = ${this.#isApart ? 0 : 4000}; PRAGMA journal_size_limit = -1;`)
  }

  /** To be awaited before a store transaction by whoever can wait; undefined as a rule. */
  get pause(): Promise<void> | undefined {
    return this.#pause?.over
  }

  /** To be told after each commit how many writes it held. */
  committed(writes: number): void {
    if (!this.#isApart) return
    this.#writes += writes
    if (this.#writes >= WRITES_BETWEEN && this.#pause === undefined) this.#begin()
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

  #begin(): void {
    this.#writes = 0
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#pause = { over: promise, end: resolve }
    this.#worker ??= this.#start()
    this.#worker.postMessage('checkpoint')
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: this.#path })
    worker.unref()
    worker.on('message', () => this.#endPause())
    worker.on('error', () => {
      // Without the thread the writer checkpoints within its commits: slower, but the log stays bounded.
      this.#worker = undefined
      this.#db.exec('PRAGMA wal_autocheckpoint = 4000')
      this.#endPause()
    })
    return worker
  }

  #endPause(): void {
    this.#pause?.end()
    this.#pause = undefined
  }
}
