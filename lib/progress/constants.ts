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

export const PROGRESS_REASONS = {
  notStarted: 'course.not_started',
  lessonNotOpen: 'lesson.not_open',
} as const
