import { QUIZ_LIMITS } from './constants'
import { questionChanges } from './differences'
import { newPartId } from './part-ids'
import type { Question } from './schema/question'

/** A question of the viewer's own bank as it is now. */
export type BankOriginal = { id: string; version: number; question: Question }

/**
 * How a question in a quiz stands to the one in the bank that it came from: `same` but for what is its own; `newer`, the
 * bank has changed since; `edited`, the quiz has.
 */
export type BankStanding = 'same' | 'newer' | 'edited'

/** A question as a bank keeps it. */
export function withoutLink(question: Question): Question {
  const { bank: _bank, ...own } = question
  return own
}

/**
 * A question of the bank as one of a quiz. Its parts keep their ids, so that a newer text can be laid over it and what was
 * answered before still means the same; the question itself gets a name of its own, by which answers are kept.
 */
export function takenFromBank({ id: questionId, version, question }: BankOriginal): Question {
  return { ...question, id: newPartId(), bank: { questionId, version } }
}

/** A question of a quiz as a new one of the bank. */
export function newInBank(question: Question): Question {
  return { ...withoutLink(question), id: newPartId() }
}

/** The text of the bank in place of the quiz's. What is the quiz's own stays: its id, its points and its author's name for it. */
export function withTextOfBank(
  mine: Question,
  { id: questionId, version, question }: BankOriginal,
): Question {
  const { id, points, name } = mine
  return { ...question, id, points, name, bank: { questionId, version } }
}

/** The text of the quiz in place of the bank's, which keeps what is its own. */
export function withTextOfQuiz({ question: { id, points, name } }: BankOriginal, mine: Question): Question {
  return { ...withoutLink(mine), id, points, name }
}

/** The version of the bank counts as seen; nothing else changes. */
export function withVersionSeen(
  mine: Question,
  { id: questionId, version }: Pick<BankOriginal, 'id' | 'version'>,
): Question {
  return { ...mine, bank: { questionId, version } }
}

/** An original that is older than the link was read before the quiz's text was put into the bank. */
export function standingInBank(mine: Question, original: BankOriginal): BankStanding {
  const seen = mine.bank?.version ?? 0
  if (original.version < seen || textOf(mine) === textOf(original.question)) return 'same'
  return original.version > seen ? 'newer' : 'edited'
}

/** What differs, from the quiz's text to the bank's; empty where only ids or empty places do. */
export function changesInBank(mine: Question, { question }: BankOriginal) {
  return questionChanges(mine, question).filter(({ field }) => field !== 'points')
}

/** All of a question that its bank and its quizzes share, as one text. */
function textOf(question: Question): string {
  const shared = { ...withoutLink(question), id: '', points: 0, name: '' }
  return JSON.stringify(shared, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
}

/** Of a quiz, each question of the bank once. */
export function linkedIds(questions: readonly Question[]): string[] {
  const ids = questions.flatMap(({ bank }) => bank?.questionId ?? [])
  return [...new Set(ids)].slice(0, QUIZ_LIMITS.questions)
}
