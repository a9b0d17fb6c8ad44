import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const LOCK_FILE = 'lock.sqlite'
const OWNER_FILE = 'owner.pid'

/** Raised when another process, or another engine of this one, has the folder open. */
export class FolderInUse extends Error {
  readonly code = 'FOLDER_IN_USE'
  readonly pid: number | undefined

  constructor(folder: string, pid: number | undefined) {
    const owner = pid === undefined ? 'another process' : `process ${pid}`
    super(
      `The data folder ${folder} is in use by ${owner}. Stop that one, or give this one a folder of its own.`,
    )
    this.name = 'FolderInUse'
    this.pid = pid
  }
}

/** Raised when the folder cannot be written to: a read-only disk, another user's folder, or a damaged lock file. */
export class FolderNotWritable extends Error {
  readonly code = 'FOLDER_NOT_WRITABLE'

  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      `The data folder ${folder} cannot be written to (${reason}). Check the disk and whose folder it is.`,
    )
    this.name = 'FolderNotWritable'
  }
}

/**
 * The exclusive lock of a data folder. It is SQLite's own lock on a file apart, held by an open transaction: the
 * operating system lets go of it when the owner dies in whatever way, so that a stale lock cannot exist, on any system.
 */
export class FolderLock {
  readonly #db: DatabaseSync

  private constructor(db: DatabaseSync) {
    this.#db = db
  }

  static take(folder: string): FolderLock {
    const db = openLock(folder)
    try {
      db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    } catch (error) {
      db.close()
      throw isBusy(error) ? new FolderInUse(folder, readOwner(folder)) : new FolderNotWritable(folder, error)
    }
    writeOwner(folder)
    return new FolderLock(db)
  }

  release(): void {
    this.#db.exec('ROLLBACK')
    this.#db.close()
  }
}

function openLock(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 })
  } catch (error) {
    throw new FolderNotWritable(folder, error)
  }
}

/** SQLITE_BUSY: another has the lock. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) === 5
}

function writeOwner(folder: string): void {
  try {
    writeFileSync(join(folder, OWNER_FILE), String(process.pid), { mode: 0o600 })
  } catch {
    // The number is only for the sentence that others get; a full disk must not keep the owner from serving.
  }
}

function readOwner(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(folder, OWNER_FILE), 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
