import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { EXCHANGE_FORMATS, QUESTION_FAULTS, QUIZ_LIMITS } from '../constants'
import { hasMutePicture } from '../part-picture'
import { textsOf } from '../question-texts'
import { Question } from './question'
import { QuizDraft } from './quiz'

const version = z.int().min(0)

/**
 * What is asked of a question when it is written, and not of one that was kept before: pictures say what they show. Adds
 * an issue to each text in which one does not.
 */
function requireSpeakingPictures(question: Question, path: (string | number)[], issues: Issues): void {
  for (const text of textsOf(question))
    if (hasMutePicture(text.text))
      issues.push({
        code: 'custom',
        message: QUESTION_FAULTS.mutePicture,
        path: [...path, ...text.path],
        input: text.text,
      })
}
type Issues = z.core.$ZodRawIssue[]

/** The lesson of a quiz in an address. */
export const QuizReference = z.strictObject({ id: objectId })

/** The whole quiz, and the version it was made of; 0 where there was none yet. */
export const QuizWritten = z.strictObject({
  version,
  draft: QuizDraft.check(({ value, issues }) => {
    for (const [at, question] of value.questions.entries())
      requireSpeakingPictures(question, ['questions', at], issues)
  }),
})
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
  question: Question.check(({ value, issues }) => requireSpeakingPictures(value, [], issues)),
})
export type SaveBankQuestion = z.output<typeof SaveBankQuestion>

export const BankReference = z.strictObject({ questionId: objectId })
export type BankReference = z.output<typeof BankReference>

export const BankQuery = z.strictObject({
  tag: z.string().trim().max(QUIZ_LIMITS.tagLength).optional(),
  cursor: z.string().min(1).max(1_000).optional(),
})
export type BankQuery = z.output<typeof BankQuery>
