import { Int32 } from 'bson'
import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { PAUSE } from './pause.ts'
import { compilePipeline } from './pipeline.ts'

const now = new Date(0)
const one = new Int32(1)
const context = { now, database: 'test', readCollection: () => [] }

describe('what a stage reads of other collections', () => {
  const others = Array.from({ length: 300 }, (_, n) => ({ _id: new Int32(n), a: one, next: one }))
  const slow = {
    ...context,
    readCollection: (): Iterable<Doc | typeof PAUSE> => others.flatMap((doc) => [doc, PAUSE]),
  }
  const match = { $match: { $expr: { $eq: ['$a', '$$a'] } } }
  const stages: Doc[] = [
    { $lookup: { from: 'x', localField: 'a', foreignField: 'a', as: 'b' } },
    { $lookup: { from: 'x', let: { a: '$a' }, pipeline: [match], as: 'b' } },
    { $lookup: { from: 'x', pipeline: [{ $sort: { a: 1 } }], as: 'b' } },
    { $graphLookup: { from: 'x', startWith: '$a', connectFromField: 'next', connectToField: 'a', as: 'b' } },
    { $unionWith: { coll: 'x', pipeline: [{ $group: { _id: null, b: { $push: '$a' } } }] } },
  ]
  it.each(stages.map((stage) => [Object.keys(stage)[0], stage] as const))(
    '%s lets others go first as often as the collection does',
    (_name, stage) => {
      const flow = [...compilePipeline([{ $skip: 0 }, stage], { now }).run([{ a: one }], slow)]
      expect(flow.filter((each) => each === PAUSE).length).toBeGreaterThanOrEqual(others.length)
      expect((flow.findLast((each) => each !== PAUSE) as Doc)['b']).toHaveLength(others.length)
    },
  )

  it('every branch of $facet pauses, and so does a stage that makes many documents of one', () => {
    const facet = { $facet: { x: [{ $match: {} }], y: [{ $group: { _id: '$_id' } }] } }
    const unwind = [{ $group: { _id: null, all: { $push: '$_id' } } }, { $unwind: '$all' }, { $skip: 0 }]
    for (const stages of [[facet], unwind]) {
      const flow = [...compilePipeline([{ $skip: 0 }, ...stages], { now }).run(others, context)]
      expect(flow.filter((each) => each === PAUSE).length).toBeGreaterThanOrEqual(8)
    }
  })
})

it("$graphLookup that finds more than 100 MB ends with MongoDB's error", () => {
  const text = 'x'.repeat(4_000_000)
  const large = Array.from({ length: 30 }, (_, n) => ({ _id: new Int32(n), a: one, text }))
  const graph = { from: 'x', startWith: '$a', connectFromField: 'a', connectToField: 'a', as: 'b' }
  const pipeline = compilePipeline([{ $skip: 0 }, { $graphLookup: graph }], { now })
  const found = (count: number): unknown[] => [
    ...pipeline.run([{ a: one }], { ...context, readCollection: () => large.slice(0, count) }),
  ]
  expect(found(25)).toHaveLength(1)
  expect(() => found(30)).toThrow(expect.objectContaining({ code: 40099 }))
})
