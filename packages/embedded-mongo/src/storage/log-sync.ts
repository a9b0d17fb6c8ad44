import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const syncData = promisify(fdatasync)

type Sync = { covers: number; done: Promise<void> }

/**
 * Makes commits durable in groups: one `fdatasync` of the write-ahead log serves everybody who waits.
 *
 * SQLite writes a commit's frames into the log with plain writes (synchronous = NORMAL) and, on recovery, takes every
 * frame up to the last whole commit. So a commit is durable once a sync of the log that began after it has ended.
 * Before a checkpoint SQLite syncs the log itself, and the database file before the log is begun anew, so frames never
 * leave the log undurable. The sync runs in libuv's pool and the event loop goes on meanwhile.
 *
 * The own descriptor is of the log file only: closing one of the database file would drop SQLite's POSIX locks on it.
 */
export class LogSync {
  readonly #file: number
  #running: Sync | undefined
  #next: Sync | undefined
  #durable = 0
  #syncs = 0
  #failure: unknown

  private constructor(file: number) {
    this.#file = file
  }

  /** `logPath` must exist: the store has written to it since it was opened, and keeps it until it is closed. */
  static open(logPath: string): LogSync {
    syncFolder(dirname(logPath))
    return new LogSync(openSync(logPath, 'r+'))
  }

  /** How many syncs were begun; fewer than calls when they were shared. */
  get syncs(): number {
    return this.#syncs
  }

  /** Why the log can no longer be trusted; undefined as long as every sync went well. */
  get failure(): unknown {
    return this.#failure
  }

  /** Resolves when the commits up to number `commit`, the latest there is, are on disk. */
  flush(commit: number): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    if (commit <= this.#durable) return Promise.resolve()
    if (this.#running === undefined) return this.#start(commit)
    if (this.#running.covers >= commit) return this.#running.done
    // The sync under way may have begun before our frames were written, so only the one after it counts.
    if (this.#next === undefined) {
      const start = (): Promise<void> => this.#startNext()
      this.#next = { covers: commit, done: this.#running.done.then(start, start) }
    }
    this.#next.covers = commit
    return this.#next.done
  }

  close(): void {
    closeSync(this.#file)
  }

  #startNext(): Promise<void> {
    const covers = this.#next?.covers ?? 0
    this.#next = undefined
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    return this.#start(covers)
  }

  async #sync(): Promise<void> {
    this.#syncs += 1
    try {
      await syncData(this.#file)
    } catch (error) {
      // After a failed sync the system may drop the pages and report success next time: nothing later can be trusted.
      this.#failure = error
      throw error
    }
  }

  #start(covers: number): Promise<void> {
    const done = this.#sync().then(
      () => {
        this.#durable = Math.max(this.#durable, covers)
        if (this.#running === running) this.#running = undefined
      },
      (error: unknown) => {
        if (this.#running === running) this.#running = undefined
        throw error
      },
    )
    const running: Sync = { covers, done }
    this.#running = running
    return done
  }
}

/** The log's name in its folder must be durable too; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
