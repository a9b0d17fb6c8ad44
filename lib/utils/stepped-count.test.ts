import { expect, test } from 'vitest'
import { steppedCount } from './stepped-count'

test.each([
  [0, 0, true],
  [99, 99, true],
  [100, 100, false],
  [499, 100, false],
  [500, 500, false],
  [999, 500, false],
  [1_000, 1_000, false],
  [4_999, 1_000, false],
  [123_456, 100_000, false],
])('%i is shown as %i (exactly: %s)', (count, value, isExact) => {
  expect(steppedCount(count)).toEqual({ value, isExact })
})
