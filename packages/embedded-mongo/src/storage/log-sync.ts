import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const syncData = promisify(fdatasync)

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
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined
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

  /** How many syncs were done; fewer than commits when they were shared. */
  get syncs(): number {
    return this.#syncs
  }

  /** Resolves when everything written before the call is on disk. */
  flush(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    if (this.#running === undefined) return this.#start()
    // A sync under way may have begun before our frames were written, so only the one after it counts.
    this.#next ??= this.#running.then(
      () => this.#startNext(),
      () => this.#startNext(),
    )
    return this.#next
  }

  close(): void {
    closeSync(this.#file)
  }

  #startNext(): Promise<void> {
    this.#next = undefined
    return this.#start()
  }

  #start(): Promise<void> {
    this.#syncs += 1
    const running = syncData(this.#file)
      .catch((error: unknown) => {
        // After a failed sync the system may drop the pages and report success next time: nothing later can be trusted.
        this.#failure = error
        throw error
      })
      .finally(() => {
        if (this.#running === running) this.#running = undefined
      })
    this.#running = running
    return running
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
