import { z } from 'zod'
import { QUIZ_LIMITS as LIMITS } from '../constants'
import { PartId, partIdsOf, type Question } from './question'

const text = z.string().max(LIMITS.answerLength, 'too_long')
const ids = z
  .array(PartId)
  .max(2 * LIMITS.options, 'too_many')
  .refine((list) => new Set(list).size === list.length, 'repeated')

/**
 * What a learner answers, by the ids of options and never by their places. An empty text, list or record is a blank
 * answer. Chosen twice is refused: nothing may count twice.
 */
export const Answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('single'), option: PartId.nullable() }),
  z.strictObject({ type: z.literal('multiple'), options: ids }),
  z.strictObject({ type: z.literal('trueFalse'), value: z.boolean().nullable() }),
  z.strictObject({ type: z.literal('shortText'), text }),
  /** As it was written, with its unit. */
  z.strictObject({ type: z.literal('number'), text }),
  z.strictObject({ type: z.literal('ordering'), order: ids }),
  /** The chosen partner of each entry, by the entry's id. */
  z.strictObject({ type: z.literal('matching'), matches: z.record(PartId, PartId) }),
  /** What was written in each gap, or the id of the option chosen there. */
  z.strictObject({ type: z.literal('gaps'), gaps: z.record(PartId, text) }),
])
export type Answer = z.output<typeof Answer>
export type AnswerOf<T extends Answer['type']> = Extract<Answer, { type: T }>

/** Whether an answer can be one to this question: of its type, and naming nothing but its parts. */
export function fits(question: Question, answer: Answer): boolean {
  if (question.type !== answer.type) return false
  const known = new Set(partIdsOf(question))
  switch (answer.type) {
    case 'single':
      return answer.option === null || known.has(answer.option)
    case 'multiple':
      return answer.options.every((id) => known.has(id))
    case 'ordering':
      return isWholeOrNone(answer.order, known)
    case 'matching':
      return question.type === 'matching' && matchesFit(question, answer.matches)
    case 'gaps':
      return (
        question.type === 'gaps' &&
        Object.keys(answer.gaps).every((id) => question.gaps.some((gap) => gap.id === id))
      )
    default:
      return true
  }
}

/** Whether nothing was answered. */
export function isBlank(answer: Answer | null): boolean {
  if (answer === null) return true
  switch (answer.type) {
    case 'single':
      return answer.option === null
    case 'multiple':
      return answer.options.length === 0
    case 'trueFalse':
      return answer.value === null
    case 'shortText':
    case 'number':
      return answer.text.trim() === ''
    case 'ordering':
      return answer.order.length === 0
    case 'matching':
      return Object.keys(answer.matches).length === 0
    case 'gaps':
      return Object.values(answer.gaps).every((written) => written.trim() === '')
  }
}

function isWholeOrNone(order: readonly string[], known: ReadonlySet<string>): boolean {
  if (order.length === 0) return true
  return order.length === known.size && order.every((id) => known.has(id))
}

function matchesFit(
  { pairs, extras }: Extract<Question, { type: 'matching' }>,
  matches: Record<string, string>,
) {
  const entries = new Set(pairs.map(({ id }) => id))
  const partners = new Set([...pairs.map(({ match }) => match.id), ...extras.map(({ id }) => id)])
  return Object.entries(matches).every(([entry, partner]) => entries.has(entry) && partners.has(partner))
}
