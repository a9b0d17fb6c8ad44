import { z } from 'zod'
import { Username } from '@/lib/accounts/schema'
import { objectId } from '@/lib/utils/object-id'
import { isCurrency } from '@/lib/utils/money'
import { SLUG_PATTERN } from '@/lib/utils/slug'
import { isTimeZone } from '@/lib/utils/time-zones'
import { COURSE_LANGUAGES, COURSE_LEVELS, COURSE_LIMITS, COURSE_REASONS, RESERVED_SLUGS } from '../constants'
import { Trailer } from './video'

/** The version that the writer has read; where somebody wrote meanwhile, nothing is written (412). */
export const Version = z.int().min(0)

/** One line of words, as titles are. */
export const line = (most: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .max(most)
export const title = (most: number) => line(most).min(1, 'required')
/** Markdown or plain text of several lines; a browser's form sends CRLF. */
export const prose = (most: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').replace(/\r\n?/g, '\n'))
    .max(most)

/** Short texts; a form may send several of them as the lines of one field. */
const entries = (each: number, most: number) =>
  z
    .array(z.string().max((each + 2) * most))
    .overwrite((texts) => {
      const lines = texts.flatMap((text) => text.normalize('NFC').split('\n')).map((text) => text.trim())
      return [...new Set(lines.filter((text) => text !== ''))]
    })
    .max(most)
    .refine((texts) => texts.every((text) => text.length <= each), 'too_long')

export const CourseSlug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'required')
  .max(COURSE_LIMITS.slugLength)
  .regex(SLUG_PATTERN, 'field.slug')
  .refine((slug) => !RESERVED_SLUGS.includes(slug), COURSE_REASONS.slugReserved)

const Currency = z.string().trim().toUpperCase().refine(isCurrency, 'unknown_choice')

const Price = z.strictObject({
  /** Integer in the currency's minor unit; 0 is free. */
  amount: z.int().min(0).max(COURSE_LIMITS.priceAmount),
  currency: Currency,
})

/** What a course says of itself, as it comes in. Days are `YYYY-MM-DD` in the course's zone, the last one included. */
const details = {
  title: title(COURSE_LIMITS.titleLength),
  /** Its address; fixed once the course has been published, because learners have it by then. */
  slug: CourseSlug,
  subtitle: line(COURSE_LIMITS.subtitleLength),
  /** Markdown. */
  description: prose(COURSE_LIMITS.descriptionLength),
  outcomes: entries(COURSE_LIMITS.listEntryLength, COURSE_LIMITS.listEntries),
  requirements: entries(COURSE_LIMITS.listEntryLength, COURSE_LIMITS.listEntries),
  tags: entries(COURSE_LIMITS.tagLength, COURSE_LIMITS.tags),
  /** A category's slug. */
  category: z.string().max(80).regex(SLUG_PATTERN, 'unknown_choice').nullable(),
  level: z.enum(COURSE_LEVELS),
  language: z.enum(COURSE_LANGUAGES),
  price: Price,
  startDate: z.iso.date().nullable(),
  endDate: z.iso.date().nullable(),
  timeZone: z.string().refine(isTimeZone, 'unknown_time_zone'),
}
type Details = typeof details

/** Each may be left out. */
function optional<T extends Record<string, z.ZodType>>(shape: T): { [K in keyof T]: z.ZodOptional<T[K]> } {
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.optional()])) as {
    [K in keyof T]: z.ZodOptional<T[K]>
  }
}

const { title: newTitle, ...others } = details
/** A new course of the viewer's own, or of `instructor` (a username; an admin's to name). A slug is made when none is given. */
export const NewCourse = z.strictObject({
  title: newTitle,
  ...optional(others as Omit<Details, 'title'>),
  instructor: z.string().trim().max(60).optional(),
})
export type NewCourse = z.output<typeof NewCourse>

/** What is to change of a course's details; `thumbnail: null` and `trailer: null` take them away. */
export const CourseChange = z.strictObject({
  courseId: objectId,
  version: Version,
  ...optional(details),
  thumbnail: z.never().nullable().optional(),
  trailer: Trailer.nullable().optional(),
})
export type CourseChange = z.output<typeof CourseChange>

/** A course's trailer: how it is to be, and how its author saw it. */
export const TrailerChange = z.strictObject({
  courseId: objectId,
  version: Version,
  change: Trailer.nullable(),
  before: Trailer.nullable(),
})
export type TrailerChange = z.output<typeof TrailerChange>

/** A price as a person types it, in the currency's own unit: `19.50`, or `19,50`, which reads the same afterwards. */
export const PriceChange = z.strictObject({
  courseId: objectId,
  version: Version,
  amount: z
    .string()
    .overwrite((typed) => typed.trim().replace(',', '.'))
    .min(1, 'required')
    .regex(/^\d{1,7}(\.\d{1,3})?$/, 'invalid'),
  currency: Currency,
})
export type PriceChange = z.output<typeof PriceChange>

export const CourseChoice = z.strictObject({ courseId: objectId })
export type CourseChoice = z.output<typeof CourseChoice>

/** Of a working copy: `version` is its newest (`AuthoredCourse.version`), so that exactly what was seen is meant. */
export const CourseSubmission = z.strictObject({ courseId: objectId, version: Version })
export type CourseSubmission = z.output<typeof CourseSubmission>

/** Without a version only what nobody has a working copy of can be published. */
export const CourseApproval = z.strictObject({ courseId: objectId, version: Version.optional() })
export type CourseApproval = z.output<typeof CourseApproval>

export const CourseReturn = z.strictObject({
  courseId: objectId,
  version: Version,
  comment: prose(COURSE_LIMITS.commentLength).trim().min(1, 'required'),
})
export type CourseReturn = z.output<typeof CourseReturn>

export const CourseCopy = z.strictObject({
  courseId: objectId,
  title: title(COURSE_LIMITS.titleLength).optional(),
})
export type CourseCopy = z.output<typeof CourseCopy>

/** Who teaches a course beside its instructor; an admin or the instructor decides, at once. */
export const CoInstructor = z.strictObject({ courseId: objectId, username: Username })
export type CoInstructor = z.output<typeof CoInstructor>

export const SlugQuestion = z.strictObject({ slug: CourseSlug, courseId: objectId.optional() })
export type SlugQuestion = z.output<typeof SlugQuestion>
