import { z } from 'zod'
import { Slug } from '@/lib/courses/schema'
import { LEAVING_CHOICES } from '@/lib/enrollments/constants'
import { objectId } from '@/lib/platform/db/object-id'

export const LessonMark = z.object({ lessonId: objectId })
export type LessonMark = z.output<typeof LessonMark>

/** The lesson's page says where to go on. */
export const LessonMarkAndGo = LessonMark.extend({ slug: Slug, nextLessonId: objectId.optional() })

export const LeaveCourse = z.object({ courseId: objectId, progress: z.enum(LEAVING_CHOICES) })
export type LeaveCourse = z.output<typeof LeaveCourse>
