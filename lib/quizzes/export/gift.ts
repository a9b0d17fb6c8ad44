import type { Question, QuestionOf } from '../schema/question'
import { GAP_PLACE } from '../schema/question'
import type { ExportCode, ExportedQuestions } from './report'

/**
 * Questions as a GIFT file, and what of them the format cannot say. Read in again, what was written is the same question,
 * but for the ids of its parts.
 */
export function exportGift(questions: readonly Question[]): ExportedQuestions {
  const written = questions.map((question) => ({ question, text: toGift(question) }))
  return {
    text: written.flatMap(({ text }) => (text === null ? [] : [text])).join('\n'),
    losses: written.flatMap(({ question, text }, index) =>
      (text === null ? (['type'] as const) : lossesOf(question)).map((code) => ({ number: index + 1, code })),
    ),
  }
}

function toGift(question: Question): string | null {
  const answers = hasArrow(question) ? null : answersOf(question)
  if (answers === null) return null
  const { name, tags, prompt, explanation } = question
  const head =
    tags.length === 0
      ? ''
      : `// ${tags.map((tag) => `[tag:${tag.replace(/\s+/g, ' ').replace(/\]/g, ')')}]`).join(' ')}\n`
  const title = name === '' ? '' : `::${escapeGift(name)}::`
  const general = explanation === '' ? '' : `####${escapeGift(explanation)}`
  const body = `{${answers}${general}}`
  const [before = '', after] =
    question.type === 'gaps' ? prompt.replace(GAP_PLACE, '\uE000').split('\uE000') : [prompt]
  return `${head}${title}[markdown]${escapeGift(before)}${body}${after === undefined ? '' : escapeGift(after)}\n`
}

/** An arrow would make pairs of options: Markdown has another way to write it. */
export function escapeGift(text: string): string {
  return text
    .replace(/->/g, '-&gt;')
    .replace(/\\/g, '\\\\')
    .replace(/[~=#{}:]/g, '\\$&')
    .replace(/\r?\n/g, '\\n')
}

/** In what is compared letter by letter there is no other way to write it. */
function hasArrow(question: Question): boolean {
  const texts = question.type === 'shortText' ? [question] : question.type === 'gaps' ? question.gaps : []
  return texts.some((each) => 'accepted' in each && each.accepted.some(({ text }) => text.includes('->')))
}

const weight = (share: number) => (share === 100 ? '' : `%${Number(share.toFixed(5))}%`)
const comment = (feedback: string) => (feedback === '' ? '' : `#${escapeGift(feedback)}`)

type Choice = { text: string; share: number; feedback: string }
const chosen = (options: readonly Choice[]) =>
  options
    .map(({ text, share, feedback }) => {
      const sign = share === 100 ? '=' : share === 0 ? '~' : `~${weight(share)}`
      return `${sign}${escapeGift(text)}${comment(feedback)}`
    })
    .join(' ')
const accepted = (list: readonly Choice[]) =>
  list
    .map(({ text, share, feedback }) => `=${weight(share)}${escapeGift(text)}${comment(feedback)}`)
    .join(' ')

/** Null where the format has no such question. */
function answersOf(question: Question): string | null {
  switch (question.type) {
    case 'single':
      return chosen(question.options)
    case 'multiple':
      return multiple(question)
    case 'trueFalse':
      return trueFalse(question)
    case 'shortText':
      return accepted(question.accepted)
    case 'number':
      return numbers(question)
    case 'matching':
      return matching(question)
    case 'gaps':
      return oneGap(question)
    case 'ordering':
      return null
  }
}

/** The weights that say in the format what the house's formula does. */
function multiple({ options }: QuestionOf<'multiple'>): string {
  const rights = options.filter(({ share }) => share === 100).length
  return options
    .map(({ text, share, feedback }) => {
      const part = share === 100 ? 100 / rights : -100 / (options.length - rights)
      return `~%${Number(part.toFixed(5))}%${escapeGift(text)}${comment(feedback)}`
    })
    .join(' ')
}

function trueFalse({ isTrue, feedbackOnTrue, feedbackOnFalse }: QuestionOf<'trueFalse'>): string {
  const [onWrong, onRight] = isTrue ? [feedbackOnFalse, feedbackOnTrue] : [feedbackOnTrue, feedbackOnFalse]
  const feedback = onWrong === '' && onRight === '' ? '' : `#${escapeGift(onWrong)}#${escapeGift(onRight)}`
  return `${isTrue ? 'TRUE' : 'FALSE'}${feedback}`
}

function numbers({ accepted: list }: QuestionOf<'number'>): string {
  const choices = list.map(({ value, tolerance, toleranceKind, share, feedback }) => {
    const allowed = toleranceKind === 'absolute' ? tolerance : (Math.abs(value) * tolerance) / 100
    return `=${weight(share)}${plain(value)}:${plain(allowed)}${comment(feedback)}`
  })
  return `#${choices.join(' ')}`
}

/** Without a power of ten, which the format does not know. */
function plain(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
}

function matching({ pairs, extras }: QuestionOf<'matching'>): string {
  const sides = [
    ...pairs.map(({ text, match }) => [text, match.text]),
    ...extras.map(({ text }) => ['', text]),
  ]
  return sides.map(([left = '', right = '']) => `=${escapeGift(left)} -> ${escapeGift(right)}`).join(' ')
}

function oneGap({ gaps }: QuestionOf<'gaps'>): string | null {
  const [gap, ...more] = gaps
  if (gap === undefined || more.length > 0) return null
  return gap.kind === 'choice' ? chosen(gap.options) : accepted(gap.accepted)
}

function lossesOf(question: Question): ExportCode[] {
  const texts = question.type === 'shortText' ? [question] : question.type === 'gaps' ? question.gaps : []
  const hasRules = texts.some((each) => 'caseMatters' in each && (each.caseMatters || !each.accentsMatter))
  return [
    ...(question.points === 1 ? [] : (['points'] as const)),
    ...(question.isPartial ? [] : (['partial'] as const)),
    ...(hasRules ? (['spelling'] as const) : []),
    ...(question.type === 'number' && question.units.length > 0 ? (['units'] as const) : []),
  ]
}
