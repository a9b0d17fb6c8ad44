import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { EXCHANGE_FORMATS, QUESTION_FAULTS, QUESTION_TYPES, QUIZ_LIMITS } from '../constants'
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

const SpeakingQuestion = Question.check(({ value, issues }) => requireSpeakingPictures(value, [], issues))

/** A question for the bank; without an id it is a new one. */
export const SaveBankQuestion = z.strictObject({
  questionId: objectId.optional(),
  version,
  question: SpeakingQuestion,
})
export type SaveBankQuestion = z.output<typeof SaveBankQuestion>

export const BankReference = z.strictObject({ questionId: objectId })
export type BankReference = z.output<typeof BankReference>

/** What was deleted, as it was answered then. It may be older than what is asked of a question today. */
export const DeletedQuestion = z.strictObject({ version: z.int().min(1), question: Question })
export type RestoreBankQuestion = z.output<typeof DeletedQuestion> & BankReference

/** A file's text for the bank: read alone, or also kept. */
export const BankFile = QuestionFile.extend({ isKept: z.boolean() })
export type BankFile = z.output<typeof BankFile>

/** Which questions of a bank: those with all of these words in their text, name or tags, of one tag and of one type. */
const BankFilter = z.strictObject({
  q: z.string().trim().max(QUIZ_LIMITS.searchLength).optional(),
  tag: z.string().trim().max(QUIZ_LIMITS.tagLength).optional(),
  type: z.enum(QUESTION_TYPES).optional(),
})
export type BankFilter = z.output<typeof BankFilter>

export const BankQuery = BankFilter.extend({ cursor: z.string().min(1).max(1_000).optional() })
export type BankQuery = z.output<typeof BankQuery>

export const BankExport = BankFilter.extend({ format })
export type BankExport = z.output<typeof BankExport>

type SearchParams = Record<string, string | string[] | undefined>

/** The page's address as a query; what is mistyped is left out, of a parameter given twice the first counts. */
export function readBankAddress(searchParams: SearchParams): BankQuery {
  const fields = Object.entries(BankQuery.shape).flatMap(([name, schema]) => {
    const given = searchParams[name]
    const parsed = schema.safeParse(Array.isArray(given) ? given[0] : given)
    return parsed.success && parsed.data !== undefined && parsed.data !== '' ? [[name, parsed.data]] : []
  })
  return BankQuery.parse(Object.fromEntries(fields))
}

/** The address of the own bank by a query; the place in the list goes unless `cursor` is among it. */
export function bankAddress(query: BankQuery): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  return `/instructor/questions${search.size === 0 ? '' : `?${search}`}`
}
