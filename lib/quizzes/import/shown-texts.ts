import { isElsewhere, rewriteMarkdown } from '@/lib/courses/import/rewrite'
import { textsOf } from '../question-texts'
import { Question } from '../schema/question'
import { importLine, type ImportCode, type ImportLine } from './report'

export type Settled = { question: Question | null; lines: ImportLine[] }

const OURS = '/api/uploads/public/'

/**
 * A question whose texts hold nothing that its learners would not see: a picture that did not come with the file becomes
 * its words, what would show another site a link to it. Every such change, and every tag that will not be shown, has a
 * line. No question where nothing is left of a text that it needs.
 */
export function withShownTexts(question: Question, line: number): Settled {
  const found = new Map<ImportCode, Set<string>>()
  const lose = (code: ImportCode, detail: string) => {
    found.set(code, (found.get(code) ?? new Set()).add(detail))
  }
  const settled = structuredClone(question)
  for (const { path, text } of textsOf(question)) {
    const shown = rewriteMarkdown(text, 1, resolverOf(lose))
    if (shown !== text) setAt(settled, path, shown.trim())
  }
  const lines = [...found].map(([code, details]) =>
    importLine(line, code, { detail: [...details].join(', '), isTaken: true }),
  )
  const whole = Question.safeParse(settled)
  return whole.success
    ? { question: whole.data, lines }
    : { question: null, lines: [...lines, importLine(line, 'badQuestion', { detail: question.prompt })] }
}

function resolverOf(lose: (code: ImportCode, detail: string) => void): Parameters<typeof rewriteMarkdown>[2] {
  return {
    link: (address) => address,
    picture: (address) => {
      if (address.startsWith(OURS)) return address
      lose(isElsewhere(address) ? 'pictureElsewhere' : 'pictureMissing', address)
      return isElsewhere(address) ? address : null
    },
    dropped: (tag) => lose('tagDropped', tag),
    removed: (tag) => lose('tagRemoved', tag),
    embed: (address) => lose('embedReplaced', address),
  }
}

function setAt(question: Question, path: readonly (string | number)[], text: string): void {
  const steps = path.slice(0, -1)
  const holder = steps.reduce<unknown>((part, step) => Reflect.get(part as object, step), question)
  Reflect.set(holder as object, path.at(-1) ?? '', text)
}
