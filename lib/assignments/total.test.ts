import fc from 'fast-check'
import { expect, test } from 'vitest'
import { totalOf, type BookEntry, type BookRules } from './total'

const LEFT_OUT: BookRules = { missing: 'leftOut', dropLowest: 0 }
const entry = (score: number | null, outOf: number, weight = 1): BookEntry => ({
  id: `${score}/${outOf}×${weight}`,
  score,
  outOf,
  weight,
})
const entries = fc.array(
  fc
    .record({
      outOf: fc.integer({ min: 1, max: 100_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      weight: fc.integer({ min: 0, max: 20 }),
      isMissing: fc.boolean(),
      id: fc.uuid(),
    })
    .map(({ outOf, share, weight, isMissing, id }) => ({
      id,
      outOf,
      weight,
      score: isMissing ? null : Math.floor(share * outOf),
    })),
  { maxLength: 30 },
)
const rules = fc.record<BookRules>({
  missing: fc.constantFrom('leftOut', 'zero'),
  dropLowest: fc.integer({ min: 0, max: 10 }),
})

test('items count by weight, not by points', () => {
  expect(totalOf([entry(50, 100), entry(10, 10)], LEFT_OUT).percent).toBe(7_500)
  expect(totalOf([entry(50, 100, 3), entry(10, 10)], LEFT_OUT).percent).toBe(6_250)
})

test('three thirds are a whole, and the only rounding is the last one', () => {
  expect(totalOf([entry(1, 3), entry(1, 3), entry(1, 3)], LEFT_OUT).percent).toBe(3_333)
  expect(totalOf([entry(1, 3), entry(2, 3), entry(3, 3)], LEFT_OUT).percent).toBe(6_667)
  expect(totalOf([entry(1, 3), entry(1, 3), entry(1, 3), entry(3, 3)], LEFT_OUT).percent).toBe(5_000)
})

test('what is missing is left out or nought, as chosen', () => {
  const book = [entry(8, 10), entry(null, 10)]
  expect(totalOf(book, LEFT_OUT).percent).toBe(8_000)
  expect(totalOf(book, { missing: 'zero', dropLowest: 0 }).percent).toBe(4_000)
  expect(totalOf([entry(null, 10)], LEFT_OUT).percent).toBeNull()
  expect(totalOf([entry(5, 10, 0)], LEFT_OUT).percent).toBeNull()
})

test('the lowest are dropped, the heavier of equal ones first, and never the last one', () => {
  const book = [entry(9, 10), entry(2, 10, 1), entry(20, 100, 5)]
  expect(totalOf(book, { missing: 'leftOut', dropLowest: 1 })).toEqual({
    percent: 5_500,
    droppedIds: ['20/100×5'],
  })
  expect(totalOf(book, { missing: 'leftOut', dropLowest: 9 }).percent).toBe(9_000)
})

test('a total lies between 0 and 100 percent, and dropping or leaving out never lowers it', () => {
  fc.assert(
    fc.property(entries, rules, (book, rule) => {
      const { percent, droppedIds } = totalOf(book, rule)
      if (percent === null) return
      expect(percent).toBeGreaterThanOrEqual(0)
      expect(percent).toBeLessThanOrEqual(10_000)
      const undropped = totalOf(book, { ...rule, dropLowest: 0 }).percent
      expect(percent).toBeGreaterThanOrEqual(undropped ?? 0)
      expect(droppedIds.length).toBeLessThanOrEqual(rule.dropLowest)
      const kept = totalOf(book, { ...rule, missing: 'leftOut', dropLowest: 0 }).percent
      if (kept !== null)
        expect(kept).toBeGreaterThanOrEqual(totalOf(book, { missing: 'zero', dropLowest: 0 }).percent ?? 0)
    }),
  )
})

test('the order of the items changes nothing of the percent, and neither do weights that grow alike', () => {
  fc.assert(
    fc.property(entries, rules, (book, rule) => {
      const { percent } = totalOf(book, rule)
      expect(totalOf(book.toReversed(), rule).percent).toBe(percent)
      expect(
        totalOf(
          book.map((each) => ({ ...each, weight: each.weight * 7 })),
          rule,
        ).percent,
      ).toBe(percent)
    }),
  )
})
