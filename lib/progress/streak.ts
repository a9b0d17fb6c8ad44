const DAY_MS = 24 * 60 * 60 * 1000
/** The shortest day there is, when the clocks go forward, has 23 hours. */
const SHORTEST_DAY_MS = 23 * 60 * 60 * 1000

type Before = { day: string; lastAt: Date; streakDays: number }

/**
 * Whether a moment of learning on `day` continues a streak whose latest day is `before`: it is that day or the next, or
 * so little time has passed that no whole day can lie between, as for who flies over the date line.
 */
export function continuesStreak(before: Pick<Before, 'day' | 'lastAt'>, day: string, moment: Date): boolean {
  return daysBetween(before.day, day) <= 1 || moment.getTime() - before.lastAt.getTime() < SHORTEST_DAY_MS
}

/** How many days in a row a person has learned. A day that is not over yet breaks nothing: there is time left. */
export function streakOf(latest: Before | undefined, today: string, moment: Date): number {
  return latest !== undefined && continuesStreak(latest, today, moment) ? latest.streakDays : 0
}

/** From one day (`YYYY-MM-DD`) to another; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** The day that is so many days after another, or before it. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
