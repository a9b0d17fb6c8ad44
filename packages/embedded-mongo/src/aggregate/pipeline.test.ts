import { Decimal128, Double, Int32, Long } from 'bson'
import { describe, expect, it } from 'vitest'
import { compileFilter } from '../query/matcher.ts'
import type { Doc } from '../values/codec.ts'
import { PAUSE } from './pause.ts'
import type { AggregateContext, ReadQuery } from './pipeline.ts'
import { compilePipeline, compileTransform, runPipeline, splitPushdown } from './pipeline.ts'

const now = new Date('2024-01-01')
const i = (value: number): Int32 => new Int32(value)
const l = (value: number): Long => Long.fromNumber(value)
const d = (value: number): Double => new Double(value)

const COLLECTIONS: Record<string, Doc[]> = {
  people: [
    { _id: 1, name: 'Ann', team: 'x', boss: null, age: i(30), tags: ['a', 'b'] },
    { _id: 2, name: 'Bob', team: 'y', boss: 1, age: i(20), tags: [] },
    { _id: 3, name: 'Cid', team: 'x', boss: 2, age: i(40) },
  ],
  teams: [
    { _id: 'x', title: 'Xs' },
    { _id: 'y', title: 'Ys' },
  ],
}

const reads: { name: string; query: ReadQuery }[] = []
const context: AggregateContext = {
  now,
  database: 'test',
  readCollection(name, query) {
    reads.push({ name, query })
    const predicate = compileFilter(query.filter ?? {}, { now, let: query.let })
    const fitting = (COLLECTIONS[name] ?? []).filter(predicate)
    const found =
      query.sort === undefined ? fitting : [...runPipeline(fitting, [{ $sort: query.sort }], context)]
    return query.limit === undefined ? found : found.slice(0, query.limit)
  },
}

function run(pipeline: Doc[], input: Doc[] = COLLECTIONS['people'] ?? []): Doc[] {
  return [...runPipeline(input, pipeline, context)]
}

const CASES: [Doc[], Doc[]][] = [
  [
    [{ $match: { team: 'x' } }, { $project: { name: 1, _id: 0 } }],
    [{ name: 'Ann' }, { name: 'Cid' }],
  ],
  [[{ $project: { _id: 0, n: { $toUpper: '$name' } } }, { $limit: 1 }], [{ n: 'ANN' }]],
  [[{ $project: { age: 0, tags: 0, boss: 0, team: 0 } }, { $skip: 2 }], [{ _id: 3, name: 'Cid' }]],
  [
    [{ $addFields: { 'o.x': 1, age: { $add: ['$age', i(1)] } } }, { $limit: 1 }],
    [{ _id: 1, name: 'Ann', team: 'x', boss: null, age: i(31), tags: ['a', 'b'], o: { x: 1 } }],
  ],
  [
    [{ $set: { boss: '$$REMOVE', tags: '$missing' } }, { $limit: 1 }],
    [{ _id: 1, name: 'Ann', team: 'x', age: i(30) }],
  ],
  [[{ $unset: ['age', 'tags', 'boss', 'team'] }, { $limit: 1 }], [{ _id: 1, name: 'Ann' }]],
  [
    [{ $sort: { age: -1 } }, { $project: { _id: 1 } }],
    [{ _id: 3 }, { _id: 1 }, { _id: 2 }],
  ],
  [[{ $count: 'n' }], [{ n: i(3) }]],
  [[{ $match: { _id: 99 } }, { $count: 'n' }], []],
  [
    [{ $group: { _id: '$team', n: { $sum: i(1) }, age: { $avg: '$age' } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'x', n: i(2), age: d(35) },
      { _id: 'y', n: i(1), age: d(20) },
    ],
  ],
  [
    [
      {
        $group: {
          _id: null,
          min: { $min: '$age' },
          max: { $max: '$age' },
          all: { $push: '$name' },
          first: { $first: '$name' },
          last: { $last: '$name' },
          c: { $count: {} },
        },
      },
    ],
    [{ _id: null, min: i(20), max: i(40), all: ['Ann', 'Bob', 'Cid'], first: 'Ann', last: 'Cid', c: i(3) }],
  ],
  [[{ $group: { _id: '$nothing', t: { $addToSet: '$team' } } }], [{ _id: null, t: ['x', 'y'] }]],
  [
    [{ $group: { _id: { t: '$team', m: '$nothing' } } }, { $sort: { _id: 1 } }],
    [{ _id: { t: 'x' } }, { _id: { t: 'y' } }],
  ],
  [
    [
      {
        $group: {
          _id: null,
          top: { $top: { sortBy: { age: -1 }, output: '$name' } },
          bottom2: { $bottomN: { n: i(2), sortBy: { age: -1 }, output: '$name' } },
          f: { $firstN: { n: i(2), input: '$name' } },
          m: { $maxN: { n: i(1), input: '$age' } },
        },
      },
    ],
    [{ _id: null, top: 'Cid', bottom2: ['Ann', 'Bob'], f: ['Ann', 'Bob'], m: [i(40)] }],
  ],
  [
    [
      {
        $group: {
          _id: null,
          o: { $mergeObjects: { a: '$age' } },
          s: { $stdDevPop: '$age' },
          md: { $median: { input: '$age', method: 'approximate' } },
        },
      },
    ],
    [{ _id: null, o: { a: i(40) }, s: d(8.16496580927726), md: d(30) }],
  ],
  [
    [{ $unwind: '$tags' }, { $project: { _id: 1, tags: 1 } }],
    [
      { _id: 1, tags: 'a' },
      { _id: 1, tags: 'b' },
    ],
  ],
  [
    [
      { $unwind: { path: '$tags', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true } },
      { $project: { _id: 1, tags: 1, at: 1 } },
    ],
    [
      { _id: 1, tags: 'a', at: l(0) },
      { _id: 1, tags: 'b', at: l(1) },
      { _id: 2, at: null },
      { _id: 3, at: null },
    ],
  ],
  [
    [
      { $lookup: { from: 'teams', localField: 'team', foreignField: '_id', as: 't' } },
      { $project: { t: 1 } },
    ],
    [
      { _id: 1, t: [{ _id: 'x', title: 'Xs' }] },
      { _id: 2, t: [{ _id: 'y', title: 'Ys' }] },
      { _id: 3, t: [{ _id: 'x', title: 'Xs' }] },
    ],
  ],
  [
    [
      {
        $lookup: {
          from: 'people',
          let: { mine: '$_id' },
          pipeline: [{ $match: { $expr: { $eq: ['$boss', '$$mine'] } } }, { $project: { _id: 0, name: 1 } }],
          as: 'under',
        },
      },
      { $project: { under: 1 } },
    ],
    [
      { _id: 1, under: [{ name: 'Bob' }] },
      { _id: 2, under: [{ name: 'Cid' }] },
      { _id: 3, under: [] },
    ],
  ],
  [
    [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'people',
          localField: '_id',
          foreignField: 'boss',
          pipeline: [{ $project: { name: 1 } }],
          as: 'u',
        },
      },
      { $project: { u: 1 } },
    ],
    [{ _id: 1, u: [{ _id: 2, name: 'Bob' }] }],
  ],
  [
    [
      { $match: { _id: 1 } },
      { $lookup: { from: 'teams', pipeline: [{ $sort: { _id: -1 } }, { $limit: 1 }], as: 'x.y' } },
      { $project: { x: 1 } },
    ],
    [{ _id: 1, x: { y: [{ _id: 'y', title: 'Ys' }] } }],
  ],
  [
    [
      { $match: { _id: 1 } },
      { $lookup: { from: 'none', localField: 'a', foreignField: 'b', as: 'c' } },
      { $project: { c: 1 } },
    ],
    [{ _id: 1, c: [] }],
  ],
  [
    [
      {
        $facet: {
          n: [{ $count: 'n' }],
          names: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 0, name: 1 } }],
        },
      },
    ],
    [{ n: [{ n: i(3) }], names: [{ name: 'Cid' }] }],
  ],
  [
    [
      {
        $bucket: {
          groupBy: '$age',
          boundaries: [i(0), i(25), i(35)],
          default: 'old',
          output: { n: { $sum: i(1) } },
        },
      },
    ],
    [
      { _id: i(0), n: i(1) },
      { _id: i(25), n: i(1) },
      { _id: 'old', n: i(1) },
    ],
  ],
  [
    [{ $bucketAuto: { groupBy: '$age', buckets: i(2) } }],
    [
      { _id: { min: i(20), max: i(40) }, count: i(2) },
      { _id: { min: i(40), max: i(40) }, count: i(1) },
    ],
  ],
  [
    [{ $sortByCount: '$team' }],
    [
      { _id: 'x', count: i(2) },
      { _id: 'y', count: i(1) },
    ],
  ],
  [[{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { n: '$name' } } }], [{ n: 'Ann' }]],
  [
    [{ $match: { _id: 1 } }, { $replaceWith: { $mergeObjects: [{ z: 1 }, { n: '$name' }] } }],
    [{ z: 1, n: 'Ann' }],
  ],
  [
    [{ $match: { _id: 1 } }, { $project: { name: 1 } }, { $unionWith: 'teams' }],
    [
      { _id: 1, name: 'Ann' },
      { _id: 'x', title: 'Xs' },
      { _id: 'y', title: 'Ys' },
    ],
  ],
  [
    [{ $match: { _id: 99 } }, { $unionWith: { coll: 'teams', pipeline: [{ $match: { _id: 'y' } }] } }],
    [{ _id: 'y', title: 'Ys' }],
  ],
  [
    [
      { $match: { _id: 99 } },
      {
        $unionWith: {
          coll: 'people',
          pipeline: [
            { $sort: { age: -1 } },
            { $match: { age: { $gt: i(10) } } },
            { $skip: 1 },
            { $limit: 1 },
            { $project: { name: 1 } },
          ],
        },
      },
    ],
    [{ _id: 1, name: 'Ann' }],
  ],
  [
    [
      { $match: { _id: 3 } },
      {
        $graphLookup: {
          from: 'people',
          startWith: '$boss',
          connectFromField: 'boss',
          connectToField: '_id',
          as: 'up',
          depthField: 'depth',
        },
      },
      { $project: { 'up.name': 1, 'up.depth': 1 } },
    ],
    [
      {
        _id: 3,
        up: [
          { name: 'Bob', depth: l(0) },
          { name: 'Ann', depth: l(1) },
        ],
      },
    ],
  ],
  [
    [{ $redact: { $cond: [{ $eq: ['$team', 'x'] }, '$$KEEP', '$$PRUNE'] } }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 3 }],
  ],
  [
    [
      {
        $group: {
          _id: null,
          t: { $sum: '$age' },
          dec: { $sum: Decimal128.fromString('0.1') },
          big: { $sum: i(2147483647) },
        },
      },
    ],
    [{ _id: null, t: i(90), dec: Decimal128.fromString('0.3'), big: l(6442450941) }],
  ],
  [[{ $documents: [{ a: 1 }] }], [{ a: 1 }]],
]

describe('pipelines', () => {
  it.each(CASES)('%j', (pipeline, expected) => {
    const result = run(pipeline)
    expect(result).toEqual(expected)
    expect(result.map((doc) => Object.keys(doc))).toEqual(expected.map((doc) => Object.keys(doc)))
  })

  it.each<[unknown, number, string]>([
    [{ $foo: 1 }, 40324, "Unrecognized pipeline stage name: '$foo'"],
    [{ $match: 1 }, 15959, 'match filter must be an expression'],
    [{ $match: {}, $sort: {} }, 40323, 'exactly one field'],
    [5, 14, "Each element of the 'pipeline' array must be an object"],
    [{ $group: { a: { $sum: 1 } } }, 15955, 'must include an _id'],
    [{ $group: { _id: 1, a: 1 } }, 40234, "The field 'a' must be an accumulator object"],
    [{ $group: { _id: 1, a: { $foo: 1 } } }, 15952, "unknown group operator '$foo'"],
    [{ $limit: 0 }, 15958, 'the limit must be positive'],
    [{ $sort: {} }, 15976, 'at least one sort key'],
    [{ $sort: { a: 5 } }, 15975, 'ordering must be 1'],
    [{ $project: {} }, 51272, 'at least one field'],
    [{ $project: { a: 1, b: 0 } }, 31254, 'Cannot do exclusion on field b in inclusion projection'],
    [{ $unwind: 'a' }, 28818, "prefixed with a '$'"],
    [{ $count: '' }, 40157, 'non-empty string'],
    [{ $lookup: { from: 'x', as: 'y', foo: 1 } }, 9, 'unknown argument to $lookup: foo'],
    [{ $lookup: { from: 'x', localField: 'a', foreignField: 'b' } }, 9, "must specify 'as' field"],
    [{ $lookup: { from: 'x', as: 'y', pipeline: [{ $foo: 1 }] } }, 40324, '$foo'],
    [{ $facet: { a: [{ $out: 'x' }] } }, 40600, '$out is not allowed'],
    [{ $replaceRoot: { newRoot: 5 } }, 40228, 'must evaluate to an object'],
    [{ $sample: { size: 0 } }, 28747, 'positive'],
  ])('%j is refused', (stage, code, message) => {
    expect(() => run([stage as Doc])).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    )
  })

  it('splits off what a collection can do', () => {
    expect(
      splitPushdown([
        { $match: { a: 1 } },
        { $match: { b: 1 } },
        { $sort: { a: 1 } },
        { $skip: 2 },
        { $limit: 3 },
        { $count: 'n' },
      ]),
    ).toEqual({
      filter: { $and: [{ a: 1 }, { b: 1 }] },
      sort: { a: 1 },
      skip: 2,
      limit: 3,
      rest: [{ $count: 'n' }],
    })
    expect(splitPushdown([{ $limit: 3 }, { $skip: 2 }])).toEqual({ limit: 3, rest: [{ $skip: 2 }] })
    const pipeline = compilePipeline([{ $match: { team: 'x' } }, { $project: { name: 1 } }], { now })
    expect([...pipeline.run([{ _id: 1, name: 'n', z: 1 }], context)]).toEqual([{ _id: 1, name: 'n' }])
  })

  it('lets $lookup use an index: by an equality on the foreign field', () => {
    reads.length = 0
    run([
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'people',
          let: { b: '$_id' },
          pipeline: [{ $match: { $expr: { $eq: ['$boss', '$$b'] } } }],
          as: 'u',
        },
      },
    ])
    expect(reads.map((read) => read.query.filter)).toEqual([
      { $and: [{ $expr: { $eq: ['$boss', '$$b'] } }, { boss: { $eq: 1 } }] },
    ])
    reads.length = 0
    run([
      { $match: { _id: 1 } },
      { $lookup: { from: 'teams', localField: 'tags', foreignField: '_id', as: 'u' } },
    ])
    expect(reads.map((read) => read.query.filter)).toEqual([{ _id: { $in: ['a', 'b'] } }])
  })

  it('samples', () => {
    expect(run([{ $sample: { size: 2 } }])).toHaveLength(2)
    expect(run([{ $sample: { size: 20 } }])).toHaveLength(3)
  })

  it('is lazy', () => {
    let pulled = 0
    function* endless(): Iterable<Doc> {
      for (;;) yield { n: pulled++ }
    }
    expect([...runPipeline(endless(), [{ $match: { n: { $gte: 2 } } }, { $limit: 2 }], context)]).toEqual([
      { n: 2 },
      { n: 3 },
    ])
    expect(pulled).toBe(4)
  })

  it('updates by pipeline with the stages that updates may use', () => {
    expect(
      compileTransform([{ $set: { b: { $add: ['$a', i(1)] } } }, { $unset: 'a' }], { now })({
        _id: 1,
        a: i(1),
      }),
    ).toEqual({ _id: 1, b: i(2) })
    expect(() => compileTransform([{ $match: {} }], { now })).toThrow(expect.objectContaining({ code: 72 }))
  })
})

describe('pauses', () => {
  const stages: [string, Doc][] = [
    ['$match', {}],
    ['$sort', { a: 1 }],
    ['$group', { _id: '$a' }],
    ['$unwind', '$a' as unknown as Doc],
    ['$facet', { x: [] }],
    ['$setWindowFields', { output: { n: { $sum: 1 } } }],
    ['$skip', 1 as unknown as Doc],
    ['$limit', 5 as unknown as Doc],
    ['$bucket', { groupBy: '$a', boundaries: [0, 9] }],
    ['$bucketAuto', { groupBy: '$a', buckets: 2 }],
    ['$count', 'n' as unknown as Doc],
    ['$sample', { size: 1 }],
    ['$redact', '$$KEEP' as unknown as Doc],
    ['$densify', { field: 'a', range: { step: 1, bounds: 'full' } }],
    ['$lookup', { from: 'teams', localField: 'a', foreignField: 'a', as: 'b' }],
    ['$project', { a: 1 }],
  ]
  const documents = (flow: unknown[]): unknown[] => flow.filter((each) => each !== PAUSE)
  it.each(stages)('%s passes them on and gives the same documents', (name, spec) => {
    const pipeline = compilePipeline([{ $skip: 0 }, { $limit: 9 }, { [name]: spec }], { now })
    const docs = [{ a: i(1) }, { a: i(2) }]
    const flow = [...pipeline.run([PAUSE, docs[0] as Doc, PAUSE, docs[1] as Doc], context)]
    expect(flow.filter((each) => each === PAUSE).length).toBeGreaterThanOrEqual(2)
    if (name !== '$sample') expect(documents(flow)).toEqual(documents([...pipeline.run(docs, context)]))
  })
})

it('a united pipeline that is sorted and limited asks for no more documents than it needs, in their order', () => {
  reads.length = 0
  const stages: Doc[] = [{ $match: { team: 'x' } }, { $sort: { age: -1 } }, { $skip: 1 }, { $limit: 2 }]
  const united = run([{ $match: { _id: 99 } }, { $unionWith: { coll: 'people', pipeline: stages } }])
  expect(united).toEqual(run(stages))
  expect(reads).toMatchObject([{ name: 'people', query: { sort: { age: -1 }, limit: 3 } }])
  run([{ $match: { _id: 99 } }, { $unionWith: { coll: 'people', pipeline: stages.slice(0, 2) } }])
  expect(reads[1]?.query.limit).toBeUndefined()
})

it('a join by fields whose pipeline begins with $match asks for both at once, so that one index serves both', () => {
  reads.length = 0
  const stages: Doc[] = [{ $match: { age: { $gt: 1 } } }, { $sort: { age: -1 } }, { $limit: 1 }]
  const join = { from: 'people', localField: 'team', foreignField: 'team', pipeline: stages, as: 'oldest' }
  const joined = run([{ $match: { _id: 1 } }, { $lookup: join }])
  const team = (COLLECTIONS['people'] ?? []).find((doc) => doc['_id'] === joined[0]?.['_id'])?.['team']
  expect(joined[0]?.['oldest']).toEqual(run([{ $match: { team: team ?? null } }, ...stages]))
  const filter = { $and: [{ team: { $eq: team ?? null } }, { age: { $gt: 1 } }] }
  expect(reads[0]).toMatchObject({ name: 'people', query: { filter, sort: { age: -1 }, limit: 1 } })
})
