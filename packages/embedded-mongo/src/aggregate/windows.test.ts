import { Double, Int32 } from 'bson'
import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { runPipeline } from './pipeline.ts'

const i = (value: number): Int32 => new Int32(value)
const d = (value: number): Double => new Double(value)
const context = { now: new Date(0), database: 'test', readCollection: () => [] }

const SALES: Doc[] = [
  { _id: 1, p: 'a', t: i(1), q: i(10) },
  { _id: 2, p: 'a', t: i(2), q: i(20) },
  { _id: 3, p: 'a', t: i(4), q: i(20) },
  { _id: 4, p: 'b', t: i(1), q: i(5) },
]

function values(spec: Doc, docs = SALES): unknown[] {
  return [...runPipeline(docs, [{ $setWindowFields: spec }], context)].map((doc) => doc['v'])
}

const sorted = { partitionBy: '$p', sortBy: { t: 1 } }

describe('$setWindowFields', () => {
  it.each<[Doc, unknown[]]>([
    [{ $sum: '$q' }, [i(50), i(50), i(50), i(5)]],
    [{ $sum: '$q', window: { documents: ['unbounded', 'current'] } }, [i(10), i(30), i(50), i(5)]],
    [{ $avg: '$q', window: { documents: [-1, 0] } }, [d(10), d(15), d(20), d(5)]],
    [{ $push: '$q', window: { documents: [0, 1] } }, [[i(10), i(20)], [i(20), i(20)], [i(20)], [i(5)]]],
    [{ $sum: '$q', window: { range: [-1, 'current'] } }, [i(10), i(30), i(20), i(5)]],
    [{ $documentNumber: {} }, [i(1), i(2), i(3), i(1)]],
    [{ $shift: { output: '$q', by: -1, default: 'none' } }, ['none', i(10), i(20), 'none']],
    [{ $derivative: { input: '$q' }, window: { documents: [-1, 0] } }, [null, d(10), d(0), null]],
    [
      { $integral: { input: '$q' }, window: { documents: ['unbounded', 'current'] } },
      [d(0), d(15), d(55), d(0)],
    ],
    [{ $expMovingAvg: { input: '$q', N: 3 } }, [d(10), d(15), d(17.5), d(5)]],
    [{ $first: '$q', window: { documents: [1, 1] } }, [i(20), i(20), null, null]],
  ])('%j', (output, expected) => {
    expect(values({ ...sorted, output: { v: output } })).toEqual(expected)
  })

  it('ranks ties alike', () => {
    expect(values({ sortBy: { q: -1 }, output: { v: { $rank: {} } } })).toEqual([i(1), i(1), i(3), i(4)])
    expect(values({ sortBy: { q: -1 }, output: { v: { $denseRank: {} } } })).toEqual([i(1), i(1), i(2), i(3)])
  })

  it('fills gaps', () => {
    const docs = [{ t: i(0), q: i(1) }, { t: i(1) }, { t: i(2), q: null }, { t: i(4), q: i(9) }]
    expect(values({ sortBy: { t: 1 }, output: { v: { $locf: '$q' } } }, docs)).toEqual([
      i(1),
      i(1),
      i(1),
      i(9),
    ])
    expect(values({ sortBy: { t: 1 }, output: { v: { $linearFill: '$q' } } }, docs)).toEqual([
      i(1),
      d(3),
      d(5),
      i(9),
    ])
    const filled = [
      ...runPipeline(
        docs,
        [{ $fill: { sortBy: { t: 1 }, output: { q: { method: 'locf' }, z: { value: 'x' } } } }],
        context,
      ),
    ]
    expect(filled.map((doc) => [doc['q'], doc['z']])).toEqual([
      [i(1), 'x'],
      [i(1), 'x'],
      [i(1), 'x'],
      [i(9), 'x'],
    ])
  })

  it('densifies numbers and dates', () => {
    const steps = (docs: Doc[], range: Doc): unknown[] =>
      [...runPipeline(docs, [{ $densify: { field: 't', range } }], context)].map((doc) => doc['t'])
    expect(steps([{ t: i(1) }, { t: i(4) }], { step: i(1), bounds: 'full' })).toEqual([
      i(1),
      i(2),
      i(3),
      i(4),
    ])
    expect(steps([{ t: i(2) }], { step: i(1), bounds: [i(1), i(4)] })).toEqual([i(1), i(2), i(3)])
    expect(
      steps([{ t: new Date('2024-01-31') }, { t: new Date('2024-02-02') }], {
        step: i(1),
        unit: 'day',
        bounds: 'full',
      }),
    ).toEqual(['2024-01-31', '2024-02-01', '2024-02-02'].map((day) => new Date(day)))
  })

  it.each<[Doc, number]>([
    [{ output: { v: { $foo: 1 } } }, 9],
    [{ output: { v: { $rank: {} } } }, 5371602],
    [{ output: { v: { $sum: 1, window: { documents: ['current', 'unbounded'] } } } }, 5339901],
    [{ output: {}, foo: 1 }, 40415],
    [{}, 40414],
  ])('%j is refused with %i', (spec, code) => {
    expect(() => values(spec)).toThrow(expect.objectContaining({ code }))
  })
})
