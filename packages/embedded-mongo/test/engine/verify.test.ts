import { Int32 } from 'bson'
import { closeSync, openSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Engine } from '../../src/engine.ts'
import { DATA_FILE } from '../../src/storage/store.ts'
import { NotVerifiable, verifyFolder } from '../../src/verify.ts'
import { encode } from '../../src/values/codec.ts'
import { findAll, temporaryFolder } from './folder.ts'

const one = new Int32(1)
let folder: ReturnType<typeof temporaryFolder>

beforeEach(async () => {
  folder = temporaryFolder()
  const engine = await Engine.open(folder.path, { durability: 'none' })
  await engine.createIndexes('test', 'people', [
    { key: { email: one }, unique: true },
    { key: { tags: one, age: new Int32(-1) } },
    { key: { age: one }, partialFilterExpression: { age: { $gt: new Int32(30) } } },
  ])
  const people = Array.from({ length: 40 }, (_, n) => ({
    _id: new Int32(n),
    email: `p${n}@school.org`,
    age: new Int32(20 + n),
    tags: ['a', `t${n % 3}`],
  }))
  await engine.insert(
    { lsid: 'a'.repeat(32), txnNumber: 1n, retryable: true },
    'test',
    'people',
    people,
    true,
  )
  await engine.insert({}, 'test', 'other', [{ x: one }], true)
  await engine.insert({}, 'test', 'gone', [{ x: one }], true)
  engine.dropCollection('test', 'gone')
  await engine.close()
})

afterEach(() => folder.dispose())

/** Changes the folder's file behind the database's back. */
function damage(sql: string, ...values: (number | string | Uint8Array)[]): void {
  const db = new DatabaseSync(join(folder.path, DATA_FILE))
  expect(Number(db.prepare(sql).run(...values).changes)).toBeGreaterThan(0)
  db.close()
}

function sentences(isRebuilding = false): { found: string[]; left: string[] } {
  const { found, left } = verifyFolder(folder.path, isRebuilding)
  const say = ({ faults }: typeof found): string[] => faults.map(({ where, what }) => `${where}: ${what}`)
  return { found: say(found), left: say(left) }
}

/** The number of an index of `people`, by its place: 2 is the one on email. */
const EMAIL = Uint8Array.of(0, 0, 0, 2)
const TAGS = Uint8Array.of(0, 0, 0, 3)

test('a sound folder has no faults, and everything in it is counted', () => {
  const { found } = verifyFolder(folder.path)
  // One for each store transaction: how many the insertion of 40 took, the machine decides.
  const { events } = found
  expect(events).toBeGreaterThanOrEqual(5)
  // 40 in each of _id and email, 80 in tags, 29 in the partial one on age, and one of the other collection.
  expect(found).toEqual({ format: 3, collections: 2, documents: 41, entries: 190, events, faults: [] })
})

test('a missing index entry is told and mended', async () => {
  damage('DELETE FROM entries WHERE key IN (SELECT key FROM entries WHERE key > ? LIMIT 1)', EMAIL)
  const told = 'test.people, index email_1: Document 0 has no entry, so that queries miss it.'
  expect(sentences()).toEqual({ found: [told], left: [told] })
  expect(sentences(true)).toEqual({ found: [told], left: [] })
  const engine = await Engine.open(folder.path, { durability: 'none' })
  expect(await findAll(engine, 'people', { filter: { email: 'p0@school.org' } })).toHaveLength(1)
  await engine.close()
})

test('an entry that leads to another document, or to none, is told and mended', () => {
  damage(
    "INSERT INTO entries SELECT CAST(key || x'00000063' AS BLOB), rid FROM (SELECT substr(key, 1, length(key) - 4) AS key, rid FROM entries WHERE key > ? LIMIT 1)",
    TAGS,
  )
  damage("INSERT INTO entries VALUES (CAST(? || x'3c7a00000000000099' AS BLOB), 4294967296 + 153)", TAGS)
  const { found, left } = sentences(true)
  expect(found).toEqual([
    expect.stringMatching(
      /^test\.people, index tags_1_age_-1: An entry leads to document .*another value\.$/,
    ),
    'test.people, index tags_1_age_-1: An entry leads to document 153, which is not there.',
  ])
  expect(left).toEqual([])
})

test('a count that is not that of the documents, or of no collection, is told and mended', () => {
  damage('UPDATE counts SET documents = documents + 2 WHERE collection = 1')
  damage('INSERT INTO counts VALUES (77, 1)')
  const { found, left } = sentences(true)
  expect(found).toEqual([
    'test.people: It has 40 documents, and its count says 42.',
    'The counts of documents: One is of no collection (77).',
  ])
  expect(left).toEqual([])
})

test('torn bytes of a document are told, and no rebuilding hides them', () => {
  damage('UPDATE records SET value = substr(value, 1, 20) WHERE id % 4294967296 = 7')
  const { found, left } = sentences(true)
  expect(found).toEqual([expect.stringMatching(/^test\.people: Document 7 cannot be read \(/)])
  expect(left).toEqual(found)
})

test('a document that lost its record leaves entries that lead nowhere', () => {
  damage('DELETE FROM records WHERE id % 4294967296 = 5 AND id / 4294967296 = 1')
  const { found, left } = sentences(true)
  expect(found.filter((told) => told.includes('leads to document 5, which is not there.'))).toHaveLength(4)
  expect(found).toHaveLength(5)
  expect(found).toContain('test.people: It has 39 documents, and its count says 40.')
  expect(left).toEqual([])
})

test('two documents with one unique key are told; both can be found after rebuilding', async () => {
  const twin = encode({ _id: new Int32(77), email: 'p1@school.org', age: one, tags: [] })
  damage('INSERT INTO records(id, value) VALUES (4294967296 + 99, ?)', twin)
  const { found, left } = sentences(true)
  expect(found).toContain('test.people, index email_1: Document 77 has no entry, so that queries miss it.')
  expect(left).toEqual([
    'test.people, index email_1: Documents 1 and 77 have the same key, although it is unique.',
  ])
  const engine = await Engine.open(folder.path, { durability: 'none' })
  const twins = await findAll(engine, 'people', { filter: { email: 'p1@school.org' }, hint: 'email_1' })
  expect(twins).toHaveLength(2)
  await engine.close()
})

test('an array that an index does not know of is told and mended', () => {
  damage(
    'UPDATE records SET value = ? WHERE id % 4294967296 = 1 AND id / 4294967296 = 2',
    encode({ _id: one, x: [one] }),
  )
  const { found, left } = sentences(true)
  expect(found).toHaveLength(2)
  expect(left).toEqual([])
})

test('entries of an unknown index are removed, documents of an unknown collection are kept and told', () => {
  damage("INSERT INTO entries VALUES (x'000000ff3c', 5)")
  damage('INSERT INTO records(id, value) VALUES (4294967296 * 300, ?)', encode({ _id: one }))
  const { found, left } = sentences(true)
  expect(found).toEqual([
    'The documents: Some belong to no collection (number 300).',
    'The index entries: Some belong to no index (number 255).',
  ])
  expect(left).toEqual(['The documents: Some belong to no collection (number 300).'])
})

test('a torn catalog row is told, and nothing that may belong to it is removed', () => {
  damage("UPDATE catalog SET value = substr(value, 1, 9) WHERE name = 'collection.1'")
  const { found, left } = sentences(true)
  expect(found[0]).toMatch(/^The catalog: Row collection\.1 cannot be read \(/)
  expect(found).toContain('The documents: Some belong to no collection (number 1).')
  expect(left).toEqual(found)
})

test('torn event rows and torn results of writes are told', () => {
  damage(
    'UPDATE events SET value = substr(value, 1, length(value) - 3) WHERE time = (SELECT max(time) FROM events)',
  )
  damage('UPDATE sessions SET value = substr(value, 1, 8)')
  const { found } = sentences()
  expect(found).toEqual([
    expect.stringMatching(/^The log of change events: Row \d+ cannot be read/),
    expect.stringMatching(/^The stored results of writes: Row a+, 0 cannot be read/),
  ])
})

test('of many faults in one place the first are told and the rest counted', () => {
  damage('DELETE FROM entries WHERE key > ? AND key < ?', EMAIL, TAGS)
  const { found } = sentences()
  expect(found).toHaveLength(11)
  expect(found.at(-1)).toBe('test.people, index email_1: has 30 more faults of this kind.')
})

test('a page that SQLite cannot read is told, not thrown', () => {
  const path = join(folder.path, DATA_FILE)
  const db = new DatabaseSync(path)
  const row = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'records'").get()
  db.close()
  overwrite(path, (Number(row?.['rootpage']) - 1) * 4096)
  const { found } = sentences()
  expect(found.some((sentence) => sentence.startsWith('The file: '))).toBe(true)
  expect(found.some((sentence) => sentence.startsWith('test.people: '))).toBe(true)
})

test('a file that is no database cannot be checked', () => {
  overwrite(join(folder.path, DATA_FILE), 0)
  expect(() => verifyFolder(folder.path)).toThrow(NotVerifiable)
})

function overwrite(path: string, position: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4096, 0xee), 0, 4096, position)
  closeSync(file)
}

test('a folder in use is not checked, and one without a database is said to be so', async () => {
  const engine = await Engine.open(folder.path, { durability: 'none' })
  expect(() => verifyFolder(folder.path)).toThrow(expect.objectContaining({ code: 'FOLDER_IN_USE' }))
  await engine.close()
  const empty = temporaryFolder()
  expect(() => verifyFolder(empty.path)).toThrow(NotVerifiable)
  empty.dispose()
})
