import { AsyncLocalStorage } from 'node:async_hooks'
import { setClock } from '@/lib/platform/clock'
import { dayOf, hourOn } from '@/lib/utils/dates'

const moments = new AsyncLocalStorage<Date>()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** When this seeding began: what is said to have happened so many days ago counts from here. */
export const began = new Date()

/** From here on `now()` answers the moment of `at`, and outside of it the real time. */
export function moveClock(): void {
  setClock(() => moments.getStore() ?? new Date())
}

/** For rows that the database has dated by its own clock, to be given the date of what they tell of. */
export const AS_IT_WAS = { timestamps: false, overwriteImmutable: true } as const

/** Runs what happened at a moment as if it were that moment; other people's moments may run beside it. */
export function at<T>(moment: Date, run: () => Promise<T>): Promise<T> {
  return moments.run(moment, run)
}

/** A time of a day so many days ago, where that person lives. */
export function momentOf(daysAgo: number, hour: number, timeZone = 'UTC'): Date {
  return hourOn(dayOf(new Date(began.getTime() - daysAgo * DAY), timeZone), hour, timeZone)
}

export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * MINUTE)
}

/** Something that a person did, and when. */
export type Act = { moment: Date; run: () => Promise<unknown> }

/** Of what is older, the ledger only says when it was done, and no notification is told. */
const RECENT_MINUTES = 35 * 24 * 60

export function isRecent(moment: Date): boolean {
  return moment > minutesAfter(began, -RECENT_MINUTES)
}

/** Nothing happens in the future, and what happened today has been over for a moment. */
const LATEST_MINUTES = -9

/** The moment, or one that is over where it lies ahead; `seed` keeps people apart. */
export function earlier(moment: Date, seed: number): Date {
  const latest = minutesAfter(began, LATEST_MINUTES - (seed % 7))
  return moment < latest ? moment : latest
}

/** The day so many days from now, as `2026-03-03`. */
export function dayFromNow(days: number): string {
  return dayOf(new Date(began.getTime() + days * DAY), 'UTC')
}
