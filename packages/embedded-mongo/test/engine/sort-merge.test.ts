import { Int32 } from 'bson'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src/engine.ts'
import type { Doc } from '../../src/values/codec.ts'
import { findAll, temporaryEngine } from './folder.ts'

const one = new Int32(1)
const down = new Int32(-1)
let engine: Engine
let dispose: () => Promise<void>

beforeEach(async () => {
  ;({ engine, dispose } = await temporaryEngine())
  await engine.createIndexes('test', 'posts', [{ key: { topic: one, kind: one, at: down } }])
  const posts = Array.from({ length: 2000 }, (_, n) => ({
    _id: new Int32(n),
    topic: new Int32(n % 10),
    kind: n % 3 === 0 ? 'a' : 'b',
    at: new Int32((n * 7919) % 2003),
  }))
  await engine.insert({}, 'test', 'posts', posts, true)
})
afterEach(() => dispose())

const topics = { $in: [new Int32(1), new Int32(4), new Int32(7)] }

async function expectMerged(filter: Doc, sort: Doc, limit: number, mostRead: number): Promise<void> {
  const plan = await engine.explain('test', 'posts', { filter, sort, limit })
  expect(JSON.stringify(plan)).toContain('"SORT_MERGE"')
  const { executionStats } = plan as { executionStats: { totalDocsExamined: Int32 } }
  expect(executionStats.totalDocsExamined.value).toBeLessThanOrEqual(mostRead)
  const idsOf = (docs: Doc[]): number[] => docs.map((doc) => Number(doc['_id']))
  const sorted = await findAll(engine, 'posts', { filter, sort, hint: { $natural: one } })
  expect(idsOf(await findAll(engine, 'posts', { filter, sort, limit }))).toEqual(
    idsOf(sorted.slice(0, limit)),
  )
}

test('a page of several topics in the order of time reads little more than the page', async () => {
  await expectMerged({ topic: topics, kind: 'b' }, { at: down }, 20, 30)
  await expectMerged({ topic: topics, kind: 'b' }, { at: one }, 20, 30)
  await expectMerged({ topic: topics, kind: { $in: ['a', 'b'] } }, { at: down }, 10, 20)
})

test('a range of the field that is sorted by is kept to', async () => {
  const filter = { topic: topics, kind: 'b', at: { $gt: new Int32(100), $lte: new Int32(900) } }
  await expectMerged(filter, { at: down }, 50, 60)
  await expectMerged(filter, { at: one }, 500, 500)
})

test('where the order among the points counts, nothing is merged', async () => {
  for (const sort of [
    { at: down, topic: one },
    { kind: one, topic: one },
    { at: one, kind: down },
  ]) {
    const plan = await engine.explain('test', 'posts', {
      filter: { topic: topics, kind: { $in: ['a', 'b'] } },
      sort,
    })
    expect(JSON.stringify(plan)).not.toContain('SORT_MERGE')
  }
})
