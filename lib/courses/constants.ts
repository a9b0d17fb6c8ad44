import { LANGUAGE_CODES } from '@/lib/utils/languages'

export const COURSE_LEVELS = ['Beginner', 'Intermediate', 'Advanced'] as const
export type CourseLevel = (typeof COURSE_LEVELS)[number]

export const COURSE_STATUSES = ['draft', 'inReview', 'published', 'archived'] as const
export type CourseStatus = (typeof COURSE_STATUSES)[number]

/** Of a working copy: being written, waiting for an admin, sent back with a comment, or what learners see by now. */
export const REVISION_STATES = ['open', 'submitted', 'returned', 'published'] as const
export type RevisionState = (typeof REVISION_STATES)[number]

export const RUN_STATUSES = ['upcoming', 'active', 'expired'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export const LESSON_TYPES = ['article', 'video', 'file', 'embed', 'quiz', 'assignment'] as const
export type LessonType = (typeof LESSON_TYPES)[number]

/** `upload`: a file of ours with captions and counted watching; `link`: a player of another site, or a file there. */
export const VIDEO_SOURCES = ['upload', 'link'] as const

/** When a lesson opens for a learner; without a rule it is open as soon as the course is. */
export const RELEASE_RULES = ['afterDays', 'onDate', 'afterLesson'] as const
export type ReleaseRule = (typeof RELEASE_RULES)[number]

export const COURSE_LANGUAGES = LANGUAGE_CODES

/** `best` is how well a course fits the words of a search, and there only. */
export const CATALOGUE_SORTS = [
  'best',
  'newest',
  'popular',
  'rating',
  'price',
  'priceDown',
  'duration',
] as const
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number]
/** What is kept of every course to put it in order by: see models/course-sort-row.ts. */
export const SORT_VALUES = ['published', 'learners', 'rating', 'price', 'minutes'] as const
export type SortValue = (typeof SORT_VALUES)[number]

export const PRICES = ['free', 'paid'] as const
/** At least so many stars of five. */
export const RATING_STEPS = ['4', '3'] as const
/** Hours of a course, from the shortest: the first number is in it, the second is not. */
export const DURATION_RANGES = ['0-1', '1-3', '3-6', '6-17', '17-'] as const
export type DurationRange = (typeof DURATION_RANGES)[number]
/** Below so many minutes. */
export const MINUTES_OF_RANGE: Record<DurationRange, number> = {
  '0-1': 60,
  '1-3': 180,
  '3-6': 360,
  '6-17': 1_020,
  '17-': Number.POSITIVE_INFINITY,
}
/** One can begin now, or later. A course that is over stands in no list: nobody can enrol. */
export const OPEN_RUN_STATUSES = ['active', 'upcoming'] as const
/** From how many learners on a course comes first among those that fit a search as well; the highest first. */
export const LEARNER_STEPS = [3_000, 1_000, 300, 100, 30, 10, 3] as const

/** What the catalogue can be narrowed by, in the order of its address. */
export const FILTER_NAMES = [
  'category',
  'tag',
  'level',
  'language',
  'price',
  'rating',
  'duration',
  'run',
] as const
export type FilterName = (typeof FILTER_NAMES)[number]

/** On each shelf of the home page. */
export const COURSES_ON_SHELF = 3
export const COURSES_PER_PAGE = 24
/** Counts are exact up to here and read “1,000+” beyond; a search lists the best so many. */
export const EXACT_COUNT_LIMIT = 1_000
/** More values of one filter than this narrow nothing. */
export const FILTER_VALUES_MAX = 20

export const COURSE_LIMITS = {
  titleLength: 120,
  subtitleLength: 200,
  slugLength: 80,
  descriptionLength: 20_000,
  listEntries: 20,
  listEntryLength: 300,
  tags: 12,
  coInstructors: 20,
  tagLength: 40,
  modules: 100,
  sectionsPerModule: 50,
  lessons: 1_000,
  /** Modules that may still be brought back. */
  removedModules: 20,
  /** Headings that may still be brought back. */
  removedSections: 20,
  commentLength: 5_000,
  /** Published revisions that are kept of a course. */
  publishedRevisions: 20,
  /** In the minor unit: 99,999.99 of most currencies. */
  priceAmount: 9_999_999,
} as const

export const LESSON_LIMITS = {
  titleLength: 160,
  descriptionLength: 500,
  bodyLength: 500_000,
  minutes: 24 * 60,
  captionLanguages: 20,
  urlLength: 2_000,
  releaseDays: 3_650,
} as const

/** Words that stand in the address where a course's slug would: `/courses/category/…`. */
export const RESERVED_SLUGS: readonly string[] = ['category', 'enroll']

/** What of a course goes out: what learners get, or what its authors have written last. */
export const EXPORTED_COPIES = ['published', 'working'] as const
export type ExportedCopy = (typeof EXPORTED_COPIES)[number]

export const IMPORT_STATES = ['waiting', 'unpacking', 'reading', 'done', 'failed'] as const
export type ImportState = (typeof IMPORT_STATES)[number]
/** Lines of a report; nobody reads on beyond. */
export const IMPORT_LOSSES_KEPT = 500
export const IMPORT_REASONS = {
  notZip: 'import.not_zip',
  encrypted: 'import.encrypted',
  unsafe: 'import.unsafe',
  tooLarge: 'import.too_large',
  noLessons: 'import.no_lessons',
  signedOut: 'import.signed_out',
  broken: 'import.broken',
} as const

export const COURSE_REASONS = {
  slugTaken: 'course.slug_taken',
  noLessons: 'course.no_lessons',
  notPublished: 'course.not_published',
  changedMeanwhile: 'course.changed_meanwhile',
  inReview: 'course.in_review',
  notInReview: 'course.not_in_review',
  notReady: 'course.not_ready',
  nothingChanged: 'course.nothing_changed',
  archived: 'course.archived',
  notArchived: 'course.not_archived',
  hasLearners: 'course.has_learners',
  slugFixed: 'course.slug_fixed',
  slugReserved: 'course.slug_reserved',
  openRevision: 'course.open_revision',
  full: 'course.full',
  unknownCategory: 'course.unknown_category',
  unknownInstructor: 'course.unknown_instructor',
  endsBeforeStart: 'course.ends_before_start',
  releaseCircle: 'lesson.release_circle',
  releaseLesson: 'lesson.release_lesson',
} as const
