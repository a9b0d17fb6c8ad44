import 'server-only'
import type { Types } from 'mongoose'
import { runStatusAt } from '@/lib/courses/dto'
import { requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { PROGRESS_REASONS } from '../constants'
import type { LessonMark } from '../schema'
import { holdEnrollment, recordEvent, settleProgress, type CourseProgress, type Learner } from './ledger'

/** The learner says a lesson is done. Said again, it changes nothing. */
export async function completeLesson(viewer: Viewer, { lessonId }: LessonMark): Promise<CourseProgress> {
  return changeLesson(requireMember(viewer), lessonId, async ({ learner, lesson }) => {
    const moment = now()
    const before = await LessonProgress.findOne({ ...learner, lesson })
      .select({ status: 1 })
      .lean()
    const isChange = before?.status !== 'completed'
    if (isChange) {
      const done = { status: 'completed', percent: 100, completedAt: moment } as const
      const update = { $set: done, $setOnInsert: { startedAt: moment } }
      await LessonProgress.updateOne({ ...learner, lesson }, update, { upsert: true })
    }
    const { isFirstCompletion, ...progress } = await settleProgress(learner)
    if (isChange) await recordEvent(learner, { kind: 'lessonCompleted', lesson, percent: progress.percent })
    if (isFirstCompletion) await recordEvent(learner, { kind: 'courseCompleted', lesson: null, percent: 100 })
    return progress
  })
}

/** Takes “done” back. A course that was completed stays completed; its percent says what is done now. */
export async function reopenLesson(viewer: Viewer, { lessonId }: LessonMark): Promise<CourseProgress> {
  return changeLesson(requireMember(viewer), lessonId, async ({ learner, lesson }) => {
    const { modifiedCount } = await LessonProgress.updateOne(
      { ...learner, lesson, status: 'completed' },
      { $set: { status: 'started', percent: 0, completedAt: null } },
    )
    const { isFirstCompletion: _, ...progress } = await settleProgress(learner)
    if (modifiedCount > 0)
      await recordEvent(learner, { kind: 'lessonReopened', lesson, percent: progress.percent })
    return progress
  })
}

/** The learner has a lesson open: remembered as the place to continue, and once as its start. */
export async function visitLesson(viewer: Viewer, { lessonId }: LessonMark): Promise<void> {
  await changeLesson(requireMember(viewer), lessonId, async ({ learner, lesson, percent }) => {
    const { upsertedCount } = await LessonProgress.updateOne(
      { ...learner, lesson },
      { $setOnInsert: { status: 'started', percent: 0, startedAt: now() } },
      { upsert: true },
    )
    if (upsertedCount > 0) await recordEvent(learner, { kind: 'lessonStarted', lesson, percent })
  })
}

/** `percent` is the course's before the change. */
type Change<T> = (held: { learner: Learner; lesson: Types.ObjectId; percent: number }) => Promise<T>

async function changeLesson<T>(member: Member, lessonId: string, change: Change<T>): Promise<T> {
  const lesson = toObjectId(lessonId)
  const course = await courseOfOpenLesson(lesson)
  const learner = { user: toObjectId(member.userId), course: course._id }
  const attempt = () =>
    inTransaction(async () => {
      const percent = await holdEnrollment(learner, lesson)
      if (!course.isOpen) {
        throw new AppError('forbidden', 'This course has not begun.', { reason: PROGRESS_REASONS.notStarted })
      }
      return change({ learner, lesson, percent })
    })
  try {
    return await attempt()
  } catch (error) {
    // The same lesson was opened at the same moment elsewhere: its row is there now.
    if (duplicateKeyFields(error) === undefined) throw error
    return attempt()
  }
}

async function courseOfOpenLesson(
  lessonId: Types.ObjectId,
): Promise<{ _id: Types.ObjectId; isOpen: boolean }> {
  const lesson = await Lesson.findOne({ _id: lessonId, isPublished: true }).select({ course: 1 }).lean()
  const course =
    lesson === null
      ? null
      : await Course.findOne({ _id: lesson.course, status: { $in: ['published', 'archived'] } })
          .select({ startDate: 1, endDate: 1 })
          .lean()
  if (course === null) throw notFound('There is no such lesson.')
  const schedule = { startDate: course.startDate ?? null, endDate: course.endDate ?? null }
  return { _id: course._id, isOpen: runStatusAt(schedule, now()) !== 'upcoming' }
}
