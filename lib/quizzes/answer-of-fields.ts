import type { QuestionType } from './constants'
import type { Answer } from './schema/answer'

/** What the fields of one question hold, by the names of ./schema/form. */
export type AnswerFields = {
  type: QuestionType
  option: string | null
  options: readonly string[]
  value: string
  text: string
  /** Places in an order, chosen partners, or what is written in gaps. */
  parts: readonly { id: string; value: string }[]
}

/**
 * The answer that a question's fields make; null where they make none: places in an order that are given twice or not
 * all. The same for a form without scripts and for the page, so it knows no library.
 */
export function answerOfFields({ type, option, options, value, text, parts }: AnswerFields): Answer | null {
  const filled = parts.filter((part) => part.value !== '')
  const byId = () => Object.fromEntries(filled.map((part) => [part.id, part.value]))
  switch (type) {
    case 'single':
      return { type, option: option === '' ? null : option }
    case 'multiple':
      return { type, options: [...options] }
    case 'trueFalse':
      return { type, value: value === '' ? null : value === 'true' }
    case 'shortText':
    case 'number':
      return { type, text }
    case 'ordering':
      return orderOf(parts, filled)
    case 'matching':
      return { type, matches: byId() }
    case 'gaps':
      return { type, gaps: byId() }
  }
}

type Parts = AnswerFields['parts']

function orderOf(parts: Parts, filled: Parts): Answer | null {
  if (filled.length === 0) return { type: 'ordering', order: [] }
  const order = parts.toSorted((one, other) => Number(one.value) - Number(other.value))
  const isWhole = order.every(({ value }, index) => Number(value) === index + 1)
  return isWhole ? { type: 'ordering', order: order.map(({ id }) => id) } : null
}
