import { expect, test } from 'vitest'
import { dueAtOf } from './due'

test.each([
  ['2026-03-28', '23:59', 'Europe/Berlin', 0, '2026-03-28T22:59:00.000Z'],
  ['2026-03-29', '23:59', 'Europe/Berlin', 0, '2026-03-29T21:59:00.000Z'],
  // The clocks skip from 02:00 to 03:00 that night, so half past two is half past three.
  ['2026-03-29', '02:30', 'Europe/Berlin', 0, '2026-03-29T01:30:00.000Z'],
  // They show half past two twice; the second is meant.
  ['2026-10-25', '02:30', 'Europe/Berlin', 0, '2026-10-25T01:30:00.000Z'],
  ['2026-10-25', '00:00', 'Europe/Berlin', 0, '2026-10-24T22:00:00.000Z'],
  ['2026-07-01', '12:00', 'Asia/Kathmandu', 0, '2026-07-01T06:15:00.000Z'],
  ['2026-03-08', '02:15', 'America/New_York', 0, '2026-03-08T07:15:00.000Z'],
  // A day of grace is 24 hours, also over a change of the clocks.
  ['2026-03-25', '18:00', 'Europe/Berlin', 7, '2026-04-01T17:00:00.000Z'],
  ['2026-12-31', '23:59', 'Pacific/Auckland', 1, '2027-01-01T10:59:00.000Z'],
])('%s %s in %s and %i days later is %s', (day, time, timeZone, laterDays, instant) => {
  expect(dueAtOf({ day, time, timeZone }, laterDays)?.toISOString()).toBe(instant)
})

test('without a due date nothing is ever due', () => {
  expect(dueAtOf(null, 30)).toBeNull()
})
