import { escapeGift, exportGift } from '../export/gift'
import { GAP_PLACE, type Question, type QuestionOf } from '../schema/question'

/**
 * The one line of GIFT by which a question stands in a file, whatever its type: an order and several gaps are pairs of
 * places with what belongs there, and what no answers of the format can say is its text alone.
 */
export function toGiftLine(question: Question): string {
  const plain = withoutReturns(question)
  const line = exportGift([pairsInstead(plain) ?? plain]).text.trim()
  return line === '' ? textOf(plain) : line
}

/** The format ends a line there, and has no sign for it. */
function withoutReturns(question: Question): Question {
  return JSON.parse(JSON.stringify(question), (_name, value: unknown) =>
    typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value,
  ) as Question
}

function pairsInstead(question: Question): Question | null {
  if (question.type === 'ordering')
    return toPairs(question, {
      ...question,
      sides: question.entries.map(({ text }, at) => [`${at + 1}`, text]),
    })
  if (question.type !== 'gaps' || question.gaps.length === 1) return null
  const sides = question.gaps.map((gap) => [`(${placeOf(question, gap.id)})`, rightOf(gap)] as const)
  return toPairs(question, { prompt: numbered(question), sides })
}

type Sides = { prompt: string; sides: readonly (readonly [string, string] | string[])[] }

function toPairs(
  { id, name, points, isPartial, explanation, tags }: Question,
  { prompt, sides }: Sides,
): QuestionOf<'matching'> {
  const pairs = sides.map(([text = '', match = ''], at) => ({
    id: `pair${at}`,
    text,
    match: { id: `match${at}`, text: match },
  }))
  return { type: 'matching', id, name, prompt, points, isPartial, explanation, tags, pairs, extras: [] }
}

function rightOf(gap: QuestionOf<'gaps'>['gaps'][number]): string {
  const choices = gap.kind === 'choice' ? gap.options : gap.accepted
  return choices.find(({ share }) => share === 100)?.text ?? ''
}

function placeOf({ gaps }: QuestionOf<'gaps'>, id: string): number {
  return gaps.findIndex((gap) => gap.id === id) + 1
}

function numbered(question: QuestionOf<'gaps'>): string {
  return question.prompt.replace(GAP_PLACE, (_place, id: string) => `(${placeOf(question, id)})`)
}

function textOf(question: Question): string {
  const prompt = question.type === 'gaps' ? numbered(question) : question.prompt
  return `[markdown]${escapeGift(prompt)}`
}
