import type {
  Matching,
  MultipleChoice,
  Numerical,
  NumericalChoice,
  NumericalFormat,
  ShortAnswer,
  TextChoice,
  TextFormat,
  TrueFalse,
} from 'gift-pegjs'
import type { ImportCode, NewId } from './report'
import { toMarkdown, toPlainText } from './to-markdown'

type Loss = { code: ImportCode; detail: string }
/** The part of a question that its type is about; null where it cannot be one, the last loss says why. */
export type Made = { answers: Record<string, unknown> | null; losses: Loss[] }

const ALL = 100
const refused = (code: ImportCode): Made => ({ answers: null, losses: [{ code, detail: '' }] })
const feedbackOf = (feedback: TextFormat | null) => (feedback === null ? '' : toMarkdown(feedback))

/** Percent of the points: what stands before the answer, else all for a right one and none for a wrong one. */
const weightOf = ({ isCorrect, weight }: { isCorrect: boolean; weight: number | null }) =>
  weight ?? (isCorrect ? ALL : 0)

/**
 * One right answer: a single choice, with what others earn. Several with a share of the points: a multiple choice, graded
 * by the house's own formula; weights that say something else are reported.
 */
export function toChoices({ choices }: MultipleChoice, newId: NewId): Made {
  const weights = choices.map(weightOf)
  const whole = weights.filter((weight) => weight === ALL).length
  const earning = weights.filter((weight) => weight > 0)
  if (earning.length === 0) return refused('noRightAnswer')
  const option = (choice: TextChoice, share: number) => ({
    id: newId(),
    text: toMarkdown(choice.text),
    share,
    feedback: feedbackOf(choice.feedback),
  })
  if (whole === 1) {
    const shares = weights.map((weight) => Math.max(0, weight))
    const losses = weights.some((weight) => weight < 0)
      ? [{ code: 'penaltyDropped' as const, detail: '' }]
      : []
    return {
      answers: { type: 'single', options: choices.map((each, at) => option(each, shares[at] ?? 0)) },
      losses,
    }
  }
  const isOurs = weightsAreOurs(weights, earning.length)
  return {
    answers: {
      type: 'multiple',
      options: choices.map((each, at) => option(each, (weights[at] ?? 0) > 0 ? ALL : 0)),
    },
    losses: isOurs ? [] : [{ code: 'weightsReplaced', detail: weights.join(', ') }],
  }
}

/** Weights are written with five decimals. */
const NEAR = 0.001

/** Whether the weights say what the house's formula does: right ones share all, wrong ones share the loss of all. */
function weightsAreOurs(weights: readonly number[], rights: number): boolean {
  const wrongs = weights.length - rights
  return weights.every((weight) => Math.abs(weight - (weight > 0 ? ALL / rights : -ALL / wrongs)) < NEAR)
}

/** The first feedback of the format is for who was wrong, the second for who was right. */
export function toTrueFalse({ isTrue, trueFeedback, falseFeedback }: TrueFalse): Made {
  const [onWrong, onRight] = [feedbackOf(trueFeedback), feedbackOf(falseFeedback)]
  const feedback = isTrue
    ? { feedbackOnTrue: onRight, feedbackOnFalse: onWrong }
    : { feedbackOnTrue: onWrong, feedbackOnFalse: onRight }
  return { answers: { type: 'trueFalse', isTrue, ...feedback }, losses: [] }
}

/** Case does not matter in the format. A star stands for anything there; here it is a star, which is reported. */
export function toShortText({ choices }: ShortAnswer): Made {
  const accepted = choices.map((choice) => ({
    text: toPlainText(choice.text),
    share: Math.max(0, weightOf(choice)),
    feedback: feedbackOf(choice.feedback),
  }))
  const taken = accepted.filter(({ text }) => text !== '*')
  const wild = accepted.filter(({ text }) => text.includes('*'))
  if (!taken.some(({ share }) => share === ALL)) return refused('noRightAnswer')
  return {
    answers: { type: 'shortText', accepted: taken },
    losses: wild.map(({ text }) => ({ code: 'wildcard', detail: text })),
  }
}

export function toNumber({ choices }: Numerical): Made {
  const list = Array.isArray(choices)
    ? choices
    : [{ isCorrect: true, weight: null, text: choices, feedback: null }]
  const losses: Loss[] = []
  const accepted = list.flatMap((choice) => {
    const measured = choice.isCorrect ? measure(choice.text) : null
    // What the format says to everybody who is wrong has no place of its own here.
    if (measured === null) losses.push({ code: 'feedbackDropped', detail: feedbackOf(choice.feedback) })
    return measured === null
      ? []
      : [{ ...measured, share: shareOf(choice), feedback: feedbackOf(choice.feedback) }]
  })
  if (!accepted.some(({ share }) => share === ALL)) return refused('noRightAnswer')
  return { answers: { type: 'number', accepted }, losses }
}

function shareOf(choice: NumericalChoice): number {
  return Math.max(0, weightOf(choice))
}

/** Halves of a range are held in binary: twelve digits are more than anybody wrote. */
const rounded = (value: number) => Number(value.toPrecision(12))

function measure({ number, range, numberHigh, numberLow }: NumericalFormat) {
  const at = (value: number, tolerance: number) => ({
    value: rounded(value),
    tolerance: rounded(Math.abs(tolerance)),
    toleranceKind: 'absolute' as const,
  })
  if (numberHigh !== undefined && numberLow !== undefined)
    return at((numberHigh + numberLow) / 2, (numberHigh - numberLow) / 2)
  return number === undefined ? null : at(number, range ?? 0)
}

/** What matches nothing is a partner too many. */
export function toMatching({ matchPairs }: Matching, newId: NewId): Made {
  const partners = matchPairs.map(({ subquestion, subanswer }) => ({
    text: toMarkdown(subquestion),
    match: { id: newId(), text: toMarkdown({ format: 'moodle', text: decode(subanswer) }) },
  }))
  const pairs = partners.filter(({ text }) => text !== '').map((pair) => ({ id: newId(), ...pair }))
  const known = new Set(pairs.map(({ match }) => match.text))
  const extras = partners
    .filter(({ text, match }) => text === '' && !known.has(match.text))
    .map(({ match }) => match)
  return pairs.length < 2
    ? refused('tooFewPairs')
    : { answers: { type: 'matching', pairs, extras }, losses: [] }
}

/** The parser leaves its own names of escaped characters in the right half of a pair. */
function decode(text: string): string {
  return text
    .replace(/&&010;/g, '\n')
    .replace(/&&(\d{3});/g, (_all, code: string) => String.fromCharCode(Number(code)))
}
