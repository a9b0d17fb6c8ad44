import { literal } from './plain-words'
import type { Answer } from './schema/answer'
import type { Question } from './schema/question'
import { isNear, readNumber } from './scoring/number'
import { foldText } from './scoring/text'

/** What was right, in Markdown, for who may see it. */
export type Solution = {
  explanation: string
  /** Several where several are right together, in order, or each of them alone. */
  right: string[]
  /** What the author says to this answer. */
  feedback: string[]
}

export function toSolution(question: Question, answer: Answer | null): Solution {
  const feedback = answer === null ? [] : feedbackTo(question, answer).filter((said) => said !== '')
  return { explanation: question.explanation, right: rightOf(question), feedback }
}

function rightOf(question: Question): string[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return texts(whole(question.options))
    case 'trueFalse':
      return [String(question.isTrue)]
    case 'shortText':
      return texts(whole(question.accepted)).map(literal)
    case 'number':
      return whole(question.accepted).map((each) => literal(numberWords(each, question.units)))
    case 'ordering':
      return texts(question.entries)
    case 'matching':
      return question.pairs.map(({ text, match }) => `${text} → ${match.text}`)
    case 'gaps':
      return question.gaps.map((gap) =>
        (gap.kind === 'text' ? texts(whole(gap.accepted)).map(literal) : texts(whole(gap.options))).join(
          ' / ',
        ),
      )
  }
}

function feedbackTo(question: Question, answer: Answer): string[] {
  switch (question.type) {
    case 'single':
      return said(question.options.filter(({ id }) => answer.type === 'single' && answer.option === id))
    case 'multiple':
      return said(
        question.options.filter(({ id }) => answer.type === 'multiple' && answer.options.includes(id)),
      )
    case 'trueFalse':
      if (answer.type !== 'trueFalse' || answer.value === null) return []
      return [answer.value ? question.feedbackOnTrue : question.feedbackOnFalse]
    case 'shortText':
      return answer.type === 'shortText' ? saidToText(question, answer.text) : []
    case 'number':
      return answer.type === 'number' ? saidToNumber(question.accepted, answer.text) : []
    case 'gaps':
      return answer.type === 'gaps'
        ? question.gaps.flatMap((gap) => saidToGap(gap, answer.gaps[gap.id] ?? ''))
        : []
    default:
      return []
  }
}

type Texts = Pick<Extract<Question, { type: 'shortText' }>, 'accepted' | 'caseMatters' | 'accentsMatter'>

function saidToText(rules: Texts, text: string): string[] {
  return said(rules.accepted.filter((each) => foldText(each.text, rules) === foldText(text, rules)))
}

function saidToNumber(accepted: Extract<Question, { type: 'number' }>['accepted'], text: string): string[] {
  const readings = readNumber(text)
  // The first that fits, as teachers write the narrow one before the wide one.
  return said(accepted.filter((each) => readings.some(({ value }) => isNear(value, each))).slice(0, 1))
}

function saidToGap(gap: Extract<Question, { type: 'gaps' }>['gaps'][number], written: string): string[] {
  return gap.kind === 'text' ? saidToText(gap, written) : said(gap.options.filter(({ id }) => id === written))
}

const texts = (list: readonly { text: string }[]) => list.map(({ text }) => text)
const said = (list: readonly { feedback: string }[]) => list.map(({ feedback }) => feedback)

function whole<T extends { share: number }>(list: readonly T[]): T[] {
  return list.filter(({ share }) => share === 100)
}

type Accepted = { value: number; tolerance: number; toleranceKind: 'absolute' | 'percent' }

function numberWords({ value, tolerance, toleranceKind }: Accepted, units: readonly string[]): string {
  const allowed = tolerance === 0 ? '' : ` ± ${tolerance}${toleranceKind === 'percent' ? ' %' : ''}`
  return `${value}${allowed}${units[0] === undefined ? '' : ` ${units[0]}`}`
}
