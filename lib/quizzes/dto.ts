import type { AttemptRow } from './commands/attempts'
import type { Answer } from './schema/answer'
import type { Question } from './schema/question'
import { shuffled } from './scoring/chance'
import type { Solution } from './solution'

/** A choice as a learner sees it. */
export type AskedOption = { id: string; text: string }
type AskedGap = { id: string } & ({ kind: 'text' } | { kind: 'choice'; options: AskedOption[] })

/** A question without anything that says or hints which answer is right. */
export type AskedQuestion = {
  id: string
  prompt: string
  points: number
  asked:
    | { type: 'single' | 'multiple'; options: AskedOption[] }
    | { type: 'trueFalse' | 'shortText' }
    | { type: 'number'; unit: string | null; isUnitRequired: boolean }
    | { type: 'ordering'; entries: AskedOption[] }
    | { type: 'matching'; entries: AskedOption[]; partners: AskedOption[] }
    | { type: 'gaps'; gaps: AskedGap[] }
}

type Order = { seed: string; shuffleOptions: boolean }

/**
 * What a learner is asked. Entries to be put in order, and partners, always stand in an order by chance: theirs is the
 * answer. Other options only where the quiz says so.
 */
export function toAskedQuestion(question: Question, { seed, shuffleOptions }: Order): AskedQuestion {
  const { id, prompt, points } = question
  const bare = (list: readonly AskedOption[]) => list.map((each) => ({ id: each.id, text: each.text }))
  const byChance = (list: readonly AskedOption[]) => shuffled(bare(list), `${seed}:${id}`)
  const asWanted = (list: readonly AskedOption[]) => (shuffleOptions ? byChance(list) : bare(list))
  const base = { id, prompt, points }
  switch (question.type) {
    case 'single':
    case 'multiple':
      return { ...base, asked: { type: question.type, options: asWanted(question.options) } }
    case 'trueFalse':
    case 'shortText':
      return { ...base, asked: { type: question.type } }
    case 'number': {
      const { units, isUnitRequired } = question
      // A unit that must be known is part of the answer.
      const unit = isUnitRequired ? null : (units[0] ?? null)
      return { ...base, asked: { type: 'number', unit, isUnitRequired } }
    }
    case 'ordering':
      return { ...base, asked: { type: 'ordering', entries: byChance(question.entries) } }
    case 'matching': {
      const partners = byChance(distinct([...question.pairs.map(({ match }) => match), ...question.extras]))
      return { ...base, asked: { type: 'matching', entries: asWanted(question.pairs), partners } }
    }
    case 'gaps': {
      const gaps = question.gaps.map((gap) =>
        gap.kind === 'text'
          ? { id: gap.id, kind: 'text' as const }
          : { id: gap.id, kind: 'choice' as const, options: asWanted(gap.options) },
      )
      return { ...base, asked: { type: 'gaps', gaps } }
    }
  }
}

/** Equal partners are one to choose. */
function distinct(list: readonly AskedOption[]): AskedOption[] {
  return [...new Map(list.toReversed().map((each) => [each.text, each])).values()].toReversed()
}

/** One attempt in the history. */
export type AttemptSummary = {
  id: string
  number: number
  startedAt: Date
  finishedAt: Date
  finishedBy: 'learner' | 'clock'
  earned: number
  most: number
  percent: number
  isPassed: boolean
  /** It was graded anew since. */
  isRegraded: boolean
}

export function toAttemptSummary(row: AttemptRow): AttemptSummary {
  return {
    id: row._id.toHexString(),
    number: row.number,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt ?? row.startedAt,
    finishedBy: row.finishedBy ?? 'learner',
    earned: row.earned ?? 0,
    most: row.most ?? 0,
    percent: row.percent ?? 0,
    isPassed: row.isPassed ?? false,
    isRegraded: row.regrades.length > 0,
  }
}

/** A question as it was asked in a finished attempt, with what was answered and earned. */
export type QuestionResult = AskedQuestion & {
  answer: Answer | null
  earned: number
  /** Null while right answers may not be seen. */
  solution: Solution | null
}

export type OpenAttempt = {
  id: string
  number: number
  startedAt: Date
  deadlineAt: Date | null
  /** The server's clock when this was made, by which the page sets its own. */
  serverNow: Date
  questions: (AskedQuestion & { answer: Answer | null; sequence: number })[]
}

/** A quiz in its lesson, as its learner sees it. */
export type LessonQuiz = {
  questionCount: number
  points: number
  passPercent: number
  counts: 'best' | 'last' | 'average'
  /** With the learner's own extra time. */
  timeLimitMinutes: number | null
  /** Null for as many as they like. */
  attemptsAllowed: number | null
  attemptsLeft: number | null
  open: OpenAttempt | null
  /** Newest first. */
  history: AttemptSummary[]
  counted: { percent: number; isPassed: boolean } | null
  /** Of the attempt that was asked for, else the newest; none while one is under way. */
  results: { attempt: AttemptSummary; questions: QuestionResult[]; areAnswersShown: boolean } | null
  /** Why no attempt can be begun; null where one can. */
  obstacle: 'noAttemptsLeft' | 'courseOver' | null
}
