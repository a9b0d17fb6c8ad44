import type { QuestionType } from './constants'
import type { Question } from './schema/question'

/** A question in the list of its owner's bank. */
export type BankRow = {
  id: string
  version: number
  title: string
  type: QuestionType
  tags: string[]
  points: number
  changedAt: Date
  uses: BankUseCount
}

/** In how many quizzes of its owner's courses a question is used: as copies, and among what draws choose from. */
export type BankUseCount = { copies: number; draws: number }

/** A quiz whose working copy holds copies of a question, or draws among questions with one of its tags. */
export type BankUse = {
  courseId: string
  courseTitle: string
  lessonId: string
  lessonTitle: string
  /** The versions of the bank that its copies were last like; empty where it only draws. */
  versions: number[]
  isDrawn: boolean
}

/** One question of the viewer's own bank, to be edited. */
export type OwnBankQuestion = { id: string; version: number; question: Question; uses: BankUse[] }
