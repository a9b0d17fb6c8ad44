import type { QuestionType } from '../constants'
import { readNumber } from '../scoring/number'
import { fromWeighted, type WeightedCell } from './csv-cells'
import type { NewId } from './report'

type Cells = { texts: readonly string[]; prompt: string; rules: ReadonlyMap<string, string> }
type Answers = Record<string, unknown>

/** The part of a question that its answer cells say; null where a cell cannot be read. */
export function answersOfCells(
  type: QuestionType,
  { texts, prompt, rules }: Cells,
  newId: NewId,
): Answers | null {
  const spelling = { caseMatters: rules.has('case'), accentsMatter: !rules.has('accents ignored') }
  switch (type) {
    case 'single':
    case 'multiple':
      return weighted(texts, 0, (list) => ({ options: list.map((cell) => ({ id: newId(), ...cell })) }))
    case 'trueFalse':
      return weighted(texts, 0, trueFalse)
    case 'shortText':
      return weighted(texts, 100, (accepted) => ({ accepted, ...spelling }))
    case 'number':
      return weighted(texts, 100, (list) => numbers(list, rules))
    case 'ordering':
      return { entries: texts.map((text) => ({ id: newId(), text })) }
    case 'matching':
      return matching(texts, newId)
    case 'gaps':
      return gapsOf(texts, { prompt, spelling }, newId)
  }
}

function weighted(
  texts: readonly string[],
  without: number,
  make: (list: WeightedCell[]) => Answers | null,
): Answers | null {
  const list = texts.map((text) => fromWeighted(text, without))
  return list.every((cell) => cell !== null) ? make(list) : null
}

/** One cell that says `true` or `false` is the right answer; of two the one with 100%. */
function trueFalse(list: WeightedCell[]): Answers | null {
  const saying = (word: string) => list.find(({ text }) => text.toLowerCase() === word)
  const right = list.length === 1 ? list[0] : list.find(({ share }) => share === 100)
  if (right === undefined || !['true', 'false'].includes(right.text.toLowerCase())) return null
  return {
    isTrue: right.text.toLowerCase() === 'true',
    feedbackOnTrue: saying('true')?.feedback ?? '',
    feedbackOnFalse: saying('false')?.feedback ?? '',
  }
}

/** `3.14`, `3.14 +- 0.01` or `3.14 +- 5%`. */
function numbers(list: WeightedCell[], rules: ReadonlyMap<string, string>): Answers | null {
  const accepted = list.map(({ text, ...rest }) => {
    const [value = '', allowed = '0'] = text.split(/\+-|±/).map((part) => part.trim())
    const [number] = readNumber(value)
    const [tolerance] = readNumber(allowed.replace(/%$/, ''))
    if (number === undefined || tolerance === undefined) return null
    return {
      value: number.value,
      tolerance: tolerance.value,
      toleranceKind: allowed.endsWith('%') ? ('percent' as const) : ('absolute' as const),
      ...rest,
    }
  })
  const units = (rules.get('units') ?? '').split('|').filter((unit) => unit !== '')
  return accepted.includes(null) ? null : { accepted, units, isUnitRequired: rules.has('unit required') }
}

/** `left -> right`; without a left it is a partner too many. */
function matching(texts: readonly string[], newId: NewId): Answers | null {
  const sides = texts.map((text) => /^([\s\S]*?)\s*->\s*([\s\S]+)$/.exec(text))
  if (sides.some((side) => side === null)) return null
  const made = sides.map((side) => ({ text: side?.[1] ?? '', match: { id: newId(), text: side?.[2] ?? '' } }))
  return {
    pairs: made.filter(({ text }) => text !== '').map((pair) => ({ id: newId(), ...pair })),
    extras: made.filter(({ text }) => text === '').map(({ match }) => match),
  }
}

type GapRules = { prompt: string; spelling: { caseMatters: boolean; accentsMatter: boolean } }

/** `[[1]]` in the prompt; `1: 100% word` is accepted there, `1? 100% word` is one of the words to choose among. */
function gapsOf(texts: readonly string[], { prompt, spelling }: GapRules, newId: NewId): Answers | null {
  const cells = texts.map((text) => /^(\d{1,2})([:?])\s*([\s\S]+)$/.exec(text))
  const numbers = [...new Set(cells.map((cell) => cell?.[1] ?? ''))]
  const ids = new Map(numbers.map((number) => [number, newId()]))
  const gaps = numbers.map((number) => {
    const own = cells.filter((cell) => cell?.[1] === number)
    const isChoice = own.every((cell) => cell?.[2] === '?')
    const list = own.map((cell) => fromWeighted(cell?.[3] ?? '', isChoice ? 0 : 100))
    if (number === '' || list.includes(null) || (!isChoice && own.some((cell) => cell?.[2] === '?')))
      return null
    const id = ids.get(number)
    return isChoice
      ? { id, kind: 'choice', options: list.map((cell) => ({ id: newId(), ...cell })) }
      : { id, kind: 'text', ...spelling, accepted: list }
  })
  if (gaps.includes(null)) return null
  const placed = prompt.replace(/\[\[(\d{1,2})\]\]/g, (all, number: string) =>
    ids.has(number) ? `[[gap:${ids.get(number) ?? ''}]]` : all,
  )
  return { gaps, prompt: placed }
}
