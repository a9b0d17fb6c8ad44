import { Int32 } from 'bson'
import { expect, test, vi } from 'vitest'
import { Store } from '../../src/storage/store.ts'
import { temporaryEngine } from './folder.ts'

test('counting by an index is exact, and done in pieces however many there are', async () => {
  const { engine, dispose } = await temporaryEngine()
  await engine.createIndexes('test', 'docs', [{ key: { n: new Int32(1) } }])
  const docs = Array.from({ length: 45_000 }, (_, n) => ({ _id: new Int32(n), n: new Int32(n % 50) }))
  await engine.insert({}, 'test', 'docs', docs, true)
  const pieces = vi.spyOn(Store.prototype, 'countEntries')
  expect(await engine.count({}, 'test', 'docs', { filter: {} })).toBe(45_000)
  expect(await engine.count({}, 'test', 'docs', { filter: {}, skip: 44_990, limit: 20 })).toBe(10)
  expect(await engine.count({}, 'test', 'docs', { filter: { n: { $lt: new Int32(49) } } })).toBe(44_100)
  expect(await engine.count({}, 'test', 'docs', { filter: { n: new Int32(7) } })).toBe(900)
  for (const [, , limit] of pieces.mock.calls) expect(limit).toBeLessThanOrEqual(20_000)
  pieces.mockRestore()
  await dispose()
})

test('the count of a whole collection is kept with its documents, whatever happens to them', async () => {
  const { engine, dispose } = await temporaryEngine()
  const count = (): Promise<number> => engine.count({}, 'test', 'docs', { filter: {} })
  const lsid = 'c'.repeat(32)
  const docs = Array.from({ length: 500 }, (_, n) => ({ _id: new Int32(n) }))
  await engine.insert({}, 'test', 'docs', docs, true)
  await engine.insert({}, 'test', 'docs', [{ _id: new Int32(1) }], true)
  const scan = vi.spyOn(Store.prototype, 'countEntries')
  expect(await count()).toBe(500)
  expect(engine.collectionStats('test', 'docs').count).toBe(500)
  expect(scan).not.toHaveBeenCalled()
  scan.mockRestore()
  await engine.remove({}, 'test', 'docs', [{ q: { _id: { $lt: new Int32(100) } }, limit: 0 }], true)
  await engine.update({}, 'test', 'docs', [{ q: {}, u: { $set: { a: new Int32(1) } }, multi: true }], true)
  await engine.update(
    {},
    'test',
    'docs',
    [{ q: { _id: 'new' }, u: { $set: { a: new Int32(2) } }, upsert: true }],
    true,
  )
  expect(await count()).toBe(401)
  const txn = engine.sessions.startOrContinueTransaction(lsid, 1n, true)
  const ctx = { lsid, txnNumber: 1n, txn }
  await engine.insert(ctx, 'test', 'docs', [{ _id: 'x' }, { _id: 'y' }, { _id: 'z' }], true)
  await engine.update(ctx, 'test', 'docs', [{ q: { _id: 'x' }, u: { $set: { a: new Int32(1) } } }], true)
  await engine.remove(ctx, 'test', 'docs', [{ q: { _id: { $in: ['y', 'new'] } }, limit: 0 }], true)
  expect(await engine.count(ctx, 'test', 'docs', { filter: {} })).toBe(402)
  expect(await count()).toBe(401)
  await engine.sessions.commit(lsid, 1n)
  expect(await count()).toBe(402)
  expect(engine.verify('test', 'docs')).toEqual([])
  engine.dropCollection('test', 'docs')
  expect(await count()).toBe(0)
  await dispose()
})
