import { expect, test } from 'vitest'
import { spansOf, topOf } from './drawing'

const days = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    day: new Date(Date.UTC(2030, 0, 1 + index)).toISOString().slice(0, 10),
    enrolled: 1,
    completed: index % 2,
    reviews: index === 0 ? 2 : index === 1 ? 1 : 0,
    rating: index === 0 ? 5 : index === 1 ? 2 : null,
  }))

test('a month and a quarter are drawn day by day', () => {
  expect(spansOf(days(30)).length).toBe(30)
  expect(spansOf(days(90)).length).toBe(90)
})

test('a year is drawn by weeks that end today, and nobody is lost', () => {
  const spans = spansOf(days(365))
  expect(spans.length).toBe(53)
  expect(spans[0]).toMatchObject({ from: '2030-01-01', to: '2030-01-01' })
  expect(spans.at(-1)).toMatchObject({ from: '2030-12-25', to: '2030-12-31', enrolled: 7 })
  expect(spans.reduce((sum, { enrolled }) => sum + enrolled, 0)).toBe(365)
})

test('the rating of a span is the mean of its reviews, not of its days', () => {
  const spans = spansOf([...days(2), ...days(363).map((day) => ({ ...day, reviews: 0, rating: null }))])
  const rated = spans.filter(({ rating }) => rating !== null)
  expect(rated.map(({ reviews }) => reviews).reduce((sum, each) => sum + each, 0)).toBe(3)
  expect(spansOf(days(2)).map(({ rating }) => rating)).toEqual([5, 2])
})

test.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [10, 10],
  [11, 20],
  [2_001, 5_000],
])('the axis of at most %d ends at %d', (most, top) => {
  expect(topOf(most)).toBe(top)
})
