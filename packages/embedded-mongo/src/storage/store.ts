import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { Checkpoints } from './checkpoint.ts'
import { SEQUENCES } from './collection.ts'

/** One stored document: its number in the whole store, and its BSON. */
export type RecordRow = { rid: number; bytes: Uint8Array }
/** One index entry: its full key (index number, key string, record sequence) and the record it leads to. */
export type EntryRow = { key: Uint8Array; rid: number }
export type EntryRecordRow = EntryRow & RecordRow

/**
 * Reading, in one consistent view. Ranges are low <= key < high for entries and low <= rid <= high for records.
 * A range returns at least `limit` rows unless it came to its end, so fewer rows mean the end; it may return more.
 */
export type Reader = {
  record(rid: number): Uint8Array | undefined
  records(low: number, high: number, reverse: boolean, limit: number): RecordRow[]
  entries(low: Uint8Array, high: Uint8Array, reverse: boolean, limit: number): EntryRow[]
  entriesWithRecords(low: Uint8Array, high: Uint8Array, reverse: boolean, limit: number): EntryRecordRow[]
  /** How many entries a range has, counted up to `limit`; exact outside transactions. */
  countEntries(low: Uint8Array, high: Uint8Array, limit: number): number
}

export type Writer = {
  /** A record that was not there; the others are of one that is, so that documents can be counted. */
  insertRecord(rid: number, bytes: Uint8Array): void
  putRecord(rid: number, bytes: Uint8Array): void
  deleteRecord(rid: number): void
  putEntry(key: Uint8Array, rid: number): void
  deleteEntry(key: Uint8Array): void
}

export const DATA_FILE = 'data.sqlite'

/**
 * Documents have a table of their own, by number: a table WITHOUT ROWID keeps whole rows in its inner pages, so a
 * document of some kilobytes would leave no room for branching. Everything that is found by order of bytes is in `entries`.
 * How many documents a collection has is kept in `counts`, written with the change itself.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS catalog(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS records(id INTEGER PRIMARY KEY, value BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS counts(collection INTEGER PRIMARY KEY, documents INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS entries(key BLOB PRIMARY KEY, rid INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS events(time INTEGER PRIMARY KEY, wall INTEGER NOT NULL, value BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS sessions(lsid TEXT, statement INTEGER, wall INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY(lsid, statement)) WITHOUT ROWID;
`

/** A reader over one SQLite connection; the statements are prepared once. */
export class SqliteReader implements Reader {
  readonly #record: StatementSync
  readonly #records: Both
  readonly #entries: Both
  readonly #joined: Both
  readonly #count: StatementSync
  readonly #keyAt: StatementSync
  readonly #documents: StatementSync

  constructor(db: DatabaseSync) {
    this.#record = rows(db, 'SELECT value FROM records WHERE id = ?')
    this.#records = both(db, 'SELECT id, value FROM records WHERE id >= ? AND id <= ? ORDER BY id')
    this.#entries = both(db, 'SELECT key, rid FROM entries WHERE key >= ? AND key < ? ORDER BY key')
    this.#count = rows(db, 'SELECT count(*) FROM (SELECT 1 FROM entries WHERE key >= ? AND key < ? LIMIT ?)')
    this.#keyAt = rows(db, 'SELECT key FROM entries WHERE key >= ? AND key < ? ORDER BY key LIMIT 1 OFFSET ?')
    this.#documents = rows(db, 'SELECT documents FROM counts WHERE collection = ?')
    this.#joined = both(
      db,
      // CROSS JOIN fixes the order of the loops: entries outside, so that their order is kept without sorting.
      'SELECT key, rid, value FROM entries CROSS JOIN records ON id = rid WHERE key >= ? AND key < ? ORDER BY key',
    )
  }

  record(rid: number): Uint8Array | undefined {
    const row = this.#record.get(rid) as [Uint8Array] | undefined
    return row?.[0]
  }

  records(low: number, high: number, reverse: boolean, limit: number): RecordRow[] {
    const found = pick(this.#records, reverse).all(low, high, limit) as unknown as [number, Uint8Array][]
    return found.map(([rid, bytes]) => ({ rid, bytes }))
  }

  entries(low: Uint8Array, high: Uint8Array, reverse: boolean, limit: number): EntryRow[] {
    const found = pick(this.#entries, reverse).all(low, high, limit) as unknown as [Uint8Array, number][]
    return found.map(([key, rid]) => ({ key, rid }))
  }

  entriesWithRecords(low: Uint8Array, high: Uint8Array, reverse: boolean, limit: number): EntryRecordRow[] {
    const found = pick(this.#joined, reverse).all(low, high, limit) as unknown as [
      Uint8Array,
      number,
      Uint8Array,
    ][]
    return found.map(([key, rid, bytes]) => ({ key, rid, bytes }))
  }

  /** The key of a range's entry number `position`, from 0; undefined when it has no so many. */
  keyAt(low: Uint8Array, high: Uint8Array, position: number): Uint8Array | undefined {
    const row = this.#keyAt.get(low, high, position) as [Uint8Array] | undefined
    return row?.[0]
  }

  /** How many documents the collection of that number has, as it is kept with them. */
  documentCount(collection: number): number {
    const row = this.#documents.get(collection) as [number] | undefined
    return row?.[0] ?? 0
  }

  countEntries(low: Uint8Array, high: Uint8Array, limit: number): number {
    const [count] = this.#count.get(low, high, limit) as unknown as [number]
    return count
  }
}

/** A reader on a connection of its own, which sees the store as it was when it began. */
export class Snapshot extends SqliteReader {
  readonly #db: DatabaseSync

  constructor(db: DatabaseSync) {
    super(db)
    this.#db = db
  }
  /** BEGIN alone pins nothing: the snapshot is the state at the first read. */
  begin(): void {
    this.#db.exec('BEGIN; SELECT 1 FROM catalog LIMIT 1;')
  }
  end(): void {
    this.#db.exec('COMMIT')
  }
  close(): void {
    this.#db.close()
  }
}

const IDLE_SNAPSHOTS = 8

/** The one file of a data folder: the only writer, and snapshots for transactions. */
export class Store extends SqliteReader implements Writer {
  readonly path: string
  readonly db: DatabaseSync
  readonly #insertRecord: StatementSync
  readonly #putRecord: StatementSync
  readonly #deleteRecord: StatementSync
  readonly #putEntry: StatementSync
  readonly #deleteEntry: StatementSync
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #count: StatementSync
  /** By number of the collection: how many documents the open store transaction has added, less those it has removed. */
  readonly #added = new Map<number, number>()
  readonly #idle: Snapshot[] = []
  readonly #checkpoints: Checkpoints
  #open = false
  #writes = 0

  private constructor(path: string, db: DatabaseSync, durability: 'fsync' | 'none') {
    super(db)
    this.path = path
    this.db = db
    this.#checkpoints = new Checkpoints(db, path, durability)
    this.#insertRecord = db.prepare('INSERT INTO records(id, value) VALUES(?, ?)')
    this.#putRecord = db.prepare('UPDATE records SET value = ?2 WHERE id = ?1')
    this.#deleteRecord = db.prepare('DELETE FROM records WHERE id = ?')
    this.#putEntry = db.prepare('INSERT OR REPLACE INTO entries(key, rid) VALUES(?, ?)')
    this.#deleteEntry = db.prepare('DELETE FROM entries WHERE key = ?')
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
    this.#count = db.prepare(
      'INSERT INTO counts VALUES(?, ?) ON CONFLICT DO UPDATE SET documents = documents + excluded.documents',
    )
  }

  /** Opens or makes the folder's file. SQLite itself recovers what a crash left in the write-ahead log. */
  static open(folder: string, durability: 'fsync' | 'none'): Store {
    const path = join(folder, DATA_FILE)
    const db = new DatabaseSync(path)
    try {
      db.exec('PRAGMA journal_mode = WAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;')
      // NORMAL syncs only around checkpoints; commits are made durable by the group sync of log-sync.ts.
      db.exec(`PRAGMA synchronous = ${durability === 'fsync' ? 'NORMAL' : 'OFF'}`)
      db.exec(SCHEMA)
      return new Store(path, db, durability)
    } catch (error) {
      db.close()
      throw error
    }
  }

  /** To be awaited before a store transaction by whoever can wait, see checkpoint.ts; undefined as a rule. */
  get pause(): Promise<void> | undefined {
    return this.#checkpoints.pause
  }

  get isWriting(): boolean {
    return this.#open
  }
  begin(): void {
    this.#begin.run()
    this.#open = true
  }
  commit(): void {
    for (const [collection, added] of this.#added) if (added !== 0) this.#count.run(collection, added)
    this.#added.clear()
    this.#commit.run()
    this.#open = false
    this.#checkpoints.committed(this.#writes)
    this.#writes = 0
  }
  rollback(): void {
    this.#open = false
    this.#added.clear()
    if (this.db.isTransaction) this.db.exec('ROLLBACK')
  }

  insertRecord(rid: number, bytes: Uint8Array): void {
    this.#writes += 1
    this.#insertRecord.run(rid, bytes)
    this.#add(rid, 1)
  }
  putRecord(rid: number, bytes: Uint8Array): void {
    this.#writes += 1
    this.#putRecord.run(rid, bytes)
  }
  deleteRecord(rid: number): void {
    this.#writes += 1
    this.#deleteRecord.run(rid)
    this.#add(rid, -1)
  }
  putEntry(key: Uint8Array, rid: number): void {
    this.#writes += 1
    this.#putEntry.run(key, rid)
  }
  deleteEntry(key: Uint8Array): void {
    this.#writes += 1
    this.#deleteEntry.run(key)
  }

  #add(rid: number, documents: number): void {
    const collection = Math.floor(rid / SEQUENCES)
    this.#added.set(collection, (this.#added.get(collection) ?? 0) + documents)
  }

  /** A snapshot of what is committed now; give it back with `releaseSnapshot`. */
  openSnapshot(): Snapshot {
    const snapshot = this.#idle.pop() ?? new Snapshot(openReadOnly(this.path))
    snapshot.begin()
    return snapshot
  }
  releaseSnapshot(snapshot: Snapshot): void {
    snapshot.end()
    if (this.#idle.length < IDLE_SNAPSHOTS) this.#idle.push(snapshot)
    else snapshot.close()
  }

  async close(): Promise<void> {
    for (const snapshot of this.#idle.splice(0)) snapshot.close()
    await this.#checkpoints.close()
    this.db.close()
  }
}

function openReadOnly(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true })
  db.exec('PRAGMA cache_size = -8192')
  return db
}

type Both = { forward: StatementSync; backward: StatementSync }

function both(db: DatabaseSync, sql: string): Both {
  return { forward: rows(db, `${sql} LIMIT ?`), backward: rows(db, `${sql} DESC LIMIT ?`) }
}

function pick(statements: Both, reverse: boolean): StatementSync {
  return reverse ? statements.backward : statements.forward
}

function rows(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql)
  statement.setReturnArrays(true)
  return statement
}
