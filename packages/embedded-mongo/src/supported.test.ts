import { Int32 } from 'bson'
import { describe, expect, it } from 'vitest'
import { OPERATORS } from './aggregate/operators/index.ts'
import { accumulatorNames } from './aggregate/group-accumulators.ts'
import { windowFunctionNames } from './aggregate/window-functions.ts'
import { evaluateExpression } from './aggregate/expression.ts'
import { runPipeline } from './aggregate/pipeline.ts'
import { STAGES } from './aggregate/stages/index.ts'
import { compileFilter } from './query/matcher.ts'
import { compileProjection } from './query/projection.ts'
import type { Family, Support } from './supported.ts'
import { SUPPORTED } from './supported.ts'
import { compileUpdate } from './update/update.ts'
import type { Doc } from './values/codec.ts'

const now = new Date(0)
const context = { now, database: 'test', readCollection: () => [] }

function rows(family: Family, kind: 'implemented' | 'refused'): [string, number][] {
  const entries: [string, Support][] = Object.entries(SUPPORTED[family])
  if (kind === 'implemented')
    return entries.filter(([, support]) => support === 'implemented').map(([name]) => [name, 0])
  return entries.flatMap(([name, support]): [string, number][] =>
    typeof support === 'object' ? [[name, support.refused]] : [],
  )
}

function codeOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return undefined
}

const filterOf = (name: string): Doc =>
  ['$where', '$text', '$sampleRate'].includes(name) ? { [name]: {} } : { a: { [name]: 1 } }

describe('refusals carry the code of the table', () => {
  it.each(rows('query', 'refused'))('query %s: %i', (name, code) =>
    expect(codeOf(() => compileFilter(filterOf(name), { now }))).toBe(code),
  )
  it.each(rows('projection', 'refused'))('projection %s: %i', (name, code) =>
    expect(codeOf(() => compileProjection({ a: { [name]: 'textScore' } }, undefined, { now }))).toBe(code),
  )
  it.each(rows('expression', 'refused'))('expression %s: %i', (name, code) =>
    expect(codeOf(() => evaluateExpression({ [name]: 'x' }, {}, { now }))).toBe(code),
  )
  it.each(rows('stage', 'refused'))('stage %s: %i', (name, code) =>
    expect(codeOf(() => runPipeline([], [{ [name]: {} }], context))).toBe(code),
  )
  it.each(rows('accumulator', 'refused'))('accumulator %s: %i', (name, code) =>
    expect(codeOf(() => runPipeline([], [{ $group: { _id: 1, a: { [name]: {} } } }], context))).toBe(code),
  )
})

const QUERY: Record<string, Doc> = {
  $and: { $and: [{}] },
  $or: { $or: [{}] },
  $nor: { $nor: [{}] },
  $expr: { $expr: true },
  $jsonSchema: { $jsonSchema: {} },
  $comment: { $comment: '' },
  $sampleRate: { $sampleRate: 0.5 },
  $alwaysTrue: { $alwaysTrue: 1 },
  $alwaysFalse: { $alwaysFalse: 1 },
  $options: { a: { $regex: 'x', $options: 'i' } },
}
const OPERANDS: Record<string, unknown> = {
  $in: [1],
  $nin: [1],
  $not: { $gt: 1 },
  $type: 'int',
  $all: [1],
  $elemMatch: {},
  $regex: 'x',
  $mod: [2, 1],
}

const UPDATES: Record<string, [Doc, Doc[]?]> = {
  $rename: [{ $rename: { x: 'y' } }],
  $currentDate: [{ $currentDate: { x: true } }],
  $bit: [{ $bit: { x: { or: new Int32(1) } } }],
  $pullAll: [{ $pullAll: { a: [1] } }],
  $pop: [{ $pop: { a: 1 } }],
  $each: [{ $push: { a: { $each: [1] } } }],
  $slice: [{ $push: { a: { $each: [1], $slice: 1 } } }],
  $sort: [{ $push: { a: { $each: [1], $sort: 1 } } }],
  $position: [{ $push: { a: { $each: [1], $position: 0 } } }],
  $: [{ $set: { 'a.$': 1 } }],
  '$[]': [{ $set: { 'a.$[]': 1 } }],
  '$[identifier]': [{ $set: { 'a.$[e]': 1 } }, [{ e: 1 }]],
  $push: [{ $push: { a: 1 } }],
  $addToSet: [{ $addToSet: { a: 1 } }],
  $pull: [{ $pull: { a: 1 } }],
}

const PROJECTIONS: Record<string, Doc> = {
  $slice: { a: { $slice: 1 } },
  $elemMatch: { a: { $elemMatch: { $gt: 0 } } },
  $: { 'a.$': 1 },
}

const STAGE_SPECS: Record<string, unknown> = {
  $bucket: { groupBy: '$x', boundaries: [0, 1], default: 9 },
  $bucketAuto: { groupBy: '$x', buckets: 1 },
  $count: 'n',
  $densify: { field: 'x', range: { step: 1, bounds: 'full' } },
  $documents: [],
  $facet: { a: [] },
  $fill: { output: { x: { value: 1 } } },
  $graphLookup: { from: 'x', startWith: '$a', connectFromField: 'a', connectToField: 'b', as: 'c' },
  $group: { _id: null },
  $limit: 1,
  $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: 'c' },
  $project: { x: 1 },
  $redact: '$$KEEP',
  $replaceRoot: { newRoot: '$$ROOT' },
  $replaceWith: '$$ROOT',
  $sample: { size: 1 },
  $setWindowFields: { output: { n: { $sum: 1 } } },
  $skip: 0,
  $sort: { x: 1 },
  $sortByCount: '$x',
  $unionWith: 'x',
  $unset: 'x',
  $unwind: '$x',
}

const N = { n: new Int32(1), input: '$x' }
const RANKED = { sortBy: { x: 1 }, output: '$x' }
const ACCUMULATED: Record<string, unknown> = {
  $count: {},
  $firstN: N,
  $lastN: N,
  $minN: N,
  $maxN: N,
  $top: RANKED,
  $bottom: RANKED,
  $topN: { ...RANKED, n: 1 },
  $bottomN: { ...RANKED, n: 1 },
  $mergeObjects: {},
  $median: { input: '$x', method: 'approximate' },
  $percentile: { input: '$x', p: [0.5], method: 'approximate' },
}
const WINDOWED: Record<string, unknown> = {
  $rank: {},
  $denseRank: {},
  $documentNumber: {},
  $shift: { output: '$x', by: 1 },
  $derivative: { input: '$x' },
  $integral: { input: '$x' },
  $expMovingAvg: { input: '$x', N: 2 },
  $covariancePop: ['$x', '$x'],
  $covarianceSamp: ['$x', '$x'],
}

describe('what is implemented runs', () => {
  it.each(rows('query', 'implemented'))('query %s', (name) => {
    expect(
      typeof compileFilter(QUERY[name] ?? { a: { [name]: OPERANDS[name] ?? 1 } }, { now })({ a: [1] }),
    ).toBe('boolean')
  })
  it.each(rows('projection', 'implemented'))('projection %s', (name) => {
    expect(
      compileProjection(PROJECTIONS[name] ?? {}, compileFilter({ a: 1 }, { now }), { now })({ a: [1] }),
    ).toEqual({ a: [1] })
  })
  it.each(rows('update', 'implemented'))('update %s', (name) => {
    const [update, arrayFilters] = UPDATES[name] ?? [{ [name]: { x: new Int32(1) } }]
    const updater = compileUpdate(update, { now, arrayFilters, predicate: compileFilter({ a: 1 }, { now }) })
    expect(updater.apply({ a: [1] }, { inserting: false, now }).doc).toBeTypeOf('object')
  })
  it.each(rows('stage', 'implemented'))('stage %s', (name) => {
    expect(
      [...runPipeline([{ _id: 1, x: new Int32(0) }], [{ [name]: STAGE_SPECS[name] ?? {} }], context)].length,
    ).toBeLessThan(2)
  })
  it.each(rows('accumulator', 'implemented'))('accumulator %s', (name) => {
    const spec = { _id: null, v: { [name]: ACCUMULATED[name] ?? '$x' } }
    expect(
      [...runPipeline([{ x: new Int32(1) }, { x: new Int32(2) }], [{ $group: spec }], context)][0],
    ).toHaveProperty('v')
  })
  it.each(rows('window', 'implemented'))('window function %s', (name) => {
    const stage = {
      $setWindowFields: { sortBy: { x: 1 }, output: { v: { [name]: WINDOWED[name] ?? '$x' } } },
    }
    expect([...runPipeline([{ x: new Int32(1) }, { x: new Int32(2) }], [stage], context)][1]).toHaveProperty(
      'v',
    )
  })
})

describe('the table and the code agree', () => {
  const named = (family: Family): string[] =>
    rows(family, 'implemented')
      .map(([name]) => name)
      .sort()
  it('on expressions', () => expect(Object.keys(OPERATORS).sort()).toEqual(named('expression')))
  it('on stages', () => expect(Object.keys(STAGES).sort()).toEqual(named('stage')))
  it('on accumulators', () => expect(accumulatorNames().sort()).toEqual(named('accumulator')))
  it('on window functions', () => expect(windowFunctionNames().sort()).toEqual(named('window')))
})
