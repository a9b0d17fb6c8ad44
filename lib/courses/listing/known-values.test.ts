import { expect, test } from 'vitest'
import { knownVersions, valuesWith } from './known-values'
import { SORT_ROW_SIZE } from './sort-values'

const row = (row: number, version: string, ...values: number[]) => ({
  row,
  version,
  values: Uint32Array.from(values),
})

test('what was read is held, by its version, until another version of the row is read', () => {
  expect(knownVersions('price')).toEqual([])
  expect(valuesWith('price', [row(1, 'a', 7, 8), row(0, 'b', 1)])[SORT_ROW_SIZE + 1]).toBe(8)
  expect(knownVersions('price').toSorted()).toEqual(['a', 'b'])
  expect(knownVersions('rating')).toEqual([])
  const values = valuesWith('price', [row(1, 'c', 9)])
  expect([values[0], values[SORT_ROW_SIZE], values[SORT_ROW_SIZE + 1]]).toEqual([1, 9, 0])
  expect(knownVersions('price').toSorted()).toEqual(['b', 'c'])
  expect(valuesWith('price', [])).toBe(values)
})
