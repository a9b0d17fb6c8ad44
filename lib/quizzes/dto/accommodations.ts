import type { AccommodationFields } from '@/models/accommodation'

/** What one learner of a course gets beyond others. */
export type Accommodations = {
  /** Hundredths more of every time limit. */
  extraTimePercent: number
  extraAttempts: number
  /** Whole days of 24 hours by which every date of the course comes later. */
  laterDays: number
  /** Lessons that open on a date up to this instant open as for everybody; null while no days are given. */
  laterFrom: Date | null
}

export const NO_ACCOMMODATIONS: Accommodations = {
  extraTimePercent: 0,
  extraAttempts: 0,
  laterDays: 0,
  laterFrom: null,
}

type Row = Pick<AccommodationFields, 'extraTimePercent' | 'extraAttempts' | 'laterDays' | 'laterFrom'>

/** Of a learner without a row: nothing. */
export function toAccommodations(row: Row | null | undefined): Accommodations {
  if (row == null) return NO_ACCOMMODATIONS
  const { extraTimePercent, extraAttempts, laterDays, laterFrom } = row
  return { extraTimePercent, extraAttempts, laterDays, laterFrom: laterFrom ?? null }
}

const DAY_MS = 86_400_000

/**
 * An instant of everybody's as it is for one learner. Whatever closes on a date (work, a quiz, the course), and answers
 * that are shown from one on, asks here.
 */
export function laterFor(at: Date, { laterDays }: Pick<Accommodations, 'laterDays'>): Date {
  return new Date(at.getTime() + laterDays * DAY_MS)
}

/**
 * When a lesson that opens on a date opens for one learner: as much later as their work on it is due. What was open to
 * them already when they were given the days stays open.
 */
export function opensFor(
  at: Date,
  { laterDays, laterFrom }: Pick<Accommodations, 'laterDays' | 'laterFrom'>,
): Date {
  return laterFrom !== null && at <= laterFrom ? at : laterFor(at, { laterDays })
}

/** The last date of release that days given at this moment leave where it is: what is open now. */
export function laterFromAt(moment: Date, before: Accommodations): Date {
  const openUntil = laterFor(moment, { laterDays: -before.laterDays })
  return before.laterFrom !== null && before.laterFrom > openUntil ? before.laterFrom : openUntil
}
