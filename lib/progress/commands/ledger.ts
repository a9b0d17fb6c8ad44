import 'server-only'
import type { Types } from 'mongoose'
import { issueCertificate } from '@/lib/certificates/commands/issuing'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { emit } from '@/lib/platform/jobs/events'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { ProgressEvent } from '@/models/progress-event'
import type { ProgressCause, ProgressEventKind } from '../constants'
import { courseCompleted } from '../events'
import { percentOf } from '../percent'
import { readDoneLessons } from '../queries/done-lessons'

export type Learner = { user: Types.ObjectId; course: Types.ObjectId }
export type CourseProgress = { percent: number; isCompleted: boolean }

/** What is noted in the ledger, with the course's percent after it. */
export type Entry = {
  kind: ProgressEventKind
  lesson: Types.ObjectId | null
  cause?: ProgressCause | null
  watchedPercent?: number | null
  scorePercent?: number | null
  /** The learner's day; none where nobody but the house did anything. */
  day: string | null
}

/**
 * Counts the course anew for a learner and writes the percent, the ledger's entry and, the first time it is 100, the
 * completion. Runs in the transaction of the change, after the enrollment's version was raised.
 */
export async function settleProgress(learner: Learner, entry: Entry | null): Promise<CourseProgress> {
  const percent = percentOf(await readCountedLessons(learner.course), await readDoneLessons(learner))
  const moved = entry?.kind === 'lessonCompleted' ? { movedAt: now() } : {}
  await Enrollment.updateOne(learner, { $set: { progress: percent, ...moved } })
  if (entry !== null) await recordEvent(learner, { ...entry, percent })
  if (percent === 100) await completeCourse(learner, entry?.day ?? null)
  return { percent, isCompleted: percent === 100 }
}

/**
 * The first completion of who learns here now: with it go its event and its certificate. It happens once, whatever comes
 * at the same moment; who left the course completes it when they come back.
 */
export async function completeCourse(learner: Learner, day: string | null): Promise<boolean> {
  const completedAt = now()
  const { modifiedCount } = await Enrollment.updateOne(
    { ...learner, status: 'active', completedAt: null },
    { $set: { status: 'completed', completedAt } },
  )
  if (modifiedCount === 0) return false
  await recordEvent(learner, { kind: 'courseCompleted', lesson: null, percent: 100, day })
  const ids = { userId: learner.user.toHexString(), courseId: learner.course.toHexString() }
  await issueCertificate(systemViewer('progress'), { ...ids, completedAt })
  await emit(courseCompleted, { ...ids, completedAt })
  return true
}

/** The published lessons of a course, as the percent needs them. */
export async function readCountedLessons(
  course: Types.ObjectId,
): Promise<{ id: string; isRequired: boolean }[]> {
  const lessons = await Lesson.find({ course, isPublished: true })
    .select({ isRequired: 1 })
    .limit(COURSE_LIMITS.lessons)
    .batchSize(COURSE_LIMITS.lessons)
    .lean()
  return lessons.map(({ _id, isRequired }) => ({ id: _id.toHexString(), isRequired }))
}

export async function recordEvent(learner: Learner, event: Entry & { percent: number }): Promise<void> {
  await ProgressEvent.insertMany([{ ...learner, ...event, at: now() }])
}
