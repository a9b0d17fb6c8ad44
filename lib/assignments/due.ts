import { instantOf } from '@/lib/utils/dates'

/** When work is due, as its teacher says it: a time of the clocks of a named zone. */
export type Due = { day: string; time: string; timeZone: string }

/**
 * The instant work is due for a learner, or null when it never is. Days of grace are days of the calendar: the same time
 * of the clocks, so many days later.
 */
export function dueAtOf(due: Due | null, laterDays = 0): Date | null {
  if (due === null) return null
  const day = new Date(Date.parse(`${due.day}T00:00:00Z`) + laterDays * 86_400_000).toISOString().slice(0, 10)
  return instantOf(day, due.time, due.timeZone)
}
