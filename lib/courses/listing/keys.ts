import { reaches } from '@/lib/utils/rating'
import {
  DURATION_RANGES,
  LEARNER_STEPS,
  MINUTES_OF_RANGE,
  RATING_STEPS,
  type CourseStatus,
  type DurationRange,
  type RunStatus,
} from '../constants'
import { comparable, hiddenKeysOf, searchKeysOf } from '../search-terms'

/** What of a course the catalogue can be narrowed by. */
type Listed = {
  title: string
  subtitle: string
  tags: readonly string[]
  categorySlug?: string | null
  status: CourseStatus
  level: string
  language: string
  price?: { amount: number } | null
  rating?: { average: number } | null
  durationMinutes: number
  enrollmentCount: number
}
export type NamesOnCourse = { category: string; instructors: readonly string[] }

/** Every course of the catalogue. */
export const EVERYTHING = 'all'

export const filterKey = {
  category: (slug: string) => `category/${slug}`,
  tag: (tag: string) => `tag/${comparable(tag)}`,
  level: (level: string) => `level/${level}`,
  language: (language: string) => `language/${language}`,
  price: (price: string) => `price/${price}`,
  rating: (step: string) => `rating/${step}`,
  duration: (range: string) => `duration/${range}`,
  run: (status: string) => `run/${status}`,
  /** At least so many learners. */
  learners: (step: number) => `learners/${step}`,
  /** Of all courses, for admins. */
  status: (status: CourseStatus) => `status/${status}`,
}

/** The keys of the words by which a course is found; of one that is not listed only those for admins. */
export function wordKeysOf(course: Listed, names: NamesOnCourse, isListed: boolean): string[] {
  return isListed ? searchKeysOf({ ...course, ...names }) : hiddenKeysOf({ ...course, ...names })
}

export function isListedAs(status: CourseStatus, runStatus: RunStatus): boolean {
  return status === 'published' && runStatus !== 'expired'
}

/** The keys of what a listed course can be filtered by. */
export function filterKeysOf(course: Listed, runStatus: RunStatus): string[] {
  const keys = [
    EVERYTHING,
    ...(course.categorySlug ? [filterKey.category(course.categorySlug)] : []),
    ...course.tags.map(filterKey.tag),
    filterKey.level(course.level),
    filterKey.language(course.language),
    filterKey.price((course.price?.amount ?? 0) === 0 ? 'free' : 'paid'),
    ...RATING_STEPS.filter((step) => reaches(course.rating ?? { average: 0 }, step)).map(filterKey.rating),
    filterKey.duration(durationRangeOf(course.durationMinutes)),
    filterKey.run(runStatus),
    ...LEARNER_STEPS.filter((step) => course.enrollmentCount >= step).map(filterKey.learners),
  ]
  return [...new Set(keys)]
}

function durationRangeOf(minutes: number): DurationRange {
  return DURATION_RANGES.find((range) => minutes < MINUTES_OF_RANGE[range]) ?? '17-'
}
