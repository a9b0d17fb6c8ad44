import 'server-only'
import type { Types } from 'mongoose'
import { getTaughtCourse } from '@/lib/courses/queries/taught'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden, notFound } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import { Submission } from '@/models/submission'
import type { SubmissionRow } from '../dto'

/** How many grades of an assignment its learners do not see yet; for its course's teachers. */
export async function countHeldGrades(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<{ count: number; courseId: string }> {
  const lesson = toObjectId(lessonId)
  const row = await Lesson.findById(lesson).select({ course: 1 }).lean<{ course: Types.ObjectId }>()
  if (row === null) throw notFound('There is no such lesson.')
  const courseId = row.course.toHexString()
  await getTaughtCourse(viewer, { courseId })
  return { count: await Submission.countDocuments({ lesson, state: 'held' }), courseId }
}

/** Held grades of an assignment that were given until a moment; for the house. */
export async function listHeldGrades(
  viewer: Viewer,
  { lessonId, until, limit }: { lessonId: string; until: Date; limit: number },
): Promise<SubmissionRow[]> {
  if (viewer.kind !== 'system') throw forbidden()
  return Submission.find({ lesson: toObjectId(lessonId), state: 'held', 'grade.at': { $lte: until } })
    .sort({ submittedAt: 1, _id: 1 })
    .limit(limit)
    .lean<SubmissionRow[]>()
}
