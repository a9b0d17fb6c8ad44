import 'server-only'
import type { Types } from 'mongoose'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { LessonProgress } from '@/models/lesson-progress'
import type { LessonMarks } from '../dto'

type Learner = { user: Types.ObjectId; course: Types.ObjectId }

/** Rows of lessons that have left the course are read too, so there may be more than a course has lessons. */
const ROWS_MAX = 2 * COURSE_LIMITS.lessons

/** The lessons of a course that a learner has done or begun, in one round trip: they fit one batch. */
export async function readLessonMarks(learner: Learner): Promise<LessonMarks> {
  const rows = await LessonProgress.find(learner)
    .select({ _id: 0, lesson: 1, status: 1 })
    .limit(ROWS_MAX)
    .batchSize(ROWS_MAX)
    .lean()
  const idsOf = (status: (typeof rows)[number]['status']) =>
    new Set(rows.flatMap((row) => (row.status === status ? [row.lesson.toHexString()] : [])))
  return { done: idsOf('completed'), started: idsOf('started') }
}

/** The lessons of a course that a learner has done, in one round trip. */
export async function readDoneLessons(learner: Learner): Promise<ReadonlySet<string>> {
  return (await readLessonMarks(learner)).done
}
