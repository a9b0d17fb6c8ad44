import 'server-only'
import type { Types } from 'mongoose'
import { requireAuthor } from '@/lib/courses/commands/authors'
import { LEARNER_STEPS } from '@/lib/courses/constants'
import { runStatusAt } from '@/lib/courses/dto'
import { courseStandingChanged } from '@/lib/courses/events'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction, inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { nameKeyOf } from '@/lib/utils/name-key'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { LearnerAct } from '@/models/learner-act'
import { User } from '@/models/user'
import { recordAct } from './commands/acts'
import { ENROLLMENT_REASONS, LEARNING_STATUSES } from './constants'
import { isLearning, toEnrollmentState, type EnrollmentRow, type EnrollmentState } from './dto'
import {
  enrollmentCreated,
  enrollmentEnded,
  learnerForgotten,
  learnerReadmitted,
  learnerRemoved,
} from './events'
import { obstacleToEnrolling } from './policy'
import type { Enroll } from './schema'

export type Enrolled = { enrollment: EnrollmentState; isNew: boolean }
type Key = { user: Types.ObjectId; course: Types.ObjectId }

/**
 * Enrols the viewer in a free, open course of others; who is enrolled gets their enrollment back, who left comes back to
 * what they kept. However many calls come at once, one row is made and the course counts one learner.
 */
export async function enroll(viewer: Viewer, { courseId }: Enroll): Promise<Enrolled> {
  const { userId, fullName } = requireMember(viewer)
  const key = { user: toObjectId(userId), course: toObjectId(courseId) }
  return inMakingTransaction(() => enrollOnce(key, nameKeyOf(fullName)))
}

/** Ends the viewer's learning in a course; the row stays, so that coming back is possible. Called by lib/progress. */
export async function cancelEnrollment(viewer: Viewer, { courseId }: Enroll): Promise<void> {
  const key = { user: toObjectId(requireMember(viewer).userId), course: toObjectId(courseId) }
  await inTransaction(async () => {
    const at = now()
    const row = await Enrollment.findOneAndUpdate(
      { ...key, status: { $in: LEARNING_STATUSES } },
      { $set: { status: 'cancelled', cancelledAt: at }, $inc: { version: 1 } },
    )
      .select({ _id: 1 })
      .lean()
    if (row === null) {
      throw new AppError('not_found', 'You are not enrolled in this course.', {
        reason: ENROLLMENT_REASONS.none,
      })
    }
    await emit(enrollmentEnded, newsOf(key, row._id, at))
    await countLearner(key.course, -1)
  })
}

/**
 * A teacher ends somebody's learning in their course. What the learner did is kept; they cannot enrol again by themselves,
 * and the course's students name who removed them. Called by lib/progress.
 */
export async function endEnrollment(
  viewer: Viewer,
  { courseId, userId, reason }: Place & { reason?: string | undefined },
): Promise<void> {
  const { by, key } = await requireTeacher(viewer, { courseId, userId })
  await inTransaction(async () => {
    const at = now()
    const row = await Enrollment.findOneAndUpdate(
      { ...key, status: { $in: LEARNING_STATUSES } },
      { $set: { status: 'cancelled', cancelledAt: at, removedBy: by }, $inc: { version: 1 } },
    )
      .select({ _id: 1 })
      .lean()
    if (row === null) throw notFound('There is no such learner in this course.')
    await emit(enrollmentEnded, newsOf(key, row._id, at))
    await recordAct(viewer, { ...key, act: 'removed', reason })
    await emit(learnerRemoved, { userId, courseId, at, reason: reason ?? '' })
    await countLearner(key.course, -1)
  })
}

/** A teacher takes back whom one of them had removed; what was kept is there again. Said twice, it changes nothing. */
export async function restoreEnrollment(
  viewer: Viewer,
  { courseId, userId }: Place,
): Promise<EnrollmentState> {
  const { key } = await requireTeacher(viewer, { courseId, userId })
  return inTransaction(async () => {
    const before = await Enrollment.findOne(key).lean()
    if (before !== null && isLearning(before)) return toEnrollmentState(before)
    if (!before?.removedBy) throw notFound('Nobody of this name was removed from this course.')
    const row = await resumeEnrollment(before)
    await emit(enrollmentCreated, newsOf(key, row._id, now()))
    await recordAct(viewer, { ...key, act: 'readmitted' })
    await emit(learnerReadmitted, { userId, courseId, at: now() })
    await countLearner(key.course, 1)
    return toEnrollmentState(row)
  })
}

type Place = { courseId: string; userId: string }

async function requireTeacher(viewer: Viewer, { courseId, userId }: Place) {
  const course = await Course.findById(toObjectId(courseId))
    .select({ status: 1, instructor: 1, coInstructors: 1 })
    .lean()
  const { _id } = requireAuthor(viewer, course)
  return { by: toObjectId(requireMember(viewer).userId), key: { user: toObjectId(userId), course: _id } }
}

/** Puts the name that a person has now into their enrolments. Whichever of two runs ends last, both read the same name. */
export async function nameLearner(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  const person = await User.findById(user).select({ fullName: 1 }).lean()
  if (person === null) return
  const nameKey = nameKeyOf(person.fullName)
  await Enrollment.updateMany(
    { user, nameKey: { $ne: nameKey } },
    { $set: { nameKey } },
    { timestamps: false },
  )
}

const ENROLLMENTS_PER_STEP = 100

/** Erases every enrollment of a person whose account is gone, each with its course's count, and what was done to them. */
export async function eraseEnrollments(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  for (;;) {
    const rows = await Enrollment.find({ user }).limit(ENROLLMENTS_PER_STEP).select({ _id: 1 }).lean()
    for (const { _id } of rows) await inTransaction(() => eraseEnrollment(_id))
    if (rows.length < ENROLLMENTS_PER_STEP) break
  }
  await LearnerAct.deleteMany({ user })
}

async function eraseEnrollment(_id: Types.ObjectId): Promise<void> {
  const row = await Enrollment.findOneAndDelete({ _id }).select({ course: 1, status: 1 }).lean()
  if (row === null) return
  await emit(learnerForgotten, { courseId: row.course.toHexString() })
  if (isLearning(row) && (await Course.exists({ _id: row.course }))) await countLearner(row.course, -1)
}

async function enrollOnce(key: Key, nameKey: string): Promise<Enrolled> {
  const before = await Enrollment.findOne(key).lean()
  if (before !== null && isLearning(before)) return { enrollment: toEnrollmentState(before), isNew: false }
  if (before?.removedBy) throw forbidden('A teacher has ended this enrolment.', ENROLLMENT_REASONS.removed)
  await requireOpen(key)
  const row = before === null ? await addEnrollment(key, nameKey) : await resumeEnrollment(before)
  await emit(enrollmentCreated, newsOf(key, row._id, now()))
  await countLearner(key.course, 1)
  return { enrollment: toEnrollmentState(row), isNew: before === null }
}

function newsOf(key: Key, enrollment: Types.ObjectId, at: Date) {
  return {
    enrollmentId: enrollment.toHexString(),
    userId: key.user.toHexString(),
    courseId: key.course.toHexString(),
    at,
  }
}

async function requireOpen(key: Key): Promise<void> {
  const course = await Course.findOne({ _id: key.course, status: 'published' })
    .select({ price: 1, startDate: 1, endDate: 1, instructor: 1, coInstructors: 1 })
    .lean()
  if (course === null) throw notFound('There is no such course.')
  const schedule = { startDate: course.startDate ?? null, endDate: course.endDate ?? null }
  const isOwn = [course.instructor, ...course.coInstructors].some((teacher) => teacher?.equals(key.user))
  const offer = {
    runStatus: runStatusAt(schedule, now()),
    price: { amount: course.price?.amount ?? 0 },
    isOwn,
  }
  const obstacle = obstacleToEnrolling(offer)
  if (obstacle !== null) throw new AppError('conflict', 'Enrolment is not open.', { reason: obstacle })
}

async function addEnrollment(key: Key, nameKey: string): Promise<EnrollmentRow> {
  const at = now()
  const [row] = await Enrollment.insertMany([
    { ...key, nameKey, enrolledAt: at, lastAccessedAt: at, movedAt: at },
  ])
  if (row === undefined) throw new Error('The enrollment was not inserted.')
  return row
}

async function resumeEnrollment(before: EnrollmentRow): Promise<EnrollmentRow> {
  const status = before.completedAt ? 'completed' : 'active'
  const at = now()
  const row = await Enrollment.findOneAndUpdate(
    { _id: before._id, status: before.status },
    {
      $set: { status, cancelledAt: null, removedBy: null, lastAccessedAt: at, movedAt: at },
      $inc: { version: 1 },
    },
    { returnDocument: 'after' },
  ).lean()
  if (row === null) throw new AppError('conflict', 'This changed meanwhile; try again.')
  return row
}

/**
 * The count goes last in the transaction: it is the one row that all who enrol in a course at once contend for. The course's kept
 * page is not dropped for it: the number of learners may be as old as a kept page may be (docs/decisions/079).
 */
async function countLearner(courseId: Types.ObjectId, step: 1 | -1): Promise<void> {
  const course = await Course.findOneAndUpdate(
    { _id: courseId },
    { $inc: { enrollmentCount: step } },
    { returnDocument: 'after', timestamps: false },
  )
    .select({ enrollmentCount: 1 })
    .lean()
  if (course === null) throw notFound('There is no such course.')
  const more = Math.max(course.enrollmentCount, course.enrollmentCount - step)
  if (LEARNER_STEPS.some((reached) => reached === more))
    await emit(courseStandingChanged, { courseId: courseId.toHexString() })
}
