import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Types } from 'mongoose'
import { runStatusAt } from '@/lib/courses/dto'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { QuizAttempt, type QuizAttemptFields } from '@/models/quiz-attempt'
import {
  attemptsAllowed,
  composeAttempt,
  countedPercent,
  deadlineOf,
  gradeAttempt,
  questionsOf,
} from '../attempt'
import { GRACE_SECONDS, QUIZ_LIMITS, QUIZ_REASONS } from '../constants'
import { laterFor, type Accommodations } from '../dto/accommodations'
import { readAccommodations } from '../queries/accommodations'
import { findLatestVersion, readVersion } from '../queries/versions'
import { readAnswers } from '../answers'

export type Learner = { user: Types.ObjectId; course: Types.ObjectId }
type Place = Learner & { lesson: Types.ObjectId }
export type AttemptRow = QuizAttemptFields & { _id: Types.ObjectId }

/**
 * Begins an attempt, or gives the one that is under way: begun twice at once, there is one. Runs in a transaction of
 * lib/progress that has checked that the lesson is open to the learner.
 *
 * @throws conflict `quiz.not_published`, `quiz.no_attempts_left`; forbidden `quiz.course_over`
 */
export async function startAttempt(viewer: Viewer, place: Place): Promise<AttemptRow> {
  requireLearner(viewer, place)
  const open = await QuizAttempt.findOne({ user: place.user, lesson: place.lesson, state: 'open' }).lean()
  if (open !== null) return open
  const version = await findLatestVersion(place.lesson)
  if (version === null) throw refuse(QUIZ_REASONS.notPublished, 'This quiz is not published yet.')
  const accommodations = await readAccommodations(place)
  await requireCourseGoesOn(place.course, accommodations)
  const number = await nextNumber(place, attemptsAllowed(version.content.settings, accommodations))
  const startedAt = now()
  const seed = randomUUID()
  const { extraTimePercent } = accommodations
  const [attempt] = await QuizAttempt.create([
    {
      ...place,
      number,
      version: version.id,
      gradedBy: version.id,
      seed,
      questionIds: composeAttempt(version.content, seed),
      startedAt,
      deadlineAt: deadlineOf(version.content.settings, { startedAt, extraTimePercent }),
    },
  ])
  if (attempt === undefined) throw new Error('The attempt was not made.')
  return attempt.toObject()
}

/** Attempts may be begun until the course ends; one that is under way then is still finished. */
async function requireCourseGoesOn(courseId: Types.ObjectId, given: Accommodations): Promise<void> {
  const course = await Course.findById(courseId).select({ status: 1, startDate: 1, endDate: 1 }).lean()
  const schedule = { startDate: null, endDate: course?.endDate ? laterFor(course.endDate, given) : null }
  if (course?.status === 'published' && runStatusAt(schedule, now()) !== 'expired') return
  throw forbidden('This course has ended.', QUIZ_REASONS.courseOver)
}

async function nextNumber({ user, lesson }: Place, allowed: number | null): Promise<number> {
  const last = await QuizAttempt.findOne({ user, lesson }).sort({ number: -1 }).select({ number: 1 }).lean()
  const used = last?.number ?? 0
  if (used < Math.min(allowed ?? QUIZ_LIMITS.attemptsEver, QUIZ_LIMITS.attemptsEver)) return used + 1
  throw refuse(QUIZ_REASONS.noAttemptsLeft, 'All attempts at this quiz are used.')
}

export type Finished = {
  attempt: AttemptRow
  /** Whether this call finished it; false where it was finished before. */
  isNew: boolean
  /** Of all finished attempts, by the rule of the latest version. */
  counted: { percent: number; isPassed: boolean; passPercent: number }
}

/**
 * Hands the learner's attempt in, once: said again, it answers with what it was. Runs in a transaction of lib/progress,
 * which marks the lesson done when it is passed.
 */
export async function handInAttempt(
  viewer: Viewer,
  { attemptId, ...place }: Place & { attemptId: string },
): Promise<Finished> {
  requireLearner(viewer, place)
  const { user, lesson } = place
  const attempt = await QuizAttempt.findOne({ _id: toObjectId(attemptId), user, lesson }).lean()
  if (attempt === null) throw notFound('There is no such attempt.')
  return finish(attempt, isTimeOver(attempt, now()) ? 'clock' : 'learner')
}

/** Finishes an attempt whose time is over, for whoever noticed it first; null where there is nothing to finish. */
export async function finishOverdue(
  viewer: Viewer,
  { attemptId }: { attemptId: string },
): Promise<Finished | null> {
  if (viewer.kind !== 'system') throw forbidden()
  const attempt = await QuizAttempt.findOne({ _id: toObjectId(attemptId), state: 'open' }).lean()
  return attempt === null || !isTimeOver(attempt, now()) ? null : finish(attempt, 'clock')
}

/** Whether the server's clock has ended an attempt; what was on its way then is still taken. */
export function isTimeOver({ deadlineAt }: Pick<AttemptRow, 'deadlineAt'>, moment: Date): boolean {
  return deadlineAt != null && moment.getTime() > deadlineAt.getTime() + GRACE_SECONDS * 1_000
}

async function finish(attempt: AttemptRow, finishedBy: 'learner' | 'clock'): Promise<Finished> {
  const { content } = await readVersion(attempt.gradedBy)
  const { user, lesson } = attempt
  const result = gradeAttempt(
    questionsOf(content, attempt.questionIds),
    new Map(readAnswers(attempt.answers).map(([id, { answer }]) => [id, answer])),
    content.settings,
  )
  const finishedAt = finishedBy === 'clock' ? attempt.deadlineAt : now()
  const { modifiedCount } = await QuizAttempt.updateOne(
    { _id: attempt._id, state: 'open' },
    { $set: { state: 'finished', finishedAt, finishedBy, ...result } },
  )
  const stored = await QuizAttempt.findById(attempt._id).lean()
  if (stored === null) throw notFound('There is no such attempt.')
  return { attempt: stored, isNew: modifiedCount > 0, counted: await countedOf({ user, lesson }) }
}

/** What counts of a learner's attempts at a quiz now. */
export async function countedOf(place: { user: Types.ObjectId; lesson: Types.ObjectId }) {
  const latest = await findLatestVersion(place.lesson)
  const rows = await QuizAttempt.find({ ...place, state: 'finished' })
    .sort({ number: 1 })
    .limit(QUIZ_LIMITS.attemptsEver)
    .select({ percent: 1 })
    .lean()
  const { counts, passPercent } = latest?.content.settings ?? { counts: 'best', passPercent: 0 }
  const percent = countedPercent(
    rows.map((row) => row.percent ?? 0),
    counts,
  )
  return { percent: percent ?? 0, isPassed: percent !== null && percent >= passPercent, passPercent }
}

function requireLearner(viewer: Viewer, { user }: Learner): void {
  if (requireMember(viewer).userId !== user.toHexString()) throw forbidden()
}

function refuse(reason: string, message: string): AppError {
  return new AppError('conflict', message, { reason })
}
