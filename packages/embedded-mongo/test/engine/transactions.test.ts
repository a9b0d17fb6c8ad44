import { Int32 } from 'bson'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine, OpContext } from '../../src/engine.ts'
import { findAll, temporaryEngine } from './folder.ts'

let engine: Engine
let dispose: () => Promise<void>
let now = new Date('2026-01-01T00:00:00Z')

beforeEach(async () => {
  now = new Date('2026-01-01T00:00:00Z')
  ;({ engine, dispose } = await temporaryEngine({ now: () => now }))
  await engine.createIndexes('test', 'docs', [
    { key: { code: one }, unique: true, sparse: true },
    { key: { n: one } },
  ])
  await engine.insert(
    {},
    'test',
    'docs',
    [
      { _id: one, n: one },
      { _id: two, n: two },
    ],
    true,
  )
})
afterEach(() => dispose())

const one = new Int32(1)
const two = new Int32(2)
const three = new Int32(3)
const A = 'a'.repeat(32)
const B = 'b'.repeat(32)

function begin(lsid: string, txnNumber = 1n): OpContext {
  return { lsid, txnNumber, txn: engine.sessions.startOrContinueTransaction(lsid, txnNumber, true) }
}

const setN = (id: Int32, n: Int32) => [{ q: { _id: id }, u: { $set: { n } } }]

test('own writes are seen inside, by index and by scan, and by nobody else before the commit', async () => {
  const inside = begin(A)
  await engine.insert(inside, 'test', 'docs', [{ _id: three, n: new Int32(0) }], true)
  await engine.update(inside, 'test', 'docs', setN(one, three), true)
  await engine.remove(inside, 'test', 'docs', [{ q: { _id: two }, limit: 1 }], true)
  expect(await findAll(engine, 'docs', { filter: {} }, inside)).toHaveLength(2)
  expect(
    (await findAll(engine, 'docs', { filter: {}, sort: { n: one } }, inside)).map((doc) => doc['_id']),
  ).toEqual([three, one])
  expect(
    (await findAll(engine, 'docs', { filter: {}, sort: { n: new Int32(-1) } }, inside)).map(
      (doc) => doc['_id'],
    ),
  ).toEqual([one, three])
  expect(await findAll(engine, 'docs', { filter: { n: one } }, inside)).toEqual([])
  expect(await findAll(engine, 'docs', { filter: {} })).toEqual([
    { _id: one, n: one },
    { _id: two, n: two },
  ])
  await engine.sessions.commit(A, 1n)
  expect(await findAll(engine, 'docs', { filter: {}, sort: { _id: one } })).toEqual([
    { _id: one, n: three },
    { _id: three, n: new Int32(0) },
  ])
  expect(engine.verify('test', 'docs')).toEqual([])
  await engine.sessions.commit(A, 1n)
  expect(() => engine.sessions.abort(A, 1n)).toThrow(expect.objectContaining({ code: 256 }))
})

test('the snapshot stays as it was at the beginning', async () => {
  const inside = begin(A)
  await engine.insert({}, 'test', 'docs', [{ _id: three, n: one }], true)
  expect(await findAll(engine, 'docs', { filter: {} }, inside)).toHaveLength(2)
  expect(await findAll(engine, 'docs', { filter: { n: one } }, inside)).toHaveLength(1)
})

test('what was changed since the snapshot, or is locked by another transaction, is a write conflict', async () => {
  const first = begin(A)
  const second = begin(B)
  await engine.update({}, 'test', 'docs', setN(one, three), true)
  const conflict = { code: 112, labels: ['TransientTransactionError'] }
  await expect(engine.update(first, 'test', 'docs', setN(one, two), true)).rejects.toMatchObject(conflict)
  await engine.update(first, 'test', 'docs', setN(two, three), true)
  await expect(engine.update(second, 'test', 'docs', setN(two, one), true)).rejects.toMatchObject(conflict)
})

test('a unique key taken in an open transaction is a conflict for another and a wait for a plain write', async () => {
  const first = begin(A)
  const second = begin(B)
  await engine.insert(first, 'test', 'docs', [{ code: 'x' }], true)
  await expect(engine.insert(second, 'test', 'docs', [{ code: 'x' }], true)).rejects.toMatchObject({
    code: 112,
  })
  const plain = engine.insert({}, 'test', 'docs', [{ code: 'x' }], true)
  await engine.sessions.commit(A, 1n)
  expect(await plain).toMatchObject({ n: 0, writeErrors: [{ code: 11000 }] })
})

test('a unique key that another has committed since the snapshot is a conflict', async () => {
  const first = begin(A)
  await engine.insert({}, 'test', 'docs', [{ code: 'y' }], true)
  await expect(engine.insert(first, 'test', 'docs', [{ code: 'y' }], true)).rejects.toMatchObject({
    code: 112,
  })
})

test('a plain update waits for the lock and works on what the transaction left', async () => {
  const inside = begin(A)
  await engine.update(inside, 'test', 'docs', setN(one, new Int32(10)), true)
  const increment = { $inc: { n: one } }
  const waiting = engine.update({}, 'test', 'docs', [{ q: {}, u: increment, multi: true }], true)
  const late = engine.update(
    { deadline: performance.now() + 5 },
    'test',
    'docs',
    [{ q: { _id: one }, u: increment }],
    true,
  )
  await expect(late).rejects.toMatchObject({ code: 50 })
  await engine.sessions.commit(A, 1n)
  expect(await waiting).toMatchObject({ n: 2, nModified: 2 })
  expect(await findAll(engine, 'docs', { filter: {}, sort: { _id: one } })).toMatchObject([
    { n: new Int32(11) },
    { n: three },
  ])
})

test('an aborted transaction leaves nothing and is unknown afterwards', async () => {
  const inside = begin(A)
  await engine.insert(inside, 'test', 'docs', [{ _id: three }], true)
  engine.sessions.abort(A, 1n)
  expect(await findAll(engine, 'docs', { filter: {} })).toHaveLength(2)
  await expect(engine.sessions.commit(A, 1n)).rejects.toMatchObject({ code: 251 })
  expect(() => engine.sessions.startOrContinueTransaction(A, 1n, false)).toThrow(
    expect.objectContaining({ code: 251 }),
  )
  expect(() => engine.sessions.startOrContinueTransaction(A, 0n, true)).toThrow(
    expect.objectContaining({ code: 225 }),
  )
  expect(engine.sessions.startOrContinueTransaction(A, 2n, true).state).toBe('open')
})

test('after 60 seconds a transaction is over', async () => {
  const inside = begin(A)
  await engine.update(inside, 'test', 'docs', setN(one, three), true)
  now = new Date(now.getTime() + 60_000)
  expect(() => engine.sessions.startOrContinueTransaction(A, 1n, false)).toThrow(
    expect.objectContaining({ code: 251 }),
  )
  expect(await engine.update({}, 'test', 'docs', setN(one, two), true)).toMatchObject({ nModified: 1 })
})

test('dropping a collection ends the transactions that used it', async () => {
  const inside = begin(A)
  await engine.insert(inside, 'test', 'docs', [{ _id: three }], true)
  engine.dropCollection('test', 'docs')
  await expect(engine.sessions.commit(A, 1n)).rejects.toMatchObject({ code: 251 })
})
