import { expect, test } from 'vitest'
import { sortValuesOf, unpackSortRow, withSortValues, type Sortable } from './sort-values'

const course = (facts: Partial<Sortable>): Sortable => ({ enrollmentCount: 0, durationMinutes: 0, ...facts })
const rating = (average: number, count: number) => sortValuesOf(course({ rating: { average, count } })).rating

test('each value is a whole number of 32 bits, whatever a course says', () => {
  const greatest = course({
    publishedAt: new Date('9999-01-01'),
    enrollmentCount: 1e12,
    durationMinutes: 1e12,
    price: { amount: 1e12 },
    rating: { average: 5, count: 1e12 },
  })
  const least = course({ publishedAt: new Date(-1), enrollmentCount: -1, price: null, rating: null })
  for (const value of [...Object.values(sortValuesOf(greatest)), ...Object.values(sortValuesOf(least))]) {
    expect(value).toBe(value >>> 0)
  }
  expect(sortValuesOf(course({ publishedAt: new Date(5_900), price: { amount: 900 } }))).toEqual({
    published: 5,
    learners: 0,
    rating: 0,
    price: 900,
    minutes: 0,
  })
})

test('a rating counts as it is shown, and among those alike by its reviews', () => {
  expect(rating(4.64, 3)).toBeLessThan(rating(4.56, 4))
  expect(rating(4.64, 9_999)).toBeLessThan(rating(4.65, 1))
  expect(rating(5, 1)).toBeGreaterThan(rating(4.9, 1e9))
})

test('a row holds what was put in, grows as needed, and keeps the rest', () => {
  const first = withSortValues(new Uint8Array(), [{ number: 4_096 + 3, value: 2 ** 32 - 1 }])
  expect(first.byteLength).toBe(16)
  const second = withSortValues(first, [{ number: 4_096 + 1, value: 7 }])
  expect(first).not.toBe(second)
  expect([...unpackSortRow(second)]).toEqual([0, 7, 0, 2 ** 32 - 1])
  expect([...unpackSortRow(first)]).toEqual([0, 0, 0, 2 ** 32 - 1])
})
