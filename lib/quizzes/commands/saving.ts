import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, notFound } from '@/lib/platform/errors'
import { QuizAttempt } from '@/models/quiz-attempt'
import { answerOfFields } from '../answer-of-fields'
import { readAnswers } from '../answers'
import { questionsOf } from '../attempt'
import { QUIZ_REASONS } from '../constants'
import { readVersion } from '../queries/versions'
import { fits } from '../schema/answer'
import type { TakeQuiz } from '../schema/form'
import type { SaveAnswer } from '../schema/taking'
import { isTimeOver, type AttemptRow } from './attempts'

export type SavedAnswer = {
  /** Of the answer that the attempt holds now. */
  sequence: number
  /** Whether that is the one that was sent; false where a later one had come before. */
  isKept: boolean
}

/**
 * Keeps one answer of an attempt under way. The learner's page counts its answers to each question: one that comes late,
 * twice or out of order changes nothing that came after it. Answered only when it is written, so nothing that was
 * acknowledged is ever lost. Whoever has begun an attempt may finish it: the rules of the lesson were asked at its start.
 *
 * @throws not_found for an attempt of somebody else; conflict `quiz.handed_in`, `quiz.time_over`; invalid `quiz.answer_shape`
 */
export async function saveAnswer(
  viewer: Viewer,
  { attemptId, questionId, sequence, answer }: SaveAnswer,
): Promise<SavedAnswer> {
  const mine = { _id: toObjectId(attemptId), user: toObjectId(requireMember(viewer).userId) }
  const attempt = await QuizAttempt.findOne(mine).lean()
  if (attempt === null) throw notFound('There is no such attempt.')
  requireRunning(attempt)
  await requireFitting(attempt, { questionId, answer })
  const at = now()
  const key = `answers.${questionId}`
  const { modifiedCount } = await QuizAttempt.updateOne(
    { ...mine, state: 'open', [`${key}.sequence`]: { $not: { $gte: sequence } } },
    { $set: { [key]: { answer, sequence, at } } },
  )
  if (modifiedCount > 0) return { sequence, isKept: true }
  return heldAnswer(mine, { questionId, sequence, answer })
}

/**
 * Keeps the answers of a form that was sent whole; each counts on from what the attempt holds, and one that is the same
 * is left as it is.
 *
 * @throws as `saveAnswer`; invalid `quiz.places` where an order is not one
 */
export async function saveFormAnswers(
  viewer: Viewer,
  { attemptId, answers }: Pick<TakeQuiz, 'attemptId' | 'answers'>,
): Promise<void> {
  const mine = { _id: toObjectId(attemptId), user: toObjectId(requireMember(viewer).userId) }
  const attempt = await QuizAttempt.findOne(mine).lean()
  if (attempt === null) throw notFound('There is no such attempt.')
  requireRunning(attempt)
  const held = new Map(readAnswers(attempt.answers))
  for (const [index, { questionId, ...fields }] of answers.entries()) {
    const answer = answerOfFields(fields)
    if (answer === null) throw badPlaces(index)
    const before = held.get(questionId)
    if (JSON.stringify(before?.answer) === JSON.stringify(answer)) continue
    await saveAnswer(viewer, { attemptId, questionId, answer, sequence: (before?.sequence ?? 0) + 1 })
  }
}

function badPlaces(index: number): AppError {
  return new AppError('invalid', 'Every entry needs a place of its own.', {
    reason: QUIZ_REASONS.places,
    fields: { [`answers.${index}`]: QUIZ_REASONS.places },
  })
}

/** Nothing was written: it came again, came late, or the attempt was finished meanwhile. */
async function heldAnswer(
  mine: { _id: AttemptRow['_id']; user: AttemptRow['user'] },
  { questionId, sequence, answer }: Pick<SaveAnswer, 'questionId' | 'sequence' | 'answer'>,
): Promise<SavedAnswer> {
  const attempt = await QuizAttempt.findOne(mine).lean()
  if (attempt === null) throw notFound('There is no such attempt.')
  requireRunning(attempt)
  const held = readAnswers(attempt.answers).find(([id]) => id === questionId)?.[1]
  if (held === undefined) throw new Error('An answer was neither written nor there.')
  const isSame = held.sequence === sequence && JSON.stringify(held.answer) === JSON.stringify(answer)
  return { sequence: held.sequence, isKept: isSame }
}

function requireRunning(attempt: AttemptRow): void {
  const isOver = isTimeOver(attempt, now())
  if (attempt.state === 'open' && !isOver) return
  const reason = isOver || attempt.finishedBy === 'clock' ? QUIZ_REASONS.timeOver : QUIZ_REASONS.handedIn
  throw new AppError('conflict', 'This attempt is over.', { reason })
}

async function requireFitting(
  attempt: AttemptRow,
  { questionId, answer }: Pick<SaveAnswer, 'questionId' | 'answer'>,
): Promise<void> {
  const { content } = await readVersion(attempt.version)
  const [question] = attempt.questionIds.includes(questionId) ? questionsOf(content, [questionId]) : []
  if (question !== undefined && fits(question, answer)) return
  throw new AppError('invalid', 'This is no answer to this question.', {
    reason: QUIZ_REASONS.answerShape,
    fields: { answer: QUIZ_REASONS.answerShape },
  })
}
