import 'server-only'
import type { Types } from 'mongoose'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { runStatusAt, toLessonRelease } from '@/lib/courses/dto'
import { ENROLLMENT_REASONS, LEARNING_STATUSES } from '@/lib/enrollments/constants'
import type { Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { readAccommodations } from '@/lib/quizzes/queries/accommodations'
import { dayOf } from '@/lib/utils/dates'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Lesson, type LessonFields } from '@/models/lesson'
import { PROGRESS_REASONS } from '../constants'
import { readLessonMarks } from '../queries/done-lessons'
import { openingsOf } from '../release'
import type { Learner } from './ledger'

/** A lesson a learner may work on, held for one transaction. */
export type HeldLesson = {
  member: Member
  learner: Learner
  lesson: LessonRow
  /** Of the course, before the change. */
  percent: number
  /** The learner's day. */
  day: string
}
type LessonRow = { _id: Types.ObjectId } & Pick<
  LessonFields,
  'course' | 'type' | 'isPreview' | 'release' | 'video'
>

/** One writer makes a row of its own first, another the day's: each may be met once by who comes at the same moment. */
const TRIES = 3

/**
 * Runs `change` in a transaction that holds the learner's enrollment, for a lesson that is open to them; else refuses.
 * Every command on a lesson goes through here.
 */
export async function changeLesson<T>(
  member: Member,
  lessonId: string,
  change: (held: HeldLesson) => Promise<T>,
): Promise<T> {
  const lesson = await readLesson(toObjectId(lessonId))
  const isStarted = await hasStarted(lesson.course)
  const learner = { user: toObjectId(member.userId), course: lesson.course }
  const attempt = () =>
    inTransaction(async () => {
      const { percent, enrolledAt } = await holdEnrollment(learner, lesson._id)
      if (!isStarted) throw forbidden('This course has not begun.', PROGRESS_REASONS.notStarted)
      await requireOpen(learner, lesson, enrolledAt)
      return change({ member, learner, lesson, percent, day: dayOf(now(), member.timeZone) })
    })
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      // The same was begun at the same moment elsewhere: its row is there now.
      if (duplicateKeyFields(error) === undefined || tries === TRIES) throw error
    }
  }
}

/**
 * Takes the learner's enrollment for this transaction, or refuses. Its version is raised first of all: of two changes at
 * once the second then conflicts and runs again, so that its percent counts what the first one did.
 */
async function holdEnrollment(learner: Learner, lesson: Types.ObjectId) {
  const row = await Enrollment.findOneAndUpdate(
    { ...learner, status: { $in: LEARNING_STATUSES } },
    { $set: { lastLesson: lesson, lastAccessedAt: now() }, $inc: { version: 1 } },
  )
    .select({ progress: 1, enrolledAt: 1, lastLesson: 1 })
    .lean()
  if (row === null)
    throw new AppError('forbidden', 'Enrol in this course first.', { reason: ENROLLMENT_REASONS.required })
  // Whoever begins is not stuck, however long ago they enrolled.
  if (!row.lastLesson) await Enrollment.updateOne(learner, { $set: { movedAt: now() } })
  return { percent: row.progress, enrolledAt: row.enrolledAt }
}

async function readLesson(_id: Types.ObjectId): Promise<LessonRow> {
  const lesson = await Lesson.findOne({ _id, isPublished: true })
    .select({ course: 1, type: 1, isPreview: 1, release: 1, video: 1 })
    .lean()
  if (lesson === null) throw notFound('There is no such lesson.')
  return lesson
}

async function hasStarted(courseId: Types.ObjectId): Promise<boolean> {
  const course = await Course.findOne({ _id: courseId, status: { $in: ['published', 'archived'] } })
    .select({ startDate: 1, endDate: 1 })
    .lean()
  if (course === null) throw notFound('There is no such lesson.')
  const schedule = { startDate: course.startDate ?? null, endDate: course.endDate ?? null }
  return runStatusAt(schedule, now()) !== 'upcoming'
}

/** What a rule needs is read only where there is one: most lessons open with their course. */
async function requireOpen(learner: Learner, lesson: LessonRow, enrolledAt: Date): Promise<void> {
  if (!lesson.release || lesson.isPreview) return
  const lessons = await Lesson.find({ course: learner.course, isPublished: true })
    .select({ isPreview: 1, release: 1 })
    .limit(COURSE_LIMITS.lessons)
    .batchSize(COURSE_LIMITS.lessons)
    .lean()
  const { done, started } = await readLessonMarks(learner)
  const shut = openingsOf(
    lessons.map(({ _id, isPreview, release }) => ({
      id: _id.toHexString(),
      isPreview,
      release: toLessonRelease(release),
    })),
    {
      enrolledAt,
      doneLessonIds: done,
      startedLessonIds: started,
      given: await readAccommodations(learner),
      moment: now(),
    },
  )
  if (shut[lesson._id.toHexString()] !== undefined)
    throw forbidden('This lesson is not open yet.', PROGRESS_REASONS.lessonNotOpen)
}
