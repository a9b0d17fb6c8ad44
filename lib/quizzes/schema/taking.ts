import { z } from 'zod'
import { ActReason } from '@/lib/enrollments/schema'
import { objectId } from '@/lib/utils/object-id'
import { ACCOMMODATION_LIMITS } from '../constants'
import { Answer } from './answer'
import { PartId } from './question'

export const QuizLesson = z.object({ lessonId: objectId })
export type QuizLesson = z.output<typeof QuizLesson>

export const HandInQuiz = QuizLesson.extend({ attemptId: objectId })
export type HandInQuiz = z.output<typeof HandInQuiz>

/** Of the address that answers are sent to. */
export const AttemptReference = z.strictObject({ attemptId: objectId })

/** `sequence` counts the answers that the page has given to this question, from 1. */
export const AnswerGiven = z.strictObject({
  questionId: PartId,
  sequence: z.int().min(1).max(1_000_000),
  answer: Answer,
})
export type SaveAnswer = z.output<typeof AnswerGiven> & z.output<typeof AttemptReference>

/** What a learner gets beyond others; all nought takes it back. */
export const Accommodate = z.object({
  courseId: objectId,
  userId: objectId,
  extraTimePercent: z.int().min(0, 'too_small').max(ACCOMMODATION_LIMITS.extraTimePercent, 'too_big'),
  extraAttempts: z.int().min(0, 'too_small').max(ACCOMMODATION_LIMITS.extraAttempts, 'too_big'),
  laterDays: z.int().min(0, 'too_small').max(ACCOMMODATION_LIMITS.laterDays, 'too_big'),
  /** The learner reads it. */
  reason: ActReason,
})
export type Accommodate = z.input<typeof Accommodate>
