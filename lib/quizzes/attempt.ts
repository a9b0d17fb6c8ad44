import type { CountedAttempt } from './constants'
import { laterFor, type Accommodations } from './dto/accommodations'
import { shuffled } from './scoring/chance'
import { percentOf, score, sumPoints } from './scoring/score'
import type { Answer } from './schema/answer'
import type { Question } from './schema/question'
import type { QuizContent, QuizSettings } from './schema/quiz'

export type Result = {
  earned: number
  most: number
  percent: number
  isPassed: boolean
  /** By question. */
  points: Record<string, number>
}

/** The questions of a new attempt, in its order: what is drawn and shuffled follows from the seed alone. */
export function composeAttempt({ questions, pools, settings }: QuizContent, seed: string): string[] {
  const drawn = pools.flatMap((pool) => shuffled(pool.questions, `${seed}:${pool.id}`).slice(0, pool.count))
  // A question of the bank may stand in several pools; nobody is asked twice.
  const ids = [...new Set([...questions, ...drawn].map(({ id }) => id))]
  return settings.shuffleQuestions ? shuffled(ids, `${seed}:questions`) : ids
}

/** Those questions, whole. What is not in the version any more is left out. */
export function questionsOf(content: QuizContent, ids: readonly string[]): Question[] {
  const known = new Map(
    [...content.questions, ...content.pools.flatMap(({ questions }) => questions)].map((each) => [
      each.id,
      each,
    ]),
  )
  return ids.flatMap((id) => known.get(id) ?? [])
}

/** What an attempt earned. Nothing that is not among its questions counts, whatever was answered. */
export function gradeAttempt(
  questions: readonly Question[],
  answers: ReadonlyMap<string, Answer>,
  { passPercent }: Pick<QuizSettings, 'passPercent'>,
): Result {
  const points = Object.fromEntries(
    questions.map((each) => [each.id, score(each, answers.get(each.id) ?? null)]),
  )
  const earned = sumPoints(Object.values(points))
  const most = sumPoints(questions.map((question) => question.points))
  const percent = percentOf(earned, most)
  return { earned, most, percent, isPassed: percent >= passPercent, points }
}

/** The result that counts of finished attempts, oldest first; null before the first. */
export function countedPercent(percents: readonly number[], rule: CountedAttempt): number | null {
  if (percents.length === 0) return null
  if (rule === 'last') return percents.at(-1) ?? null
  if (rule === 'best') return Math.max(...percents)
  const tenths = percents.reduce((sum, each) => sum + Math.round(each * 10), 0)
  return Math.floor(tenths / percents.length) / 10
}

type Standing = {
  isOpen: boolean
  finished: number
  isPassed: boolean
  attemptsLeft: number | null
  /** What the learner gets beyond others: with later dates, answers are shown as much later. */
  given: Pick<Accommodations, 'laterDays'>
  moment: Date
}

/** Whether right answers, feedback and explanations may be shown; never while an attempt is under way. */
export function maySeeAnswers(
  { showAnswers, showAnswersAt }: Pick<QuizSettings, 'showAnswers' | 'showAnswersAt'>,
  { isOpen, finished, isPassed, attemptsLeft, given, moment }: Standing,
): boolean {
  if (isOpen || finished === 0) return false
  switch (showAnswers) {
    case 'never':
      return false
    case 'afterHandIn':
      return true
    case 'afterPass':
      return isPassed
    case 'afterLastAttempt':
      return attemptsLeft === 0
    case 'onDate':
      return showAnswersAt !== null && moment >= laterFor(new Date(showAnswersAt), given)
  }
}

const MINUTE_MS = 60_000

/** The last moment of an attempt; null where there is no limit. */
export function deadlineOf(
  { timeLimitMinutes }: Pick<QuizSettings, 'timeLimitMinutes'>,
  { startedAt, extraTimePercent }: { startedAt: Date; extraTimePercent: number },
): Date | null {
  if (timeLimitMinutes === null) return null
  const milliseconds = Math.round((timeLimitMinutes * MINUTE_MS * (100 + extraTimePercent)) / 100)
  return new Date(startedAt.getTime() + milliseconds)
}

/** How many attempts a learner may begin; null for as many as they like. */
export function attemptsAllowed(
  { attempts }: Pick<QuizSettings, 'attempts'>,
  { extraAttempts }: Pick<Accommodations, 'extraAttempts'>,
): number | null {
  return attempts === null ? null : attempts + extraAttempts
}
