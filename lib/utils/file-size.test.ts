import { expect, test } from 'vitest'
import { formatBytes } from './file-size'

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_400, '1 kB'],
  [1_449_000, '1.4 MB'],
  [2_000_000_000, '2 GB'],
])('%s reads %s', (bytes, written) => expect(formatBytes(bytes, 'en')).toBe(written))
