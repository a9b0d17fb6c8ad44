export const NOTE_LIMITS = {
  textLength: 10_000,
  /** Notes of a person in one course, and as many bookmarks. */
  perCourse: 1_000,
  /** A video is never longer than a day. */
  second: 24 * 60 * 60,
  queryLength: 100,
} as const

export const NOTES_PER_PAGE = 30
/** On the home of a course, where the rest is one link away. */
export const NOTES_AT_HOME = 5

export const NOTE_REASONS = { tooMany: 'note.too_many' } as const
