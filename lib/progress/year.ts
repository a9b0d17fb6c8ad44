import type { ActiveDay, Activity } from './dto'
import { addDays, daysBetween } from './streak'

/** How strongly a day is drawn: 0 for none, 4 for a day of much learning. */
export type Level = 0 | 1 | 2 | 3 | 4
export type YearDay = ActiveDay & { level: Level }
export type YearWeek = {
  /** The month (`YYYY-MM`) whose first day lies in this week, to be written above it. */
  month: string | null
  /** Seven, in the order of the locale's week; null before the year begins and after today. */
  days: (YearDay | null)[]
}
export type MonthOfYear = { month: string; days: number; lessonsDone: number; secondsSpent: number }

/** Minutes, and lessons, from which on a day is drawn one step stronger. */
const MINUTES = [1, 15, 30, 60] as const
const LESSONS = [1, 2, 4, 8] as const

/**
 * A year of learning as weeks, the oldest first. `firstWeekday` is 1 for Monday to 7 for Sunday; the first week may begin
 * before the year does.
 */
export function weeksOf({ from, today, days }: Activity, firstWeekday: number): YearWeek[] {
  const active = new Map(days.map((each) => [each.day, each]))
  const begin = addDays(from, -((weekdayOf(from) - firstWeekday + 7) % 7))
  const weeks = Math.floor(daysBetween(begin, today) / 7) + 1
  return Array.from({ length: weeks }, (_, week) => {
    const dates = Array.from({ length: 7 }, (_day, place) => addDays(begin, week * 7 + place))
    const first = dates.find((date) => date.endsWith('-01') && date >= from && date <= today)
    return {
      month: first?.slice(0, 7) ?? null,
      days: dates.map((date) => (date < from || date > today ? null : toYearDay(date, active.get(date)))),
    }
  })
}

/** The same by month, the newest first, without the months in which nothing was learned. */
export function monthsOf(days: readonly ActiveDay[]): MonthOfYear[] {
  const months = new Map<string, MonthOfYear>()
  for (const { day, lessonsDone, secondsSpent } of days) {
    const month = day.slice(0, 7)
    const sum = months.get(month) ?? { month, days: 0, lessonsDone: 0, secondsSpent: 0 }
    months.set(month, {
      month,
      days: sum.days + 1,
      lessonsDone: sum.lessonsDone + lessonsDone,
      secondsSpent: sum.secondsSpent + secondsSpent,
    })
  }
  return [...months.values()].toSorted((a, b) => (a.month < b.month ? 1 : -1))
}

/** 1 for Monday to 7 for Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

function toYearDay(day: string, active: ActiveDay | undefined): YearDay {
  if (active === undefined) return { day, secondsSpent: 0, lessonsDone: 0, level: 0 }
  const steps = (bounds: readonly number[], value: number) => bounds.filter((bound) => value >= bound).length
  const level = Math.max(1, steps(MINUTES, active.secondsSpent / 60), steps(LESSONS, active.lessonsDone))
  return { ...active, level: level as Level }
}

/** With which weekday a week begins where the locale is spoken: 1 for Monday to 7 for Sunday. */
export function firstWeekdayOf(locale: string): number {
  const named = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } }
  return named.getWeekInfo?.().firstDay ?? 1
}
