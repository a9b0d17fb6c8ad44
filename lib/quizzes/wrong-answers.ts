import { plainWords } from './plain-words'
import { fits, isBlank, type Answer, type AnswerOf } from './schema/answer'
import type { Question, QuestionOf } from './schema/question'
import { score } from './scoring/score'
import { foldText } from './scoring/text'

/** One wrong thing in an answer: `key` is equal for what counts as the same, `text` is how its author knows it. */
export type WrongPart = { key: string; text: string }

/**
 * What of an answer is wrong: the wrong options chosen, what was written in place of an accepted text or number, partners
 * that do not belong. Nothing of a blank or right answer, and nothing of an order: it has no part that is wrong by itself.
 */
export function wrongPartsOf(question: Question, answer: Answer): WrongPart[] {
  if (isBlank(answer) || !fits(question, answer)) return []
  switch (question.type) {
    case 'single':
      return answer.type === 'single' ? chosenWrongly(question.options, [answer.option]) : []
    case 'multiple':
      return answer.type === 'multiple' ? chosenWrongly(question.options, answer.options) : []
    case 'trueFalse':
      return answer.type === 'trueFalse' && answer.value !== null && answer.value !== question.isTrue
        ? [{ key: String(answer.value), text: String(answer.value) }]
        : []
    case 'shortText':
      return answer.type === 'shortText' && score(question, answer) === 0
        ? [written(question, answer.text)]
        : []
    case 'number':
      return answer.type === 'number' && score(question, answer) === 0
        ? [{ key: answer.text.normalize('NFKC').replace(/\s+/gu, ''), text: answer.text.trim() }]
        : []
    case 'matching':
      return answer.type === 'matching' ? mismatched(question, answer) : []
    case 'gaps':
      return answer.type === 'gaps'
        ? question.gaps.flatMap((gap) => inGap(gap, answer.gaps[gap.id] ?? ''))
        : []
    case 'ordering':
      return []
  }
}

type Option = { id: string; text: string; share: number }

function chosenWrongly(options: readonly Option[], chosen: readonly (string | null)[]): WrongPart[] {
  return options
    .filter(({ id, share }) => share < 100 && chosen.includes(id))
    .map(({ id, text }) => ({ key: id, text: plainWords(text) }))
}

type Rules = Parameters<typeof foldText>[1]

function written(rules: Rules, text: string): WrongPart {
  return { key: foldText(text, rules), text: text.trim() }
}

function mismatched(
  { pairs, extras }: QuestionOf<'matching'>,
  { matches }: AnswerOf<'matching'>,
): WrongPart[] {
  const partners = new Map([...pairs.map(({ match }) => match), ...extras].map(({ id, text }) => [id, text]))
  return pairs.flatMap(({ id, text, match }) => {
    const chosen = partners.get(matches[id] ?? '')
    if (chosen === undefined || chosen === match.text) return []
    const words = `${plainWords(text)} → ${plainWords(chosen)}`
    return [{ key: words, text: words }]
  })
}

function inGap(gap: QuestionOf<'gaps'>['gaps'][number], given: string): WrongPart[] {
  if (given.trim() === '') return []
  const inIt = ({ key, text }: WrongPart) => ({ key: `${gap.id} ${key}`, text })
  if (gap.kind === 'choice') return chosenWrongly(gap.options, [given]).map(inIt)
  const wrong = written(gap, given)
  const isAccepted = gap.accepted.some((each) => each.share > 0 && foldText(each.text, gap) === wrong.key)
  return isAccepted ? [] : [inIt(wrong)]
}

/** The most frequent of them, with how often each was given: the more frequent first, in alphabetical order where equal. */
export function mostFrequent(parts: readonly WrongPart[], most: number): { text: string; count: number }[] {
  const counts = new Map<string, { text: string; count: number }>()
  for (const { key, text } of parts) {
    const entry = counts.get(key) ?? { text, count: 0 }
    entry.count += 1
    counts.set(key, entry)
  }
  return [...counts.values()]
    .toSorted((one, other) => other.count - one.count || one.text.localeCompare(other.text))
    .slice(0, most)
}
