import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { EXCHANGE_FORMATS, QUIZ_LIMITS } from '../constants'
import { Question } from './question'
import { QuizDraft } from './quiz'

const version = z.int().min(0)

/** The lesson of a quiz in an address. */
export const QuizReference = z.strictObject({ id: objectId })

/** The whole quiz, and the version it was made of; 0 where there was none yet. */
export const QuizWritten = z.strictObject({ version, draft: QuizDraft })
export type SaveQuiz = z.output<typeof QuizWritten> & { lessonId: string }

const format = z.enum(EXCHANGE_FORMATS)

/** A file's text and how it is written. */
export const QuestionFile = z.strictObject({
  format,
  text: z.string().min(1, 'required').max(QUIZ_LIMITS.importBytes, 'too_long'),
})
export type ImportQuestions = z.output<typeof QuestionFile> & { lessonId: string }

export const ExportChoice = z.strictObject({ format })
export type ExportQuestions = z.output<typeof ExportChoice> & { lessonId: string }

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
