import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fullName, type Collection } from './storage/collection.ts'
import { Faults, type Fault } from './storage/faults.ts'
import { FolderLock } from './storage/folder-lock.ts'
import { FORMAT_VERSION, FormatTooNew, storedFormat } from './storage/format.ts'
import { rebuildIndexes, recount } from './storage/rebuild-indexes.ts'
import { DATA_FILE, SqliteReader } from './storage/store.ts'
import { checkCatalog, type CheckedCatalog } from './storage/verify-catalog.ts'
import { checkCollection } from './storage/verify-indexes.ts'
import { checkCounts, checkEvents, checkSessions, checkStrays } from './storage/verify-rows.ts'

export type { Fault } from './storage/faults.ts'

/** What a folder holds and what is wrong with it. */
export type VerifyReport = {
  format: number
  collections: number
  documents: number
  entries: number
  events: number
  faults: Fault[]
}

/** Raised when a folder cannot be checked at all: there is no database in it, or none that this version may open. */
export class NotVerifiable extends Error {
  override readonly name = 'NotVerifiable'
}

/**
 * Checks everything of a data folder: SQLite's own pages, the format version, the catalog, every document, every index
 * entry both ways, unique keys, change events and stored results. With `isRebuilding` all faults that indexes can have
 * are mended afterwards, and the report is that of a second check. Takes the folder's lock: `FolderInUse` while a
 * server has it, `NotVerifiable` or `FormatTooNew` when there is nothing to check. Changes nothing else.
 */
export function verifyFolder(
  folder: string,
  isRebuilding = false,
): { found: VerifyReport; left: VerifyReport } {
  if (!existsSync(join(folder, DATA_FILE)))
    throw new NotVerifiable(`There is no database in ${folder}: it has no ${DATA_FILE}.`)
  const lock = FolderLock.take(folder)
  try {
    const db = openFile(join(folder, DATA_FILE))
    try {
      const found = check(db)
      const isWorthIt = isRebuilding && found.report.faults.some(({ isMendable }) => isMendable)
      if (isWorthIt) rebuild(db, found)
      return { found: found.report, left: isWorthIt ? check(db).report : found.report }
    } finally {
      db.close()
    }
  } finally {
    lock.release()
  }
}

function openFile(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  try {
    db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL')
    const format = storedFormat(db)
    if (format === undefined) throw new NotVerifiable('The database says no format: it was never written to.')
    if (format > FORMAT_VERSION) throw new FormatTooNew(format)
    if (format < FORMAT_VERSION)
      throw new NotVerifiable(
        `The database has format ${format}. The next start brings it up; check it then.`,
      )
    return db
  } catch (error) {
    db.close()
    if (error instanceof NotVerifiable || error instanceof FormatTooNew) throw error
    throw new NotVerifiable(
      `The file ${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    )
  }
}

type Checked = { report: VerifyReport; collections: Collection[]; strays: number[] }

function check(db: DatabaseSync): Checked {
  const faults = new Faults()
  const report: VerifyReport = {
    format: storedFormat(db) ?? 0,
    collections: 0,
    documents: 0,
    entries: 0,
    events: 0,
    faults: [],
  }
  checkPages(db, faults)
  let catalog: CheckedCatalog = { collections: [], graves: [], meta: {}, isWhole: false }
  faults.guard('The catalog', () => (catalog = checkCatalog(db, faults)))
  report.collections = catalog.collections.length
  const reader = new SqliteReader(db)
  for (const collection of catalog.collections) {
    faults.guard(fullName(collection), () => {
      const { documents, entries } = checkCollection(reader, collection, faults)
      report.documents += documents
      report.entries += entries
    })
  }
  let strays: number[] = []
  faults.guard('The tables', () => {
    strays = checkStrays(db, catalog, faults)
    checkCounts(db, catalog, faults)
    report.events = checkEvents(db, catalog, faults)
    checkSessions(db, faults)
  })
  report.faults = faults.all()
  return { report, collections: catalog.collections, strays }
}

function rebuild(db: DatabaseSync, { collections, strays }: Checked): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    rebuildIndexes(db, new SqliteReader(db), collections, strays)
    recount(db, collections)
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** SQLite's own check of its pages. */
function checkPages(db: DatabaseSync, faults: Faults): void {
  faults.guard('The file', () => {
    for (const row of db.prepare('PRAGMA integrity_check(20)').all()) {
      const said = String(row['integrity_check'])
      if (said !== 'ok') faults.add('The file', `SQLite says: ${said}.`, false)
    }
  })
}
