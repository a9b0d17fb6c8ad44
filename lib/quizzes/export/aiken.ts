import type { Question } from '../schema/question'
import type { ExportedQuestions } from './report'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const onOneLine = (text: string) => text.replace(/\s*\r?\n\s*/g, ' ')

/** Single choices as an Aiken file, which knows nothing else: other questions are left out and reported. */
export function exportAiken(questions: readonly Question[]): ExportedQuestions {
  const texts: string[] = []
  const losses: ExportedQuestions['losses'] = []
  for (const [index, question] of questions.entries()) {
    if (question.type !== 'single') {
      losses.push({ number: index + 1, code: 'type' })
      continue
    }
    const { prompt, options, points } = question
    const right = options.findIndex(({ share }) => share === 100)
    texts.push(
      [
        onOneLine(prompt),
        ...options.map(({ text }, at) => `${LETTERS[at] ?? ''}) ${onOneLine(text)}`),
        `ANSWER: ${LETTERS[right] ?? ''}`,
      ].join('\n'),
    )
    if (points !== 1) losses.push({ number: index + 1, code: 'points' })
    if (hasMore(question)) losses.push({ number: index + 1, code: 'more' })
  }
  return { text: texts.map((text) => `${text}\n`).join('\n'), losses }
}

/** Feedback, shares, explanation, name and tags have no place there. */
function hasMore(question: Extract<Question, { type: 'single' }>): boolean {
  const { options, explanation, name, tags } = question
  const isPlain = options.every(({ share, feedback }) => feedback === '' && (share === 0 || share === 100))
  return !isPlain || explanation !== '' || name !== '' || tags.length > 0
}
