import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { COURSE_LIMITS } from '../constants'
import { CatalogueQuery, Slug } from '../schema'
import { CourseChange, CourseReturn } from './course'
import { LessonChange } from './lesson'

/** How the HTTP interface names and lists courses and lessons; what is written is said by the schemas of the pages. */

/** A course by its id or its slug. */
export const CourseName = z.strictObject({ id: z.union([objectId, Slug]) })
export type CourseName = z.output<typeof CourseName>

export const LessonName = z.strictObject({ lessonId: objectId })

const limit = (most: number, usual: number) => z.number().int().min(1).max(most).default(usual)

export const CatalogueCall = CatalogueQuery.extend({ limit: limit(100, 24) })
export type CatalogueCall = z.output<typeof CatalogueCall>

export const LessonsCall = z.strictObject({
  limit: limit(COURSE_LIMITS.lessons, 100),
  cursor: z.string().min(1).max(200).optional(),
})
export type LessonsCall = z.output<typeof LessonsCall>

const version = CourseChange.shape.version.optional()

/** Without `version`, and without an `If-Match`, the change is made to what is there when it arrives. */
export const CourseUpdate = CourseChange.omit({ courseId: true }).extend({ version })
export type CourseUpdate = z.output<typeof CourseUpdate>

export const LessonUpdate = LessonChange.omit({ lessonId: true }).extend({ version })
export type LessonUpdate = z.output<typeof LessonUpdate>

/** What is submitted or approved is exactly this version, else the newest one. */
export const SeenVersion = z.strictObject({ version }).prefault({})
export type SeenVersion = z.output<typeof SeenVersion>

export const ProgramReturn = z.strictObject({ reason: CourseReturn.shape.comment, version })
export type ProgramReturn = z.output<typeof ProgramReturn>
