import { fits, isBlank, type Answer, type AnswerOf } from '../schema/answer'
import type { Question, QuestionOf } from '../schema/question'
import { isNear, readNumber } from './number'
import { foldText } from './text'

/** Of a question's points: 0 nothing, 1 all. */
type Share = number

/**
 * What an answer earns: points with two decimals at most. A blank answer and one that does not fit the question earn
 * nothing; where partly right answers do not count, only a wholly right one earns.
 */
export function score(question: Question, answer: Answer | null): number {
  if (answer === null || isBlank(answer) || !fits(question, answer)) return 0
  const share = shareOf(question, answer)
  const counted = question.isPartial || share === 1 ? share : 0
  // Rounded in hundredths, so that the points of an attempt add up.
  return Math.round(question.points * 100 * counted) / 100
}

/** The points of several questions together, added in hundredths. */
export function sumPoints(points: readonly number[]): number {
  return points.reduce((sum, each) => sum + Math.round(each * 100), 0) / 100
}

/** Percent with one decimal, rounded down: only who has all points has 100. */
export function percentOf(points: number, most: number): number {
  return most === 0 ? 0 : Math.floor(Number(((1000 * points) / most).toFixed(6))) / 10
}

function shareOf(question: Question, answer: Answer): Share {
  switch (question.type) {
    case 'single':
      return answer.type === 'single' ? scoreSingle(question, answer) : 0
    case 'multiple':
      return answer.type === 'multiple' ? scoreMultiple(question, answer) : 0
    case 'trueFalse':
      return answer.type === 'trueFalse' && answer.value === question.isTrue ? 1 : 0
    case 'shortText':
      return answer.type === 'shortText' ? scoreText(question, answer.text) : 0
    case 'number':
      return answer.type === 'number' ? scoreNumber(question, answer) : 0
    case 'ordering':
      return answer.type === 'ordering' ? scoreOrdering(question, answer) : 0
    case 'matching':
      return answer.type === 'matching' ? scoreMatching(question, answer) : 0
    case 'gaps':
      return answer.type === 'gaps' ? scoreGaps(question, answer) : 0
  }
}

/** The share of the chosen option. */
function scoreSingle({ options }: QuestionOf<'single'>, { option }: AnswerOf<'single'>): Share {
  return (options.find(({ id }) => id === option)?.share ?? 0) / 100
}

/**
 * The share of right options that were ticked, less the share of wrong ones that were ticked, not below 0. This is
 * Youden's index (W. J. Youden, “Index for rating diagnostic tests”, Cancer 3, 1950): ticking everything or nothing
 * earns 0, and so does guessing in the long run.
 */
function scoreMultiple(
  { options }: QuestionOf<'multiple'>,
  { options: ticked }: AnswerOf<'multiple'>,
): Share {
  const right = options.filter(({ share }) => share === 100).map(({ id }) => id)
  const hits = ticked.filter((id) => right.includes(id)).length
  const misses = ticked.length - hits
  return Math.max(0, hits / right.length - misses / (options.length - right.length))
}

type Texts = Pick<QuestionOf<'shortText'>, 'accepted' | 'caseMatters' | 'accentsMatter'>

/** The share of the accepted text that is the same after folding; no nearness counts, so nobody is lucky. */
function scoreText(rules: Texts, text: string): Share {
  const folded = foldText(text, rules)
  return (rules.accepted.find((each) => foldText(each.text, rules) === folded)?.share ?? 0) / 100
}

/**
 * The best share among the accepted numbers that the answer is near enough to. A wrong unit earns nothing, a missing one
 * only where none is required.
 */
function scoreNumber(
  { accepted, units, isUnitRequired }: QuestionOf<'number'>,
  { text }: AnswerOf<'number'>,
): Share {
  const known = new Set(units.map((unit) => unit.normalize('NFKC')))
  const readings = readNumber(text).filter(({ unit }) => (unit === '' ? !isUnitRequired : known.has(unit)))
  const shares = accepted
    .filter((each) => readings.some(({ value }) => isNear(value, each)))
    .map(({ share }) => share)
  return Math.max(0, ...shares) / 100
}

/**
 * Kendall's rank correlation, not below 0: pairs of entries in the right order less pairs in the wrong one, of all pairs
 * (M. G. Kendall, “A new measure of rank correlation”, Biometrika 30, 1938). An order by chance earns nothing in the long run.
 */
function scoreOrdering({ entries }: QuestionOf<'ordering'>, { order }: AnswerOf<'ordering'>): Share {
  const rank = new Map(entries.map(({ id }, index) => [id, index]))
  const ranks = order.map((id) => rank.get(id) ?? 0)
  const pairs = ranks.flatMap((one, index) => ranks.slice(index + 1).map((later) => (one < later ? 1 : -1)))
  const sum = pairs.reduce<number>((total, each) => total + each, 0)
  return Math.max(0, sum / pairs.length)
}

/** The share of entries that have their partner; partners of equal text are the same one. */
function scoreMatching({ pairs, extras }: QuestionOf<'matching'>, { matches }: AnswerOf<'matching'>): Share {
  const partners = [...pairs.map(({ match }) => match), ...extras]
  const textOf = (id: string | undefined) => partners.find((partner) => partner.id === id)?.text
  return pairs.filter(({ id, match }) => textOf(matches[id]) === match.text).length / pairs.length
}

/** The mean of the gaps' shares: a gap counts like any other, an empty one for nothing. */
function scoreGaps({ gaps }: QuestionOf<'gaps'>, { gaps: written }: AnswerOf<'gaps'>): Share {
  const shares = gaps.map((gap) => {
    const text = written[gap.id] ?? ''
    if (gap.kind === 'text') return text.trim() === '' ? 0 : scoreText(gap, text)
    return (gap.options.find(({ id }) => id === text)?.share ?? 0) / 100
  })
  return shares.reduce((sum, each) => sum + each, 0) / gaps.length
}
