import { Int32, Timestamp } from 'bson'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src/engine.ts'
import { findAll, temporaryEngine } from './folder.ts'

let engine: Engine
let dispose: () => Promise<void>
let now = new Date()

beforeEach(async () => {
  now = new Date('2026-01-01T00:00:00Z')
  ;({ engine, dispose } = await temporaryEngine({ now: () => now, durability: 'fsync' }))
})
afterEach(() => dispose())

const one = new Int32(1)
const two = new Int32(2)
const SESSION = 'e'.repeat(32)

test('inserts, updates, replacements and deletions are told in order', async () => {
  const stream = engine.watch({ db: 'test', coll: 'docs', fullDocument: 'updateLookup' })
  await engine.insert({}, 'test', 'docs', [{ _id: one, a: one, list: [one] }], true)
  await engine.insert({}, 'test', 'other', [{ _id: one }], true)
  await engine.update(
    {},
    'test',
    'docs',
    [{ q: { _id: one }, u: { $set: { a: two }, $unset: { list: '' } } }],
    true,
  )
  await engine.update({}, 'test', 'docs', [{ q: { _id: one }, u: { b: one } }], true)
  await engine.remove({}, 'test', 'docs', [{ q: {}, limit: 0 }], true)
  const events = await stream.next(1000, 10)
  expect(events).toMatchObject([
    {
      operationType: 'insert',
      fullDocument: { _id: one, a: one },
      documentKey: { _id: one },
      ns: { db: 'test', coll: 'docs' },
    },
    {
      operationType: 'update',
      updateDescription: { updatedFields: { a: two }, removedFields: ['list'], truncatedArrays: [] },
      fullDocument: null,
    },
    { operationType: 'replace', fullDocument: { _id: one, b: one } },
    { operationType: 'delete', documentKey: { _id: one } },
  ])
  expect(stream.postBatchResumeToken).not.toEqual(events[2]?.['_id'])
})

test('a stream goes on after any of its tokens, also in the middle of a commit', async () => {
  const stream = engine.watch({ db: 'test' })
  await engine.insert({}, 'test', 'docs', [{ _id: one }, { _id: two }, { _id: new Int32(3) }], true)
  const [first] = await stream.next(1000, 1)
  const later = engine.watch({ db: 'test', resumeAfter: first?.['_id'] as never })
  expect(await later.next(1000, 10)).toMatchObject([
    { documentKey: { _id: two } },
    { documentKey: { _id: new Int32(3) } },
  ])
  expect(await later.next(1, 10)).toEqual([])
  await engine.insert({}, 'test', 'docs', [{ _id: new Int32(4) }], true)
  const last = engine.watch({ resumeAfter: later.postBatchResumeToken })
  expect(await last.next(1000, 10)).toMatchObject([{ documentKey: { _id: new Int32(4) } }])
  expect(() => engine.watch({ resumeAfter: { _data: 'nonsense' } })).toThrow(
    expect.objectContaining({ code: 260 }),
  )
})

test('a waiting stream is woken by the next commit', async () => {
  const stream = engine.watch({ db: 'test', coll: 'docs' })
  const waiting = stream.next(10_000, 10)
  await engine.insert({}, 'test', 'docs', [{ _id: one }], true)
  expect(await waiting).toMatchObject([{ operationType: 'insert' }])
})

test('a transaction is told as one commit, with its session', async () => {
  const stream = engine.watch({ db: 'test' })
  const txn = engine.sessions.startOrContinueTransaction(SESSION, 7n, true)
  await engine.insert(
    { lsid: SESSION, txnNumber: 7n, txn },
    'test',
    'docs',
    [{ _id: one }, { _id: two }],
    true,
  )
  expect(await stream.next(1, 10)).toEqual([])
  await engine.sessions.commit(SESSION, 7n)
  const events = await stream.next(1000, 10)
  expect(events).toHaveLength(2)
  expect(events[0]?.['clusterTime']).toEqual(events[1]?.['clusterTime'])
  expect(String(events[0]?.['txnNumber'])).toBe('7')
})

test('dropping what is watched ends the stream with invalidate', async () => {
  const stream = engine.watch({ db: 'test', coll: 'docs' })
  await engine.insert({}, 'test', 'docs', [{ _id: one }], true)
  engine.dropCollection('test', 'docs')
  const events = await stream.next(1000, 10)
  expect(events.map((event) => event['operationType'])).toEqual(['insert', 'drop', 'invalidate'])
  expect(stream.closed).toBe(true)
  const token = events[2]?.['_id'] as never
  expect(() => engine.watch({ db: 'test', coll: 'docs', resumeAfter: token })).toThrow(
    expect.objectContaining({ code: 260 }),
  )
  const next = engine.watch({ db: 'test', coll: 'docs', startAfter: token })
  await engine.insert({}, 'test', 'docs', [{ _id: two }], true)
  expect(await next.next(1000, 10)).toMatchObject([{ operationType: 'insert', documentKey: { _id: two } }])
})

test('a stream starts at an operation time', async () => {
  await engine.insert({}, 'test', 'docs', [{ _id: one }], true)
  const time = engine.operationTime()
  now = new Date(now.getTime() + 1000)
  await engine.insert({}, 'test', 'docs', [{ _id: two }], true)
  const later = new Timestamp({ t: time.getHighBitsUnsigned() + 1, i: 0 })
  expect(await engine.watch({ db: 'test', startAtOperationTime: later }).next(1000, 10)).toMatchObject([
    { documentKey: { _id: two } },
  ])
})

test('events are kept for 24 hours, and what is older cannot be gone on from', async () => {
  const stream = engine.watch({ db: 'test' })
  await engine.insert({}, 'test', 'docs', [{ _id: one }], true)
  await engine.insert({}, 'test', 'docs', [{ _id: two }], true)
  const [first] = await stream.next(1000, 1)
  now = new Date(now.getTime() + 25 * 3_600_000)
  await engine.maintain()
  expect(() => engine.watch({ db: 'test', resumeAfter: first?.['_id'] as never })).toThrow(
    expect.objectContaining({ code: 286 }),
  )
})

test('documents past their time in a TTL index are deleted, and told', async () => {
  await engine.createIndexes('test', 'codes', [{ key: { at: one }, expireAfterSeconds: new Int32(60) }])
  await engine.insert(
    {},
    'test',
    'codes',
    [{ _id: one, at: now }, { _id: two, at: new Date(now.getTime() + 3_600_000) }, { at: 'never' }, {}],
    true,
  )
  const stream = engine.watch({ db: 'test', coll: 'codes' })
  now = new Date(now.getTime() + 61_000)
  await engine.maintain()
  expect(await stream.next(1000, 10)).toMatchObject([{ operationType: 'delete', documentKey: { _id: one } }])
  expect(await findAll(engine, 'codes', { filter: {} })).toHaveLength(3)
})
