import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import { getProgress, type CourseProgressOf } from '../queries/for-programs'
import type { LessonMark } from '../schema'
import { completeLesson } from './lessons'

/** Marks a lesson done and says how the learner stands in its course now. */
export async function completeLessonAndTell(
  viewer: Viewer,
  { lessonId }: LessonMark,
): Promise<{ progress: CourseProgressOf }> {
  await completeLesson(viewer, { lessonId })
  const lesson = await Lesson.findById(toObjectId(lessonId)).select({ course: 1 }).lean()
  if (lesson === null) throw notFound('There is no such lesson.')
  return { progress: await getProgress(viewer, { courseId: lesson.course.toHexString() }) }
}
