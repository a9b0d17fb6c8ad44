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
