import { expect, test } from 'vitest'
import { toHex } from './oklch'

test.each([
  [[1, 0, 0], '#ffffff'],
  [[0, 0, 0], '#000000'],
  [[0.586, 0.2393, 286.7], '#7a54ff'],
] as const)('%s is %s', (colour, hex) => {
  expect(toHex(colour)).toBe(hex)
})
