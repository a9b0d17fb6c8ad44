import type { Answer } from '@/lib/quizzes/schema/answer'
import type { Question } from '@/lib/quizzes/schema/question'
import { hashOf } from '@/lib/utils/hue'

/** The same number from 0 up to 1 for the same words: a seeding that is repeated tells the same past. */
export function chanceOf(...words: (string | number)[]): number {
  return hashOf(words.join('|')) / 2 ** 32
}

/** How a learner of some skill (0–1) answers; null for a question left blank. Some questions are harder for everybody. */
export function answerOf(question: Question, { who, skill }: { who: string; skill: number }): Answer | null {
  const hardness = 0.55 * chanceOf('hard', question.id) - 0.2
  const luck = chanceOf(who, question.id)
  if (luck > 0.97) return null
  return luck < Math.min(0.96, Math.max(0.04, skill - hardness))
    ? rightAnswer(question)
    : wrongAnswer(question, who)
}

function rightAnswer(question: Question): Answer {
  switch (question.type) {
    case 'single':
      return { type: 'single', option: whole(question.options)[0]?.id ?? null }
    case 'multiple':
      return { type: 'multiple', options: ids(whole(question.options)) }
    case 'trueFalse':
      return { type: 'trueFalse', value: question.isTrue }
    case 'shortText':
      return { type: 'shortText', text: whole(question.accepted)[0]?.text ?? '' }
    case 'number':
      return { type: 'number', text: String(whole(question.accepted)[0]?.value ?? '') }
    case 'ordering':
      return { type: 'ordering', order: ids(question.entries) }
    case 'matching':
      return {
        type: 'matching',
        matches: Object.fromEntries(question.pairs.map(({ id, match }) => [id, match.id])),
      }
    case 'gaps':
      return { type: 'gaps', gaps: Object.fromEntries(question.gaps.map((gap) => [gap.id, wholeOfGap(gap)])) }
  }
}

/** Wrong as people are wrong: a neighbour taken for the right one, half of it, a place too far. */
function wrongAnswer(question: Question, who: string): Answer {
  const pick = <T>(list: readonly T[]) => list[Math.floor(chanceOf(who, question.id, 'pick') * list.length)]
  switch (question.type) {
    case 'single':
      return { type: 'single', option: pick(question.options.filter(({ share }) => share < 100))?.id ?? null }
    case 'multiple':
      return { type: 'multiple', options: ids([pick(question.options) ?? []].flat()) }
    case 'trueFalse':
      return { type: 'trueFalse', value: !question.isTrue }
    case 'shortText':
      return {
        type: 'shortText',
        text: pick(question.accepted.filter(({ share }) => share < 100))?.text ?? '?',
      }
    case 'number': {
      const value = whole(question.accepted)[0]?.value ?? 0
      return { type: 'number', text: String(pick([value * 2, value / 10, value * 1.1, value - 100])) }
    }
    case 'ordering':
      return { type: 'ordering', order: turned(ids(question.entries)) }
    case 'matching': {
      const partners = turned(question.pairs.map(({ match }) => match.id))
      return {
        type: 'matching',
        matches: Object.fromEntries(question.pairs.map(({ id }, index) => [id, partners[index] ?? ''])),
      }
    }
    case 'gaps': {
      const [first, ...others] = question.gaps
      const right = Object.fromEntries(others.map((gap) => [gap.id, wholeOfGap(gap)]))
      return { type: 'gaps', gaps: first === undefined ? {} : { ...right, [first.id]: wrongInGap(first) } }
    }
  }
}

type Gap = Extract<Question, { type: 'gaps' }>['gaps'][number]

const wholeOfGap = (gap: Gap) =>
  gap.kind === 'text' ? (whole(gap.accepted)[0]?.text ?? '') : (whole(gap.options)[0]?.id ?? '')
const wrongInGap = (gap: Gap) =>
  gap.kind === 'text' ? '?' : (gap.options.find(({ share }) => share < 100)?.id ?? '')

function whole<T extends { share: number }>(list: readonly T[]): T[] {
  return list.filter(({ share }) => share === 100)
}

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

/** The first two change places. */
function turned<T>(list: readonly T[]): T[] {
  const [first, second, ...others] = list
  return first === undefined || second === undefined ? [...list] : [second, first, ...others]
}
