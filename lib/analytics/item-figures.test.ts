import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemFiguresOf } from './item-figures'

const attempt = (scores: Record<string, number>) => new Map(Object.entries(scores))
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))
const of = (id: string, attempts: ReadonlyMap<string, number>[]) =>
  itemFiguresOf(attempts).find(({ questionId }) => questionId === id)

describe('difficulty', () => {
  test('is the mean share of the points, over the attempts that had the question', () => {
    const attempts = [attempt({ a: 1, b: 0 }), attempt({ a: 0.5 }), attempt({ b: 1 })]
    expect(of('a', attempts)).toMatchObject({ attempts: 2, difficulty: 0.75 })
    expect(of('b', attempts)).toMatchObject({ attempts: 2, difficulty: 0.5 })
  })
})

describe('discrimination', () => {
  test('is 1 where exactly those who know the rest know it, and -1 the other way round', () => {
    const attempts = times(20, (index) =>
      attempt({ a: index % 2, b: index % 2, c: index % 2, d: 1 - (index % 2) }),
    )
    expect(of('a', attempts)?.discrimination).toBeCloseTo(1)
    expect(of('d', attempts)?.discrimination).toBeCloseTo(-1)
  })

  test('agrees with figures worked out by hand', () => {
    const rows = [
      { a: 1, b: 1, c: 1 },
      { a: 1, b: 1, c: 0 },
      { a: 1, b: 0, c: 1 },
      { a: 0, b: 1, c: 0 },
      { a: 0, b: 0, c: 0 },
      { a: 0, b: 0, c: 0 },
    ]
    const attempts = [...rows, ...rows].map(attempt)
    // Means ½ and 5/12; sums of squares 3 and 17/12; of products 3/2: r = 1.5 / √(3 · 17/12).
    expect(of('a', attempts)?.discrimination).toBeCloseTo(1.5 / Math.sqrt((3 * 17) / 12), 10)
  })

  test('is not said of too few attempts, of a question all answered alike, or of one that stood alone', () => {
    expect(
      of(
        'a',
        times(9, (index) => attempt({ a: index % 2, b: index % 2 })),
      )?.discrimination,
    ).toBeNull()
    expect(
      of(
        'a',
        times(20, (index) => attempt({ a: 1, b: index % 2 })),
      )?.discrimination,
    ).toBeNull()
    expect(
      of(
        'a',
        times(20, (index) => attempt({ a: index % 2 })),
      )?.discrimination,
    ).toBeNull()
  })

  test('lies between -1 and 1 and depends on no order', () => {
    const score = fc.constantFrom(0, 0.25, 0.5, 1)
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: score, b: score, c: score }), { minLength: 10, maxLength: 30 }),
        (rows) => {
          const one = itemFiguresOf(rows.map(attempt))
          const other = itemFiguresOf(rows.toReversed().map(attempt))
          for (const { questionId, discrimination } of one) {
            if (discrimination === null) continue
            expect(Math.abs(discrimination)).toBeLessThanOrEqual(1)
            const again = other.find((each) => each.questionId === questionId)?.discrimination
            expect(again).toBeCloseTo(discrimination, 9)
          }
        },
      ),
    )
  })
})
