import type { DatabaseSync } from 'node:sqlite'
import { decodeEventRow } from '../change-stream/event-row.ts'
import { decode } from '../values/codec.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { uint32Bytes } from './bytes.ts'
import { MAX_SEQUENCE } from './collection.ts'
import { messageOf, type Faults } from './faults.ts'
import type { CheckedCatalog } from './verify-catalog.ts'

const ROWS_AT_ONCE = 500

/** Every row of the event log: it can be read, with all documents in it, and is not older than what was thrown away. */
export function checkEvents(db: DatabaseSync, catalog: CheckedCatalog, faults: Faults): number {
  const where = 'The log of change events'
  const purgedThrough = Number(catalog.meta['purgedThrough'] ?? 0)
  const after = db.prepare('SELECT time, wall, value FROM events WHERE time > ? ORDER BY time LIMIT ?')
  let last = -1
  let count = 0
  for (;;) {
    const rows = after.all(last, ROWS_AT_ONCE) as { time: number; wall: number; value: Uint8Array }[]
    for (const { time, wall, value } of rows) {
      if (time <= purgedThrough)
        faults.add(where, `Row ${time} is older than the time up to which rows were thrown away.`, false)
      try {
        checkEvent(value, wall)
      } catch (error) {
        faults.add(where, `Row ${time} cannot be read (${messageOf(error)}).`, false)
      }
    }
    count += rows.length
    last = rows.at(-1)?.time ?? last
    if (rows.length === 0) return count
  }
}

function checkEvent(value: Uint8Array, wall: number): void {
  const row = decodeEventRow(value)
  if (!(row.wall instanceof Date) || row.wall.getTime() !== wall) throw new Error('its times disagree')
  for (const event of row.events) if ('document' in event) decode(event.document)
}

/** Every stored result of a retryable write. */
export function checkSessions(db: DatabaseSync, faults: Faults): void {
  for (const row of db.prepare('SELECT lsid, statement, value FROM sessions').iterate()) {
    try {
      decode(row['value'] as Uint8Array)
    } catch (error) {
      const name = `${String(row['lsid'])}, ${String(row['statement'])}`
      faults.add('The stored results of writes', `Row ${name} cannot be read (${messageOf(error)}).`, false)
    }
  }
}

/** Numbers that entries or records begin with, each found by one step in its table. */
export function numbersInUse(db: DatabaseSync): { collections: number[]; indexes: number[] } {
  const record = db.prepare('SELECT id FROM records WHERE id >= ? ORDER BY id LIMIT 1')
  const entry = db.prepare('SELECT key FROM entries WHERE key >= ? ORDER BY key LIMIT 1')
  const collections: number[] = []
  for (let low = 0; ;) {
    const row = record.get(low)
    if (row === undefined) break
    const number = Math.floor(Number(row['id']) / (MAX_SEQUENCE + 1))
    collections.push(number)
    low = (number + 1) * (MAX_SEQUENCE + 1)
  }
  const indexes: number[] = []
  for (let low: Uint8Array = new Uint8Array(); ;) {
    const row = entry.get(low)
    if (row === undefined) break
    const number = numberOfKey(row['key'] as Uint8Array)
    indexes.push(number)
    low = keyUpperBound(uint32Bytes(number))
  }
  return { collections, indexes }
}

function numberOfKey(key: Uint8Array): number {
  return key.length < 4 ? 0 : new DataView(key.buffer, key.byteOffset, key.byteLength).getUint32(0)
}

/** Records and entries of collections and indexes that nobody knows; those of dropped ones are cleared by the server. */
export function checkStrays(db: DatabaseSync, catalog: CheckedCatalog, faults: Faults): number[] {
  const { collections, graves } = catalog
  const known = new Set([
    ...collections.map(({ number }) => number),
    ...graves.map((grave) => grave.collection),
  ])
  const knownIndexes = new Set([
    ...collections.flatMap(({ indexes }) => indexes.map(({ number }) => number)),
    ...graves.flatMap(({ indexes }) => indexes),
  ])
  const used = numbersInUse(db)
  for (const number of used.collections)
    if (!known.has(number))
      faults.add('The documents', `Some belong to no collection (number ${number}).`, false)
  const strays = used.indexes.filter((number) => !knownIndexes.has(number))
  for (const number of strays)
    faults.add('The index entries', `Some belong to no index (number ${number}).`, catalog.isWhole)
  return catalog.isWhole ? strays : []
}

/** Counts of documents that belong to no collection; those of known ones are compared with the documents. */
export function checkCounts(
  db: DatabaseSync,
  { collections, isWhole }: CheckedCatalog,
  faults: Faults,
): void {
  const known = new Set(collections.map(({ number }) => number))
  for (const row of db.prepare('SELECT collection FROM counts').all())
    if (!known.has(Number(row['collection'])))
      faults.add(
        'The counts of documents',
        `One is of no collection (${String(row['collection'])}).`,
        isWhole,
      )
}
