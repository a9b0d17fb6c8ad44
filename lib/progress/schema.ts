import { z } from 'zod'
import { objectId } from '@/lib/platform/db/object-id'
import { LEAVING_CHOICES } from '@/lib/enrollments/constants'

export const LessonMark = z.object({ lessonId: objectId })
export type LessonMark = z.output<typeof LessonMark>

export const LeaveCourse = z.object({ courseId: objectId, progress: z.enum(LEAVING_CHOICES) })
export type LeaveCourse = z.output<typeof LeaveCourse>
