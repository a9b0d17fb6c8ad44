import { lessonsOf, type CourseDetails, type InstructorName } from '@/lib/courses/dto'
import { dayOf } from '@/lib/utils/dates'
import { excerpt } from '@/lib/utils/excerpt'
import { toMajorUnits } from '@/lib/utils/money'

type Context = {
  /** Where the academy is reached, without a slash at the end. */
  origin: string
  academy: string
  /** What other sites show of the course; an address without the origin. */
  picture: string
}

/** Enough for whoever shows it; of a long course the first ones. */
const FREE_LESSONS = 20
const DESCRIPTION_LETTERS = 500

/** A course as search engines read it: schema.org `Course` with its run, its offer and, once there are any, its ratings. */
export function courseJsonLd(course: CourseDetails, { origin, academy, picture }: Context) {
  const url = `${origin}/courses/${course.slug}`
  const provider = { '@type': 'Organization', name: academy, url: origin }
  const { rating, tags, outcomes, requirements } = course
  return {
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': url,
    url,
    name: course.title,
    description: excerpt(course.subtitle || outcomes.join('. ') || course.title, DESCRIPTION_LETTERS),
    image: `${origin}${picture}`,
    inLanguage: course.language,
    educationalLevel: course.level,
    timeRequired: duration(course.durationMinutes),
    isAccessibleForFree: course.price.amount === 0,
    ...(course.publishedAt ? { datePublished: course.publishedAt.toISOString() } : {}),
    dateModified: course.updatedAt.toISOString(),
    ...(course.category ? { about: course.category.name } : {}),
    ...(tags.length > 0 ? { keywords: tags.join(', ') } : {}),
    ...(outcomes.length > 0 ? { teaches: outcomes } : {}),
    ...(requirements.length > 0 ? { coursePrerequisites: requirements } : {}),
    provider,
    ...(rating.count > 0 ? { aggregateRating: ratingOf(rating) } : {}),
    offers: offerOf(course, url),
    hasCourseInstance: instanceOf(course, origin),
    ...(course.outline.length > 0 ? { syllabusSections: course.outline.map(sectionOf) } : {}),
    ...partsOf(course, url),
  }
}

function ratingOf({ average, count }: CourseDetails['rating']) {
  return {
    '@type': 'AggregateRating',
    ratingValue: Math.round(average * 10) / 10,
    ratingCount: count,
    bestRating: 5,
    worstRating: 1,
  }
}

function offerOf({ price, runStatus }: CourseDetails, url: string) {
  const isFree = price.amount === 0
  return {
    '@type': 'Offer',
    url,
    category: isFree ? 'Free' : 'Paid',
    price: toMajorUnits(price),
    priceCurrency: price.currency,
    // Only what one can really have is said to be there.
    ...(isFree && runStatus !== 'expired' ? { availability: 'https://schema.org/InStock' } : {}),
  }
}

/** Days are the course's own; the last one is a day on which it still runs. */
function instanceOf(course: CourseDetails, origin: string) {
  const { startDate, endDate, timeZone, instructor, coInstructors } = course
  const teachers = [...(instructor ? [instructor] : []), ...coInstructors].map((person) =>
    personOf(person, origin),
  )
  const days = {
    ...(startDate ? { startDate: dayOf(startDate, timeZone) } : {}),
    ...(endDate ? { endDate: dayOf(new Date(endDate.getTime() - 1), timeZone) } : {}),
  }
  const hasDays = startDate !== null || endDate !== null
  return {
    '@type': 'CourseInstance',
    courseMode: 'Online',
    courseWorkload: duration(course.durationMinutes),
    ...days,
    ...(hasDays ? { courseSchedule: { '@type': 'Schedule', ...days, scheduleTimezone: timeZone } } : {}),
    ...(teachers.length > 0 ? { instructor: teachers } : {}),
  }
}

function personOf({ fullName, username, hasProfile }: InstructorName, origin: string) {
  return { '@type': 'Person', name: fullName, ...(hasProfile ? { url: `${origin}/u/${username}` } : {}) }
}

function sectionOf(module: CourseDetails['outline'][number]) {
  const minutes = lessonsOf([module]).reduce((sum, lesson) => sum + lesson.durationMinutes, 0)
  return {
    '@type': 'Syllabus',
    name: module.title,
    ...(module.description ? { description: excerpt(module.description, DESCRIPTION_LETTERS) } : {}),
    timeRequired: duration(minutes),
  }
}

/** The lessons that everybody may read. */
function partsOf(course: CourseDetails, url: string) {
  const free = lessonsOf(course.outline).filter((lesson) => lesson.isPreview)
  if (free.length === 0) return {}
  return {
    hasPart: free.slice(0, FREE_LESSONS).map((lesson) => ({
      '@type': 'LearningResource',
      name: lesson.title,
      url: `${url}/preview/${lesson.id}`,
      inLanguage: course.language,
      isAccessibleForFree: true,
      timeRequired: duration(lesson.durationMinutes),
    })),
  }
}

/** ISO 8601; nothing takes no time at all. */
function duration(minutes: number): string {
  return `PT${Math.max(1, minutes)}M`
}
