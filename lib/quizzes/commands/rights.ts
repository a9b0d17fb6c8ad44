import 'server-only'
import type { Types } from 'mongoose'
import { requireAuthor } from '@/lib/courses/commands/authors'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'

export type QuizPlace = { lesson: Types.ObjectId; course: Types.ObjectId }

/** The place of a quiz that the viewer may write: a lesson of that type, or one that its authors have only drafted. */
export async function requireQuizAuthor(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<QuizPlace> {
  const lesson = toObjectId(lessonId)
  const row =
    (await LessonRevision.findOne({ lesson }).select({ course: 1, type: 1 }).lean()) ??
    (await Lesson.findById(lesson).select({ course: 1, type: 1 }).lean())
  if (row === null) throw notFound('There is no such lesson.')
  await requireCourseAuthor(viewer, row.course)
  if (row.type !== 'quiz') throw notFound('There is no quiz in this lesson.')
  return { lesson, course: row.course }
}

export async function requireCourseAuthor(viewer: Viewer, courseId: Types.ObjectId): Promise<void> {
  requireAuthor(
    viewer,
    await Course.findById(courseId).select({ status: 1, instructor: 1, coInstructors: 1 }).lean(),
  )
}
