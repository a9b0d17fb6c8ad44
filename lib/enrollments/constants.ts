export const ENROLLMENT_STATUSES = ['active', 'completed', 'cancelled', 'refunded'] as const
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number]

/** The statuses in which a person is a learner of the course and counts as one. */
export const LEARNING_STATUSES = ['active', 'completed'] as const satisfies readonly EnrollmentStatus[]

export const ENROLLMENTS_PER_PAGE = 12
/** The ids of learners that a course's answer names; the rest is listed by page. */
export const STUDENT_IDS_MAX = 1_000
/** More courses than a person can learn: an account's answer names so many. */
export const ENROLLED_COURSES_MAX = 2_000

/** A name in its compared form may be longer than it was: “ß” becomes “ss”. */
export const NAME_KEY_MAX = 300

export const ENROLLMENT_REASONS = {
  required: 'enrollment.required',
  closed: 'enrollment.closed',
  paid: 'enrollment.paid',
  ownCourse: 'enrollment.own_course',
  none: 'enrollment.none',
  removed: 'enrollment.removed',
} as const

/** What teachers do that changes what learners may do or how they are graded, beside single grades. */
export const LEARNER_ACTS = ['removed', 'readmitted', 'accommodated', 'rulesChanged', 'taskChanged'] as const
export type LearnerActKind = (typeof LEARNER_ACTS)[number]

/** What such an act can change, each with its value before and after. */
export const ACT_FACTS = [
  'extraTimePercent',
  'extraAttempts',
  'laterDays',
  'missing',
  'dropLowest',
  /** How many items of the gradebook weigh otherwise; no value before. */
  'weights',
  'due',
  'late',
  'percentPerDay',
  'floorPercent',
  'passPercent',
  'attempts',
  'counts',
  'outOf',
] as const
export type ActFact = (typeof ACT_FACTS)[number]
export const ACT_VALUE_MAX = 60
export const ACT_REASON_MAX = 1_000

/** What a person does with their progress when leaving a course. */
export const LEAVING_CHOICES = ['keep', 'erase'] as const
export type LeavingChoice = (typeof LEAVING_CHOICES)[number]
