import { expect, test } from 'vitest'
import { naturalOrder } from './natural-order'

test('numbers inside names count as numbers', () => {
  expect(['10-b', '2-a', '1-c', '02-a', 'intro', 'Appendix'].sort(naturalOrder)).toEqual([
    '1-c',
    '02-a',
    '2-a',
    '10-b',
    'Appendix',
    'intro',
  ])
})
