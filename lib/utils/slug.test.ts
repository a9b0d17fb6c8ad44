import { expect, test } from 'vitest'
import { SLUG_PATTERN, slugOf } from './slug'

test.each([
  ['Reading data honestly', 'reading-data-honestly'],
  ['  Crème brûlée & co. ', 'creme-brulee-co'],
  ["A beginner's guide", 'a-beginners-guide'],
  ['日本語', ''],
  ['C++ — in 10 days', 'c-in-10-days'],
])('%j becomes %j', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
  if (slug !== '') expect(slug).toMatch(SLUG_PATTERN)
})

test('a slug ends at a word, never inside one', () => {
  expect(slugOf('one two three', 9)).toBe('one-two')
  expect(slugOf('incomprehensibilities', 8)).toBe('incompre')
})
