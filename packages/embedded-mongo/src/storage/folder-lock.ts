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
    const db = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 })
    try {
      db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    } catch {
      db.close()
      throw new FolderInUse(folder, readOwner(folder))
    }
    writeFileSync(join(folder, OWNER_FILE), String(process.pid), { mode: 0o600 })
    return new FolderLock(db)
  }

  release(): void {
    this.#db.exec('ROLLBACK')
    this.#db.close()
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
