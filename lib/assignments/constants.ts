/** What a learner may hand in; an assignment takes one of them or several. */
export const SUBMISSION_TYPES = ['text', 'file', 'link'] as const
export type SubmissionType = (typeof SUBMISSION_TYPES)[number]

/** What happens after the due moment: nothing is taken any more, it is marked as late, or points go for each day. */
export const LATE_RULES = ['refused', 'flagged', 'deducted'] as const
export type LateRule = (typeof LATE_RULES)[number]

/** Which of a learner's released grades of one assignment counts. */
export const COUNTED_GRADES = ['best', 'last'] as const
export type CountedGrade = (typeof COUNTED_GRADES)[number]

/**
 * draft: the learner writes · submitted: waits for a grade · returned: sent back for rework · held: graded, and only
 * teachers know · released: the learner sees the grade.
 */
export const SUBMISSION_STATES = ['draft', 'submitted', 'returned', 'held', 'released'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

/** What of a course waits in its teachers' queue. */
export const QUEUE_VIEWS = ['waiting', 'held', 'returned', 'released'] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]
export const STATE_OF_VIEW = {
  waiting: 'submitted',
  held: 'held',
  returned: 'returned',
  released: 'released',
} as const satisfies Record<QueueView, SubmissionState>

/** Lessons that carry a grade. */
export const GRADED_LESSON_TYPES = ['quiz', 'assignment'] as const
export type GradedLessonType = (typeof GRADED_LESSON_TYPES)[number]

/** How the total of a course takes an item that a learner has no grade for. */
export const MISSING_RULES = ['leftOut', 'zero'] as const
export type MissingRule = (typeof MISSING_RULES)[number]

/** What the trail of a grade records. */
export const GRADE_ACTS = [
  'graded',
  'released',
  'returned',
  'overridden',
  'overrideRemoved',
  'quizScored',
  'quizRegraded',
] as const
export type GradeAct = (typeof GRADE_ACTS)[number]

export const ASSIGNMENT_LIMITS = {
  instructionsLength: 50_000,
  textLength: 100_000,
  linkLength: 2_000,
  commentLength: 10_000,
  reasonLength: 1_000,
  criteria: 20,
  levels: 10,
  criterionLength: 200,
  levelLength: 120,
  descriptionLength: 1_000,
  points: 10_000,
  attempts: 20,
  /** However often work is sent back: more would make a learner's history endless. */
  attemptsEver: 100,
  files: 10,
  weight: 1_000,
} as const

export const QUEUE_PER_PAGE = 30
/** Of the gradebook. */
export const LEARNERS_PER_PAGE = 25
export const ITEMS_PER_PAGE = 12
export const LOG_ENTRIES = 200

export const ASSIGNMENT_REASONS = {
  notPublished: 'assignment.not_published',
  changedMeanwhile: 'assignment.changed_meanwhile',
  over: 'assignment.over',
  courseOver: 'assignment.course_over',
  noAttemptsLeft: 'assignment.no_attempts_left',
  handedIn: 'assignment.handed_in',
  nothingHandedIn: 'assignment.nothing_handed_in',
  notTaken: 'assignment.type_not_taken',
  draftChanged: 'assignment.draft_changed',
  tooManyFiles: 'assignment.too_many_files',
  gradedMeanwhile: 'assignment.graded_meanwhile',
  notGraded: 'assignment.not_graded',
  notWaiting: 'assignment.not_waiting',
  chooseLevels: 'assignment.choose_levels',
  bookChanged: 'assignment.book_changed',
  onlyByGrade: 'assignment.only_by_grade',
} as const

/** What a schema says is wrong; the catalogue's `errors` has the words. */
export const ASSIGNMENT_FAULTS = {
  repeatedId: 'assignment.repeated_id',
  repeatedLevel: 'assignment.repeated_level',
  noPoints: 'assignment.no_points',
} as const
