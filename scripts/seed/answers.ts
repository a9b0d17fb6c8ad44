import type { Answer } from '@/lib/quizzes/schema/answer'
import type { Question } from '@/lib/quizzes/schema/question'
import { hashOf } from '@/lib/utils/hue'

/** The same number from 0 up to 1 for the same words: a seeding that is repeated tells the same past. */
function chanceOf(...words: (string | number)[]): number {
  return hashOf(words.join('|')) / 2 ** 32
}

/** How sharply a question parts who knows from who does not, and how far its difficulty may lie from the middle. */
const STEEPNESS = 8
const SPREAD = 0.5
const MIDDLE = 0.55

/**
 * How a learner of some skill (0–1) answers; null for a question left blank. Right is as likely as the logistic curve of
 * skill less difficulty says, as in item response theory; some questions are harder for everybody.
 */
export function answerOf(question: Question, { who, skill }: { who: string; skill: number }): Answer | null {
  const difficulty = MIDDLE + SPREAD * (chanceOf('hard', question.id) - 0.5)
  const luck = chanceOf(who, question.id)
  if (luck > 0.97) return null
  const isRight = luck < 1 / (1 + Math.exp(-STEEPNESS * (skill - difficulty)))
  return isRight ? rightAnswer(question) : wrongAnswer(question, who)
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
function wrongAnswer(question: Question, who: string): Answer | null {
  const pick = <T>(list: readonly T[]) => list[Math.floor(chanceOf(who, question.id, 'pick') * list.length)]
  switch (question.type) {
    case 'single':
      return { type: 'single', option: pick(question.options.filter(({ share }) => share < 100))?.id ?? null }
    case 'multiple':
      return { type: 'multiple', options: ids([pick(question.options) ?? []].flat()) }
    case 'trueFalse':
      return { type: 'trueFalse', value: !question.isTrue }
    case 'shortText': {
      const near = pick(question.accepted.filter(({ share }) => share < 100))
      return near === undefined ? null : { type: 'shortText', text: near.text }
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
  gap.kind === 'text' ? '' : (gap.options.find(({ share }) => share < 100)?.id ?? '')

function whole<T extends { share: number }>(list: readonly T[]): T[] {
  return list.filter(({ share }) => share === 100)
}

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

/** The first two change places. */
function turned<T>(list: readonly T[]): T[] {
  const [first, second, ...others] = list
  return first === undefined || second === undefined ? [...list] : [second, first, ...others]
}
