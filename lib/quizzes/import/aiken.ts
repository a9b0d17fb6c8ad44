import { QUIZ_LIMITS } from '../constants'
import { Question } from '../schema/question'
import { importLine, type ImportedQuestions, type ImportLine, type NewId } from './report'
import { toMarkdown } from './to-markdown'

const OPTION = /^\s*([A-Z])[.)]\s+(.*\S)\s*$/
const ANSWER = /^\s*ANSWER:\s*([A-Z])\s*$/i

type Begun = { line: number; prompt: string[]; options: { letter: string; text: string }[] }

/**
 * The questions of an Aiken file (https://docs.moodle.org/en/Aiken_format): single choices, each with lettered options
 * and a line that names the right letter.
 */
export function importAiken(source: string, newId: NewId): ImportedQuestions {
  const questions: Question[] = []
  const lines: ImportLine[] = []
  let begun: Begun | null = null
  const giveUp = () => {
    if (begun !== null) lines.push(importLine(begun.line, 'noAnswerLine', { detail: begun.prompt.join(' ') }))
    begun = null
  }
  for (const [index, text] of source
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = index + 1
    const [, right] = ANSWER.exec(text) ?? []
    const [, letter = '', option = ''] = OPTION.exec(text) ?? []
    if (text.trim() === '') continue
    else if (right !== undefined && begun !== null) {
      const question = questionOf(begun, right.toUpperCase(), newId)
      if (question !== null && questions.length < QUIZ_LIMITS.importQuestions) questions.push(question)
      else
        lines.push(
          importLine(begun.line, question === null ? 'answerUnknown' : 'tooMany', {
            detail: begun.prompt.join(' '),
          }),
        )
      begun = null
    } else if (letter !== '' && begun !== null) begun.options.push({ letter, text: option })
    else if (right !== undefined || letter !== '')
      lines.push(importLine(line, 'optionShape', { detail: text }))
    else {
      if (begun !== null && begun.options.length > 0) giveUp()
      begun ??= { line, prompt: [], options: [] }
      begun.prompt.push(text.trim())
    }
  }
  giveUp()
  return { questions, lines }
}

function questionOf({ prompt, options }: Begun, right: string, newId: NewId): Question | null {
  const textOf = (text: string) => toMarkdown({ format: 'moodle', text })
  const parsed = Question.safeParse({
    id: newId(),
    type: 'single',
    prompt: textOf(prompt.join('\n')),
    points: 1,
    options: options.map(({ letter, text }) => ({
      id: newId(),
      text: textOf(text),
      share: letter === right ? 100 : 0,
    })),
  })
  return parsed.success ? parsed.data : null
}
