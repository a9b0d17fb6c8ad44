import { expect, test } from 'vitest'
import { nearestWord } from './nearest-word'

const KNOWN = ['python', 'pythagoras', 'photo', 'photos', 'data', 'date', 'বিজ্ঞান'].map((word, index) => ({
  word,
  size: 10 + index,
}))

test.each([
  ['pyhton', 'python'],
  ['pithon', 'python'],
  ['pythn', 'python'],
  ['phtoo', 'photo'],
  ['datq', 'date'],
  ['বিজ্ঞন', 'বিজ্ঞান'],
  ['xyz', null],
  ['python', null],
  ['programming', null],
])('%j was meant as %j', (word, meant) => {
  expect(nearestWord(word, KNOWN)).toBe(meant)
})
