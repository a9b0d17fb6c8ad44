import { expect, test } from 'vitest'
import {
  addTo,
  descending,
  difference,
  intersection,
  isEmpty,
  numberSet,
  packBlock,
  removeFrom,
  sizeOf,
  union,
  unpackBlock,
} from './number-set'

const NUMBERS = [0, 31, 32, 65_535, 65_536, 131_072, 200_001]
const list = (set: ReturnType<typeof numberSet>) => descending(set)

test('a set holds what was put in, across blocks, and nothing twice', () => {
  const set = numberSet([...NUMBERS, 31])
  expect(list(set)).toEqual(NUMBERS.toReversed())
  expect(sizeOf(set)).toBe(NUMBERS.length)
  removeFrom(set, 65_536)
  removeFrom(set, 9_999_999)
  addTo(set, 7)
  expect(list(set)).toEqual([200_001, 131_072, 65_535, 32, 31, 7, 0])
})

test('what is common and what is in any; nothing is common to no set', () => {
  const [low, high] = [numberSet([1, 2, 3, 70_000]), numberSet([3, 4, 70_000, 140_000])]
  expect(list(intersection([low, high]))).toEqual([70_000, 3])
  expect(list(union([low, high]))).toEqual([140_000, 70_000, 4, 3, 2, 1])
  expect(list(low)).toEqual([70_000, 3, 2, 1])
  expect(list(intersection([]))).toEqual([])
  expect(list(union([]))).toEqual([])
  expect(list(intersection([low, numberSet()]))).toEqual([])
})

test('what is in the one and not in the other; nothing at all is empty', () => {
  const set = numberSet([1, 2, 70_000])
  expect(list(difference(set, numberSet([2, 3, 140_000])))).toEqual([70_000, 1])
  expect(list(set)).toEqual([70_000, 2, 1])
  expect(isEmpty(difference(set, set))).toBe(true)
  expect(isEmpty(numberSet())).toBe(true)
  expect(isEmpty(set)).toBe(false)
})

test('the greatest so many', () => {
  const set = numberSet(NUMBERS)
  expect(descending(set, 2)).toEqual([200_001, 131_072])
  expect(descending(set, 0)).toEqual([])
  expect(descending(set, 99)).toHaveLength(NUMBERS.length)
})

test.each([0, 1, 4_096, 4_097, 65_536])('%i numbers of a block come back from their bytes', (count) => {
  const bits = numberSet(Array.from({ length: count }, (_, index) => 65_535 - index)).get(0)
  const packed = packBlock(bits ?? new Uint32Array(2_048))
  expect(packed.byteLength).toBeLessThanOrEqual(8_193)
  expect(sizeOf(new Map([[0, unpackBlock(packed)]]))).toBe(count)
})
