import { expect, test } from 'vitest'
import { formatTimecode } from './timecode'

test.each([
  [0, '0:00'],
  [5.9, '0:05'],
  [125, '2:05'],
  [3_725, '1:02:05'],
  [-3, '0:00'],
])('second %s reads %s', (second, written) => expect(formatTimecode(second)).toBe(written))
