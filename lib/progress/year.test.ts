import { expect, test } from 'vitest'
import { addDays, continuesStreak, daysBetween, streakOf } from './streak'
import { firstWeekdayOf, monthsOf, weeksOf } from './year'

const active = (day: string, minutes = 0, lessonsDone = 0) => ({
  day,
  secondsSpent: minutes * 60,
  lessonsDone,
})
const year = (days: ReturnType<typeof active>[] = []) => ({
  ...{ from: '2029-01-10', today: '2030-01-15', days },
  ...{ streakDays: 0, longestStreakDays: 0, isLearnedToday: false },
})

test.each([
  ['Monday', 1, '2029-01-08', 2],
  ['Sunday', 7, '2029-01-07', 3],
  ['Saturday', 6, '2029-01-06', 4],
])('weeks that begin on a %s', (_name, weekday, _begin, empty) => {
  const weeks = weeksOf(year(), weekday)
  expect(weeks[0]?.days.filter((day) => day === null)).toHaveLength(empty)
  expect(weeks.every(({ days }) => days.length === 7)).toBe(true)
  const days = weeks.flatMap((week) => week.days).flatMap((day) => (day === null ? [] : [day.day]))
  expect(days).toHaveLength(daysBetween('2029-01-10', '2030-01-15') + 1)
  expect([days[0], days.at(-1)]).toEqual(['2029-01-10', '2030-01-15'])
  expect(weeks.flatMap(({ month }) => month ?? [])).toEqual([
    ...Array.from({ length: 11 }, (_, index) => `2029-${String(index + 2).padStart(2, '0')}`),
    '2030-01',
  ])
})

test.each([
  [0, 0, 1],
  [14, 0, 1],
  [15, 0, 2],
  [30, 0, 3],
  [60, 0, 4],
  [0, 2, 2],
  [0, 4, 3],
  [5, 8, 4],
])('%i minutes and %i lessons are drawn at level %i', (minutes, lessons, level) => {
  const weeks = weeksOf(year([active('2029-06-01', minutes, lessons)]), 1)
  expect(weeks.flatMap(({ days }) => days).find((day) => day?.day === '2029-06-01')?.level).toBe(level)
})

test('months sum up their days, the newest first', () => {
  expect(monthsOf([active('2029-01-31', 1, 1), active('2029-12-01', 2), active('2029-12-02', 3, 2)])).toEqual(
    [
      { month: '2029-12', days: 2, lessonsDone: 2, secondsSpent: 300 },
      { month: '2029-01', days: 1, lessonsDone: 1, secondsSpent: 60 },
    ],
  )
  expect(monthsOf([])).toEqual([])
})

test('a week begins as the locale has it', () => {
  expect([firstWeekdayOf('en-US'), firstWeekdayOf('de'), firstWeekdayOf('ja')]).toEqual([7, 1, 7])
})

test('a streak goes on from one day to the next, over leap days and years', () => {
  const before = (day: string, lastAt: string) => ({ day, lastAt: new Date(lastAt), streakDays: 5 })
  const last = before('2028-02-28', '2028-02-28T12:00:00Z')
  expect(continuesStreak(last, '2028-02-29', new Date('2028-02-29T23:00:00Z'))).toBe(true)
  expect(continuesStreak(last, '2028-03-01', new Date('2028-03-01T12:00:00Z'))).toBe(false)
  expect(streakOf(undefined, '2028-03-01', new Date('2028-03-01'))).toBe(0)
  expect(streakOf(last, '2028-02-29', new Date('2028-02-29T12:00:00Z'))).toBe(5)
  expect(addDays('2029-12-31', 1)).toBe('2030-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})
