/** To whom a teacher writes: everybody, those who stand in one way now, or learners picked one by one. */
export const AUDIENCES = ['all', 'standing', 'chosen'] as const
export type Audience = (typeof AUDIENCES)[number]

export const ANNOUNCEMENT_LIMITS = {
  titleLength: 150,
  /** Markdown. */
  bodyLength: 20_000,
  /** Learners picked one by one; more of them are a standing, or everybody. */
  chosen: 100,
} as const

export const ANNOUNCEMENTS_PER_PAGE = 20
/** On the course's home. */
export const ANNOUNCEMENTS_AT_HOME = 3

export const ANNOUNCEMENT_REASONS = {
  changedMeanwhile: 'announcement.changed_meanwhile',
  nobody: 'announcement.nobody',
} as const
