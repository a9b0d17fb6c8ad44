import { laterFor } from '@/lib/quizzes/dto/accommodations'
import { instantOf } from '@/lib/utils/dates'

/** When work is due, as its teacher says it: a time of the clocks of a named zone. */
export type Due = { day: string; time: string; timeZone: string }

/** The instant work is due for a learner, with so many whole days of 24 hours of grace; null when it never is. */
export function dueAtOf(due: Due | null, laterDays = 0): Date | null {
  if (due === null) return null
  return laterFor(instantOf(due.day, due.time, due.timeZone), { laterDays })
}
