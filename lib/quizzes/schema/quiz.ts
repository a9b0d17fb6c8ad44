import { z } from 'zod'
import { COUNTED_ATTEMPTS, QUIZ_LIMITS as LIMITS, SHOW_ANSWERS } from '../constants'
import { PartId, Question } from './question'

/** The rules a quiz is taken by. */
export const QuizSettings = z
  .strictObject({
    /** Minutes of one attempt by the server's clock; null for no limit. */
    timeLimitMinutes: z.int().min(1, 'too_small').max(LIMITS.minutes, 'too_big').nullable().default(null),
    /** How often it may be begun; null for as often as one likes. */
    attempts: z.int().min(1, 'too_small').max(LIMITS.attempts, 'too_big').nullable().default(null),
    /** Percent of all points from which on it is passed; 0 passes whoever hands in. */
    passPercent: z.number().min(0, 'too_small').max(100, 'too_big').default(60),
    counts: z.enum(COUNTED_ATTEMPTS).default('best'),
    shuffleQuestions: z.boolean().default(false),
    shuffleOptions: z.boolean().default(true),
    showAnswers: z.enum(SHOW_ANSWERS).default('afterHandIn'),
    /** Of `onDate`: from this moment on, in UTC as ISO 8601 writes it. */
    showAnswersAt: z.iso.datetime().nullable().default(null),
  })
  .refine(({ showAnswers, showAnswersAt }) => showAnswers !== 'onDate' || showAnswersAt !== null, {
    path: ['showAnswersAt'],
    message: 'required',
  })
export type QuizSettings = z.output<typeof QuizSettings>

/** So many questions with a tag, drawn from the author's bank for each attempt anew; each is worth the same. */
export const Draw = z.strictObject({
  id: PartId,
  tag: z.string().trim().min(1, 'required').max(LIMITS.tagLength, 'too_long'),
  count: z.int().min(1, 'too_small').max(LIMITS.questions, 'too_big'),
  points: z.number().min(0.01, 'too_small').max(LIMITS.points, 'too_big'),
})
export type Draw = z.output<typeof Draw>

/** All that an author writes of a quiz. */
export const QuizDraft = z
  .strictObject({
    settings: QuizSettings,
    questions: z.array(Question).max(LIMITS.questions, 'too_many'),
    draws: z.array(Draw).max(LIMITS.draws, 'too_many'),
  })
  .refine((draft) => questionCount(draft) <= LIMITS.questions, { message: 'too_many', path: ['draws'] })
  .refine(({ questions, draws }) => idsDiffer([...questions, ...draws]), {
    message: 'repeated',
    path: ['questions'],
  })
export type QuizDraft = z.output<typeof QuizDraft>

/** How many questions an attempt has. */
export function questionCount({
  questions,
  draws,
}: {
  questions: readonly unknown[]
  draws: readonly Pick<Draw, 'count'>[]
}): number {
  return draws.reduce((sum, { count }) => sum + count, questions.length)
}

/** What an attempt is made with and graded by: a draft with what its draws choose among. It never changes. */
export const QuizContent = z.strictObject({
  settings: QuizSettings,
  questions: z.array(Question),
  /** Of each draw as many as it says are taken; there may be fewer in the bank, then all. */
  pools: z.array(z.strictObject({ id: PartId, count: z.int().min(1), questions: z.array(Question) })),
})
export type QuizContent = z.output<typeof QuizContent>

function idsDiffer(parts: readonly { id: string }[]): boolean {
  return new Set(parts.map(({ id }) => id)).size === parts.length
}
