export const LESSON_PROGRESS_STATUSES = ['started', 'completed'] as const
export type LessonProgressStatus = (typeof LESSON_PROGRESS_STATUSES)[number]

/** What the ledger of a learner and course records. */
export const PROGRESS_EVENTS = [
  'lessonStarted',
  'lessonCompleted',
  'lessonReopened',
  'courseCompleted',
  'recounted',
] as const
export type ProgressEventKind = (typeof PROGRESS_EVENTS)[number]

/** Why an entry of the ledger counted. */
export const PROGRESS_CAUSES = [
  /** The learner said that an article, a file or a page of another site is done. */
  'read',
  /** The house saw nine tenths of the video pass. */
  'watched',
  /** The learner said that a video is done, where the course allows that. */
  'byHand',
  /** Lessons were added, withdrawn or made optional. */
  'courseChanged',
  /** `npm run db:check -- --repair` found another percent than was stored. */
  'repaired',
] as const
export type ProgressCause = (typeof PROGRESS_CAUSES)[number]

/** From here on a video counts as watched. */
export const WATCHED_PERCENT = 90
/** Signs of learning further apart have a pause between them, which is no time spent. */
export const LONGEST_PAUSE_SECONDS = 30 * 60

export const PROGRESS_REASONS = {
  notStarted: 'course.not_started',
  lessonNotOpen: 'lesson.not_open',
  lessonNotFinished: 'lesson.not_finished',
} as const
