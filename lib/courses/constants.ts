import { LANGUAGE_CODES } from '@/lib/utils/languages'

export const COURSE_LEVELS = ['Beginner', 'Intermediate', 'Advanced'] as const
export type CourseLevel = (typeof COURSE_LEVELS)[number]

export const COURSE_STATUSES = ['draft', 'inReview', 'published', 'archived'] as const
export type CourseStatus = (typeof COURSE_STATUSES)[number]

export const RUN_STATUSES = ['upcoming', 'active', 'expired'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export const LESSON_TYPES = ['article', 'video', 'file', 'embed'] as const
export type LessonType = (typeof LESSON_TYPES)[number]

/** `upload`: a file of ours with captions and counted watching; `link`: a player of another site, or a file there. */
export const VIDEO_SOURCES = ['upload', 'link'] as const

/** When a lesson opens for a learner; without a rule it is open as soon as the course is. */
export const RELEASE_RULES = ['afterDays', 'onDate', 'afterLesson'] as const
export type ReleaseRule = (typeof RELEASE_RULES)[number]

export const COURSE_LANGUAGES = LANGUAGE_CODES

export const CATALOGUE_SORTS = ['newest', 'popular', 'price'] as const
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number]

export const COURSES_PER_PAGE = 24
/** Counts are exact up to here and read “1,000+” beyond. */
export const EXACT_COUNT_LIMIT = 1_000

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
  searchTerms: 300,
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
export const RESERVED_SLUGS: readonly string[] = ['category']

export const COURSE_REASONS = {
  slugTaken: 'course.slug_taken',
  noLessons: 'course.no_lessons',
} as const
