import type { Types } from 'mongoose'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { now } from '@/lib/platform/clock'
import { AppError } from '@/lib/platform/errors'
import { ENROLLMENT_REASONS, LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { ProgressEvent } from '@/models/progress-event'
import type { ProgressEventKind } from '../constants'
import { percentOf } from '../percent'
import { readDoneLessons } from '../queries/done-lessons'

export type Learner = { user: Types.ObjectId; course: Types.ObjectId }
export type CourseProgress = { percent: number; isCompleted: boolean }

/**
 * Takes the learner's enrollment for this transaction, or refuses. Its version is raised first of all: of two changes at
 * once the second then conflicts and runs again, so that its percent counts what the first one did. Answers the percent
 * so far.
 */
export async function holdEnrollment(learner: Learner, lesson: Types.ObjectId): Promise<number> {
  const row = await Enrollment.findOneAndUpdate(
    { ...learner, status: { $in: LEARNING_STATUSES } },
    { $set: { lastLesson: lesson, lastAccessedAt: now() }, $inc: { version: 1 } },
  )
    .select({ progress: 1 })
    .lean()
  if (row === null)
    throw new AppError('forbidden', 'Enrol in this course first.', { reason: ENROLLMENT_REASONS.required })
  return row.progress
}

/** Counts the course anew for a learner and writes percent and, the first time it is 100, the completion. */
export async function settleProgress(
  learner: Learner,
): Promise<CourseProgress & { isFirstCompletion: boolean }> {
  const lessons = await Lesson.find({ course: learner.course, isPublished: true })
    .select({ isRequired: 1 })
    .limit(COURSE_LIMITS.lessons)
    .batchSize(COURSE_LIMITS.lessons)
    .lean()
  const percent = percentOf(
    lessons.map((lesson) => ({ id: lesson._id.toHexString(), isRequired: lesson.isRequired })),
    await readDoneLessons(learner),
  )
  await Enrollment.updateOne(learner, { $set: { progress: percent } })
  const { modifiedCount } =
    percent === 100
      ? await Enrollment.updateOne(
          { ...learner, status: 'active', completedAt: null },
          { $set: { status: 'completed', completedAt: now() } },
        )
      : { modifiedCount: 0 }
  const isFirstCompletion = modifiedCount === 1
  return { percent, isCompleted: percent === 100, isFirstCompletion }
}

export async function recordEvent(
  learner: Learner,
  event: { kind: ProgressEventKind; lesson: Types.ObjectId | null; percent: number },
): Promise<void> {
  await ProgressEvent.insertMany([{ ...learner, ...event, at: now() }])
}
