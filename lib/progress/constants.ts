export const LESSON_PROGRESS_STATUSES = ['started', 'completed'] as const
export type LessonProgressStatus = (typeof LESSON_PROGRESS_STATUSES)[number]

/** What the ledger of a learner and course records. */
export const PROGRESS_EVENTS = [
  'lessonStarted',
  'lessonCompleted',
  'lessonReopened',
  /** An attempt at a quiz was handed in, or its time was over. */
  'quizFinished',
  /** An attempt was graded anew, by a later version of its quiz. */
  'quizRegraded',
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
  /** A released grade passes, or does so no more. */
  'graded',
  /** The counted result of a quiz reached its pass mark. */
  'passed',
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
  quizNotPassed: 'lesson.quiz_not_passed',
  countsByResult: 'lesson.counts_by_result',
} as const

/** Which of the viewer's courses the dashboard lists. */
export const LEARNING_VIEWS = ['all', 'active', 'completed'] as const
export type LearningView = (typeof LEARNING_VIEWS)[number]

export const LEARNING_SORTS = ['opened', 'progress'] as const
export type LearningSort = (typeof LEARNING_SORTS)[number]

export const DASHBOARD_LIMITS = {
  /** Courses opened last, among which new lessons and the next lesson are looked for. */
  recentCourses: 30,
  /** Of these, how many that are not done are looked at, and how many asked for a lesson until one has one. */
  unfinishedCourses: 8,
  continuations: 3,
  newLessonsShown: 3,
  newLessonsRead: 200,
  newCoursesShown: 4,
  certificates: 3,
  /** More courses than a person can learn; a search by title looks through so many. */
  coursesSearched: 2_000,
} as const

/** A year of days, and the rest of the week in which it began. */
export const ACTIVITY_DAYS = 371

export const LEDGER_ENTRIES_PER_PAGE = 50
/** Changes of a learner's grades and rights in a course that are shown: the newest. */
export const TRAIL_ENTRIES = 100
/** Dates to come that are shown to a learner: the next ones. */
export const OWN_DATES = 50

export const WATCHING = {
  /** How often a playing video tells the house that it plays. */
  heartbeatSeconds: 10,
  /** After so long without a word another tab or device may count; its own start takes over at once. */
  holdSeconds: 25,
  /** The longest silence that one heartbeat may speak for, as when a connection was gone. */
  longestGapSeconds: 300,
  /** Faster playing earns no more than this. */
  highestRate: 2,
  /** Stretches of a video that one learner's row keeps; of more the shortest go. */
  intervals: 200,
  /** Sessions of playing whose last message is remembered, so that a repeated one changes nothing. */
  sessions: 20,
} as const

/**
 * How a learner stands, as their teachers see it. Exactly one of these holds for everybody who learns in a course, and
 * the first that fits: completed; not started; waiting for a grade; stuck; at risk; active. The numbers are stated on the
 * teachers' page. Why these: docs/decisions/102-how-a-learner-stands.md
 */
export const STANDINGS = ['notStarted', 'waiting', 'stuck', 'atRisk', 'active', 'completed'] as const
export type Standing = (typeof STANDINGS)[number]

/** What the list of a course's students may be narrowed to; `left` are those who learn here no more. */
export const STUDENT_FILTERS = [...STANDINGS, 'left'] as const
export type StudentFilter = (typeof STUDENT_FILTERS)[number]

export const STANDING_RULES = {
  /** Who finished no lesson for so many days, counted from their first one or from enrolling, is stuck. */
  stuckDays: 14,
  /** Who did not open the course for so many days is at risk. */
  quietDays: 7,
  /** In a course with a first and a last day: who is below so much of an even pace is at risk. */
  paceSharePercent: 50,
} as const

export function isStudentFilter(text: unknown): text is StudentFilter {
  return STUDENT_FILTERS.some((filter) => filter === text)
}
