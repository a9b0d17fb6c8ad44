import 'server-only'
import type { Types } from 'mongoose'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { LessonProgress } from '@/models/lesson-progress'

/** The lessons of a course that a learner has done, in one round trip: a course has no more than fit one batch. */
export async function readDoneLessons(learner: {
  user: Types.ObjectId
  course: Types.ObjectId
}): Promise<Set<string>> {
  const rows = await LessonProgress.find({ ...learner, status: 'completed' })
    .select({ _id: 0, lesson: 1 })
    .limit(COURSE_LIMITS.lessons)
    .batchSize(COURSE_LIMITS.lessons)
    .lean()
  return new Set(rows.map((row) => row.lesson.toHexString()))
}
