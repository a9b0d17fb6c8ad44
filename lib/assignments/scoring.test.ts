import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterLateness,
  countedGrade,
  daysLate,
  divideRounded,
  passes,
  rubricMaximum,
  rubricPoints,
  toHundredths,
  toPoints,
  type LatePolicy,
} from './scoring'

const points = fc.integer({ min: 0, max: 1_000_000 })
const late = fc.record<LatePolicy>({
  rule: fc.constantFrom('refused', 'flagged', 'deducted'),
  percentPerDay: fc.integer({ min: 0, max: 100 }),
  floorPercent: fc.integer({ min: 0, max: 100 }),
})
const rubricOf = (levelPoints: number[][]) =>
  levelPoints.map((row, criterion) => ({
    id: `criterion${criterion}`,
    levels: row.map((value, level) => ({ id: `level${criterion}${level}`, points: value / 100 })),
  }))
const rubrics = fc
  .array(fc.array(points, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  .map(rubricOf)

test('points with two decimals go to hundredths and back unchanged', () => {
  fc.assert(fc.property(points, (hundredths) => toHundredths(toPoints(hundredths)) === hundredths))
  expect([1.1, 0.29, 4.35, 8.2].map(toHundredths)).toEqual([110, 29, 435, 820])
})

test('rounding is to the nearest, a half upward', () => {
  expect(
    [
      [1, 2],
      [1, 3],
      [2, 3],
      [5, 10],
      [4, 10],
    ].map(([a, b]) => divideRounded(BigInt(a ?? 0), BigInt(b ?? 1))),
  ).toEqual([1, 0, 1, 1, 0])
})

test('a rubric gives the sum of the chosen levels, whatever the order they are named in, and at most its maximum', () => {
  fc.assert(
    fc.property(rubrics, fc.infiniteStream(fc.nat()), (rubric, picks) => {
      const levels = rubric.map((criterion) => {
        const { value } = picks.next()
        return criterion.levels[(value ?? 0) % criterion.levels.length]
      })
      const choices = rubric.map(({ id }, at) => ({ criterion: id, level: levels[at]?.id ?? '' }))
      const sum = levels.reduce((total, level) => total + toHundredths(level?.points ?? 0), 0)
      expect(rubricPoints(rubric, choices)).toBe(sum)
      expect(rubricPoints(rubric, choices.toReversed())).toBe(sum)
      expect(sum).toBeLessThanOrEqual(rubricMaximum(rubric))
    }),
  )
})

test('a rubric gives nothing until one level of each criterion is chosen, and none of another', () => {
  const rubric = rubricOf([
    [0, 100],
    [50, 200],
  ])
  const first = { criterion: 'criterion0', level: 'level01' }
  const second = { criterion: 'criterion1', level: 'level10' }
  expect(rubricPoints(rubric, [first, second])).toBe(150)
  expect(rubricPoints(rubric, [first])).toBeNull()
  expect(rubricPoints(rubric, [first, first])).toBeNull()
  expect(rubricPoints(rubric, [first, { ...second, level: 'level01' }])).toBeNull()
  expect(rubricPoints(rubric, [first, second, { criterion: 'other1', level: 'level01' }])).toBeNull()
})

test('on the due moment work is in time, a millisecond after it one day late', () => {
  const due = new Date('2030-03-01T12:00:00Z')
  const after = (milliseconds: number) => daysLate(new Date(due.getTime() + milliseconds), due)
  expect([after(-1), after(0), after(1), after(86_400_000), after(86_400_001)]).toEqual([0, 0, 1, 1, 2])
  expect(daysLate(new Date(), null)).toBe(0)
})

test('late work loses its percent a day down to the floor', () => {
  const policy = { rule: 'deducted', percentPerDay: 15, floorPercent: 40 } as const
  expect([0, 1, 3, 4, 100].map((days) => afterLateness(10_000, days, policy))).toEqual([
    10_000, 8_500, 5_500, 4_000, 4_000,
  ])
  expect(afterLateness(333, 1, policy)).toBe(283)
})

test('lateness never adds, never takes more with fewer days, and takes nothing of work in time', () => {
  fc.assert(
    fc.property(points, late, fc.nat(400), (earned, policy, days) => {
      const left = afterLateness(earned, days, policy)
      expect(left).toBeLessThanOrEqual(earned)
      expect(left).toBeGreaterThanOrEqual(afterLateness(earned, days + 1, policy))
      expect(afterLateness(earned, 0, policy)).toBe(earned)
      if (policy.rule !== 'deducted') expect(left).toBe(earned)
    }),
  )
})

test('passing is reached exactly at the mark', () => {
  expect(passes(50, 100, 50)).toBe(true)
  expect(passes(49, 100, 50)).toBe(false)
  // A third of the points is less than 34 percent of them.
  expect(passes(3333, 10_000, 33)).toBe(true)
  expect(passes(3333, 10_000, 34)).toBe(false)
})

test('of several grades the best or the last counts, whatever order they are read in', () => {
  const grades = [
    { attempt: 3, score: 70 },
    { attempt: 1, score: 90 },
    { attempt: 2, score: 90 },
  ]
  expect(countedGrade(grades, 'best')).toEqual({ attempt: 1, score: 90 })
  expect(countedGrade(grades, 'last')).toEqual({ attempt: 3, score: 70 })
  expect(countedGrade([], 'best')).toBeUndefined()
})
