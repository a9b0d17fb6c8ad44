import { expect, test } from 'vitest'
import { dayAfter, dayOf, endOfDay, formatDay, formatMinutes, hourOn, startOfDay } from './dates'

test.each([
  ['2026-03-03', 'UTC', '2026-03-03T00:00:00.000Z'],
  ['2026-03-03', 'Asia/Tokyo', '2026-03-02T15:00:00.000Z'],
  ['2026-03-03', 'America/Los_Angeles', '2026-03-03T08:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
  // Midnight of this day does not exist in Beirut: clocks jump from 00:00 to 01:00.
  ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, instant) => {
  const start = startOfDay(day, zone)
  expect(start.toISOString()).toBe(instant)
  expect(dayOf(start, zone)).toBe(day)
  expect(dayOf(new Date(start.getTime() - 1), zone)).not.toBe(day)
})

test('a day ends where the next begins, also when a clock change makes it 23 hours long', () => {
  expect(endOfDay('2026-03-29', 'Europe/Berlin')).toEqual(startOfDay('2026-03-30', 'Europe/Berlin'))
  expect(endOfDay('2026-12-31', 'UTC').toISOString()).toBe('2027-01-01T00:00:00.000Z')
})

test('days and durations are written in the language asked for', () => {
  const date = new Date('2026-03-03T20:00:00Z')
  expect(formatDay(date, { locale: 'en', timeZone: 'UTC' })).toBe('March 3, 2026')
  expect(formatDay(date, { locale: 'en', timeZone: 'Asia/Tokyo' })).toBe('March 4, 2026')
  expect(formatMinutes(85, 'en')).toBe('1 hr 25 min')
  expect(formatMinutes(120, 'en')).toBe('2 hr')
  expect(formatMinutes(0, 'en')).toBe('0 min')
})

test.each([
  ['2026-03-28', 'Europe/Berlin', '2026-03-28T07:00:00.000Z'],
  // The clocks changed that night.
  ['2026-03-29', 'Europe/Berlin', '2026-03-29T06:00:00.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-25T07:00:00.000Z'],
  ['2026-07-01', 'Asia/Kathmandu', '2026-07-01T02:15:00.000Z'],
])('eight o’clock on %s in %s is at %s', (day, zone, instant) => {
  expect(hourOn(day, 8, zone).toISOString()).toBe(instant)
})

test('the day after the last of a year begins the next', () => {
  expect(dayAfter('2026-12-31')).toBe('2027-01-01')
  expect(dayAfter('2028-02-28')).toBe('2028-02-29')
})
