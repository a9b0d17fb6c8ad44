import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Int32 } from 'bson'
import { decode, encode } from '../values/codec.ts'
import { COLLECTION_ROW, collectionOfRow, META_ROW } from './catalog-row.ts'
import type { Collection } from './collection.ts'
import { FORMAT_VERSION, FormatTooNew, storedFormat } from './format.ts'
import { rebuildIndexes, recount } from './rebuild-indexes.ts'
import { SqliteReader } from './store.ts'

/** Brings a folder from one format to the next, inside the one store transaction of the upgrade. */
export type UpgradeStep = { from: number; run: (db: DatabaseSync) => void }

const STEPS: readonly UpgradeStep[] = [
  // Format 0, before the first release, had other key strings: every index is made anew.
  { from: 0, run: (db) => rebuild(db, () => true) },
  // Format 1 had other weights in the keys of indexes with a collation.
  {
    from: 1,
    run: (db) =>
      rebuild(db, (collection) => collection.indexes.some((index) => index.collation !== undefined)),
  },
  // Format 2 kept no counts of documents.
  { from: 2, run: (db) => recount(db, collectionsOf(db)) },
]

/**
 * Brings a folder of an older format up to this version's, after a copy was made beside it: a crash in between leaves
 * the old format, and the older version can go back to the copy. Gives back a sentence about what was done, or undefined
 * when there was nothing to do; `FormatTooNew` for a newer format.
 */
export function upgradeFormat(db: DatabaseSync, path: string): string | undefined {
  const found = storedFormat(db)
  if (found === undefined || found === FORMAT_VERSION) return undefined
  if (found > FORMAT_VERSION) throw new FormatTooNew(found)
  const steps = STEPS.filter(({ from }) => from >= found)
  if (steps[0]?.from !== found)
    throw new Error(`There is no way from format ${found} to format ${FORMAT_VERSION}.`)
  const copy = join(dirname(path), `before-format-${FORMAT_VERSION}.sqlite`)
  makeCopy(db, copy)
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps) step.run(db)
    setFormat(db)
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
  return `The folder was brought from format ${found} to ${FORMAT_VERSION}. As it was before, it is kept in ${copy}.`
}

/** A whole copy, on disk before anything is changed. What an upgrade that broke off has left is replaced. */
function makeCopy(db: DatabaseSync, copy: string): void {
  rmSync(copy, { force: true })
  db.prepare('VACUUM INTO ?').run(copy)
  const file = openSync(copy, 'r+')
  fsyncSync(file)
  closeSync(file)
}

function setFormat(db: DatabaseSync): void {
  const row = db.prepare('SELECT value FROM catalog WHERE name = ?').get(META_ROW)
  const meta = decode(row?.['value'] as Uint8Array)
  const value = encode({ ...meta, format: new Int32(FORMAT_VERSION) })
  db.prepare('UPDATE catalog SET value = ? WHERE name = ?').run(value, META_ROW)
}

/** Makes the indexes of some collections anew. */
function rebuild(db: DatabaseSync, concerns: (collection: Collection) => boolean): void {
  rebuildIndexes(db, new SqliteReader(db), collectionsOf(db).filter(concerns))
}

function collectionsOf(db: DatabaseSync): Collection[] {
  const rows = db.prepare('SELECT name, value FROM catalog').all() as { name: string; value: Uint8Array }[]
  return rows
    .filter(({ name }) => name.startsWith(COLLECTION_ROW))
    .map(({ value }) => collectionOfRow(decode(value), new Date()))
}
