import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { EXCHANGE_FORMATS, QUIZ_LIMITS } from '../constants'
import { Question } from './question'
import { QuizDraft } from './quiz'

const version = z.int().min(0)

/** The whole quiz, and the version it was made of; 0 where there was none yet. */
export const SaveQuiz = z.strictObject({ lessonId: objectId, version, draft: QuizDraft })
export type SaveQuiz = z.output<typeof SaveQuiz>

/** A file's text and how it is written. */
export const ImportQuestions = z.strictObject({
  lessonId: objectId,
  format: z.enum(EXCHANGE_FORMATS),
  text: z.string().min(1, 'required').max(QUIZ_LIMITS.importBytes, 'too_long'),
})
export type ImportQuestions = z.output<typeof ImportQuestions>

export const ExportQuestions = z.strictObject({ lessonId: objectId, format: z.enum(EXCHANGE_FORMATS) })
export type ExportQuestions = z.output<typeof ExportQuestions>

/** A question for the bank; without an id it is a new one. */
export const SaveBankQuestion = z.strictObject({
  questionId: objectId.optional(),
  version,
  question: Question,
})
export type SaveBankQuestion = z.output<typeof SaveBankQuestion>

export const BankReference = z.strictObject({ questionId: objectId })
export type BankReference = z.output<typeof BankReference>

export const BankQuery = z.strictObject({
  tag: z.string().trim().max(QUIZ_LIMITS.tagLength).optional(),
  cursor: z.string().min(1).max(1_000).optional(),
})
export type BankQuery = z.output<typeof BankQuery>
