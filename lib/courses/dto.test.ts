import { expect, test } from 'vitest'
import { endOfDay, startOfDay } from '@/lib/utils/dates'
import { runStatusAt } from './dto'

const startDate = startOfDay('2026-03-03', 'Asia/Tokyo')
const endDate = endOfDay('2026-03-31', 'Asia/Tokyo')

test.each([
  ['2026-03-02T14:59:59Z', 'upcoming'],
  ['2026-03-02T15:00:00Z', 'active'],
  ['2026-03-31T14:59:59Z', 'active'],
  ['2026-03-31T15:00:00Z', 'expired'],
])('days are the course’s own: at %s it is %s', (moment, status) => {
  expect(runStatusAt({ startDate, endDate }, new Date(moment))).toBe(status)
})

test('without dates a course is always active', () => {
  expect(runStatusAt({ startDate: null, endDate: null }, new Date(0))).toBe('active')
  expect(runStatusAt({ startDate, endDate: null }, new Date('2999-01-01'))).toBe('active')
})
