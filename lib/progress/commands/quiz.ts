import 'server-only'
import { keepQuizScore } from '@/lib/assignments/commands/grades'
import type { Types } from 'mongoose'
import { systemViewer, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { finishOverdue, handInAttempt, startAttempt, type Finished } from '@/lib/quizzes/commands/attempts'
import { saveAnswer, saveFormAnswers, type SavedAnswer } from '@/lib/quizzes/commands/saving'
import { GRACE_SECONDS, QUIZ_REASONS } from '@/lib/quizzes/constants'
import type { SaveAnswer } from '@/lib/quizzes/schema/taking'
import { Enrollment } from '@/models/enrollment'
import { LessonProgress } from '@/models/lesson-progress'
import { QuizAttempt } from '@/models/quiz-attempt'
import type { TakeQuiz } from '@/lib/quizzes/schema/form'
import type { HandInQuiz } from '@/lib/quizzes/schema/taking'
import type { LessonMark } from '../schema'
import { finishQuizAttemptJob } from '../jobs'
import { recordActivity } from './activity'
import { changeLesson, type HeldLesson } from './held-lesson'
import { recordEvent, settleProgress, type Learner } from './ledger'
import { markDone } from './lessons'

/** Begins the viewer's next attempt at the quiz of a lesson that is open to them, or goes on with the one under way. */
export async function startQuiz(viewer: Viewer, { lessonId }: LessonMark): Promise<{ attemptId: string }> {
  const member = requireMember(viewer)
  await finishOverdueOf(toObjectId(member.userId), toObjectId(lessonId))
  return changeLesson(member, lessonId, async (held) => {
    requireQuiz(held)
    await noteStart(held)
    const attempt = await startAttempt(viewer, { ...held.learner, lesson: held.lesson._id })
    const attemptId = attempt._id.toHexString()
    const { deadlineAt } = attempt
    if (deadlineAt != null)
      await enqueue(
        finishQuizAttemptJob,
        { attemptId },
        { at: finishAt(deadlineAt), uniqueKey: `quiz ${attemptId}` },
      )
    await recordActivity(member)
    return { attemptId }
  })
}

/** When the house finishes an attempt that nobody handed in. */
export function finishAt(deadlineAt: Date): Date {
  return new Date(deadlineAt.getTime() + (GRACE_SECONDS + 1) * 1_000)
}

/** Keeps one answer; an attempt whose time is over is finished with what it holds, and the answer refused. */
export async function saveQuizAnswer(viewer: Viewer, input: SaveAnswer): Promise<SavedAnswer> {
  try {
    return await saveAnswer(viewer, input)
  } catch (error) {
    if (error instanceof AppError && error.reason === QUIZ_REASONS.timeOver)
      await finishOverdueAttempt(systemViewer('quiz'), input)
    throw error
  }
}

/** A whole form at once, from a page without scripts: its answers are kept, and handed in where it says so. */
export async function takeQuiz(viewer: Viewer, { act, ...given }: TakeQuiz): Promise<void> {
  try {
    await saveFormAnswers(viewer, given)
  } catch (error) {
    if (error instanceof AppError && error.reason === QUIZ_REASONS.timeOver)
      await finishOverdueAttempt(systemViewer('quiz'), given)
    throw error
  }
  if (act === 'handIn') await handInQuiz(viewer, given)
}

/** Hands the viewer's attempt in and marks the lesson done when the counted result passes. Said again, it changes nothing. */
export async function handInQuiz(
  viewer: Viewer,
  { lessonId, attemptId }: HandInQuiz,
): Promise<{ percent: number; isPassed: boolean }> {
  return changeLesson(requireMember(viewer), lessonId, async (held) => {
    requireQuiz(held)
    const finished = await handInAttempt(viewer, { ...held.learner, lesson: held.lesson._id, attemptId })
    if (finished.isNew) {
      await noteResult(held.learner, { finished, percent: held.percent, day: held.day })
      const isDone = await isLessonDone(held.learner, held.lesson._id)
      if (finished.counted.isPassed && !isDone)
        await markDone(held, { cause: 'passed', watchedPercent: null })
      else await recordActivity(held.member)
    }
    return { percent: finished.attempt.percent ?? 0, isPassed: finished.attempt.isPassed ?? false }
  })
}

/**
 * Finishes an attempt by the server's clock, whoever noticed: the job, a reader, or an answer that came too late. Says
 * when to look again where its deadline was moved; null where nothing is left to do.
 */
export async function finishOverdueAttempt(
  viewer: Viewer,
  { attemptId }: { attemptId: string },
): Promise<Date | null> {
  if (viewer.kind !== 'system') throw forbidden()
  return inTransaction(async () => {
    const attempt = await QuizAttempt.findOne({ _id: toObjectId(attemptId), state: 'open' })
      .select({ user: 1, course: 1, lesson: 1, deadlineAt: 1 })
      .lean()
    if (attempt === null) return null
    const learner = { user: attempt.user, course: attempt.course }
    // Held first, as every change of a lesson does, so that the percent counts what is done at the same moment.
    const enrollment = await Enrollment.findOneAndUpdate(learner, { $inc: { version: 1 } })
      .select({ progress: 1 })
      .lean()
    // Whose account is being erased loses the attempt too; a result would be made anew for nobody.
    if (enrollment === null) return null
    const finished = await finishOverdue(viewer, { attemptId })
    if (finished === null) return attempt.deadlineAt == null ? null : finishAt(attempt.deadlineAt)
    await noteResult(learner, { finished, percent: enrollment.progress, day: null })
    // Who has left or was removed meanwhile finds it done when they come back: they may have no attempt left.
    if (finished.counted.isPassed) await completePassed(learner, attempt.lesson)
    return null
  })
}

/** Finishes the viewer's own attempt at a quiz if its time is over, before anything is shown or begun. */
async function finishOverdueOf(user: Types.ObjectId, lesson: Types.ObjectId): Promise<void> {
  const open = await QuizAttempt.findOne({ user, lesson, state: 'open', deadlineAt: { $lt: now() } })
    .select({ _id: 1 })
    .lean()
  if (open !== null) await finishOverdueAttempt(systemViewer('quiz'), { attemptId: open._id.toHexString() })
}

/** The same as when a learner hands in, but for their day of learning: they did nothing at this moment. */
export async function completePassed(learner: Learner, lesson: Types.ObjectId): Promise<void> {
  if (await isLessonDone(learner, lesson)) return
  const moment = now()
  await LessonProgress.updateOne(
    { ...learner, lesson },
    { $set: { status: 'completed', completedAt: moment, percent: 100 }, $setOnInsert: { startedAt: moment } },
    { upsert: true },
  )
  await settleProgress(learner, { kind: 'lessonCompleted', lesson, day: null, cause: 'passed' })
}

type Noted = { finished: Finished; percent: number; day: string | null }

/** The ledger says how this attempt ended, the gradebook what counts of all of them, in percent. */
async function noteResult(
  learner: Learner,
  { finished: { attempt, counted }, percent, day }: Noted,
): Promise<void> {
  const scorePercent = attempt.percent ?? 0
  const { lesson, number } = attempt
  const trail = { act: 'quizScored', by: null, reason: '', attempt: number } as const
  await keepQuizGrade(learner, { lesson, counted, trail })
  await recordEvent(learner, { kind: 'quizFinished', lesson: attempt.lesson, percent, scorePercent, day })
}

type Kept = Pick<Finished, 'counted'> & {
  lesson: Types.ObjectId
  trail: Parameters<typeof keepQuizScore>[1]['trail']
}

/** What counts of a learner's attempts, in hundredths of a percent, becomes their grade for the quiz, with its trail. */
export async function keepQuizGrade(
  { user, course }: Learner,
  { lesson, counted, trail }: Kept,
): Promise<{ before: number | null; after: number }> {
  const { percent, passPercent, isPassed } = counted
  const score = Math.round(percent * 100)
  return keepQuizScore(systemViewer('quiz'), {
    place: { user, course, lesson },
    earned: { score, attempt: trail.attempt, outOf: 10_000, passPercent, isPassed },
    trail,
  })
}

function requireQuiz({ lesson }: HeldLesson): void {
  if (lesson.type !== 'quiz') throw notFound('There is no quiz in this lesson.')
}

async function noteStart({ learner, lesson, percent, day }: HeldLesson): Promise<void> {
  const { upsertedCount } = await LessonProgress.updateOne(
    { ...learner, lesson: lesson._id },
    { $setOnInsert: { status: 'started', percent: 0, startedAt: now() } },
    { upsert: true },
  )
  if (upsertedCount > 0)
    await recordEvent(learner, { kind: 'lessonStarted', lesson: lesson._id, percent, day })
}

async function isLessonDone(learner: Learner, lesson: Types.ObjectId): Promise<boolean> {
  return (await LessonProgress.exists({ ...learner, lesson, status: 'completed' })) !== null
}
