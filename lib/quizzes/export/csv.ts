import { toCell } from '@/lib/utils/csv-cell'
import { CSV_COLUMNS, toWeighted } from '../import/csv-cells'
import type { Question, QuestionOf } from '../schema/question'
import type { ExportCode, ExportedQuestions } from './report'

/** Questions as a table that the importer takes back as the same questions, but for the ids of their parts. */
export function exportCsv(questions: readonly Question[]): ExportedQuestions {
  const rows = questions.map((question) => [...headOf(question), ...answerCells(question)])
  const width = Math.max(CSV_COLUMNS.length + 1, ...rows.map((row) => row.length))
  const answers = Array.from({ length: width - CSV_COLUMNS.length }, (_, index) => `answer${index + 1}`)
  const lines = [[...CSV_COLUMNS, ...answers], ...rows].map((row) => row.map(toCell).join(','))
  const losses = questions.flatMap((question, index) =>
    lossesOf(question).map((code) => ({ number: index + 1, code })),
  )
  return { text: `${lines.join('\r\n')}\r\n`, losses }
}

function headOf(question: Question): string[] {
  const { type, name, points, isPartial, explanation, tags } = question
  return [
    type,
    name,
    promptOf(question),
    String(points),
    isPartial ? 'yes' : 'no',
    explanation,
    tags.join('; '),
    rulesOf(question),
  ]
}

function promptOf(question: Question): string {
  if (question.type !== 'gaps') return question.prompt
  return question.gaps.reduce(
    (prompt, { id }, index) => prompt.replace(`[[gap:${id}]]`, `[[${index + 1}]]`),
    question.prompt,
  )
}

function rulesOf(question: Question): string {
  const texts = spellingOf(question)
  const rules = [
    texts?.caseMatters ? 'case' : '',
    texts?.accentsMatter === false ? 'accents ignored' : '',
    question.type === 'number' && question.isUnitRequired ? 'unit required' : '',
    question.type === 'number' && question.units.length > 0 ? `units ${question.units.join('|')}` : '',
  ]
  return rules.filter((rule) => rule !== '').join('; ')
}

type Spelling = { caseMatters: boolean; accentsMatter: boolean }

/** All gaps of a row have the same rules. */
function spellingOf(question: Question): Spelling | undefined {
  if (question.type === 'shortText') return question
  return question.type === 'gaps' ? textGaps(question)[0] : undefined
}

function textGaps({ gaps }: QuestionOf<'gaps'>) {
  return gaps.flatMap((gap) => (gap.kind === 'text' ? [gap] : []))
}

function answerCells(question: Question): string[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return question.options.map(toWeighted)
    case 'trueFalse':
      return [
        toWeighted({ text: 'true', share: question.isTrue ? 100 : 0, feedback: question.feedbackOnTrue }),
        toWeighted({ text: 'false', share: question.isTrue ? 0 : 100, feedback: question.feedbackOnFalse }),
      ]
    case 'shortText':
      return question.accepted.map(toWeighted)
    case 'number':
      return question.accepted.map(({ value, tolerance, toleranceKind, ...rest }) => {
        const allowed = `${tolerance}${toleranceKind === 'percent' ? '%' : ''}`
        return toWeighted({ ...rest, text: tolerance === 0 ? String(value) : `${value} +- ${allowed}` })
      })
    case 'ordering':
      return question.entries.map(({ text }) => text)
    case 'matching':
      return [
        ...question.pairs.map(({ text, match }) => `${text.replace(/->/g, '-&gt;')} -> ${match.text}`),
        ...question.extras.map(({ text }) => `-> ${text}`),
      ]
    case 'gaps':
      return question.gaps.flatMap((gap, index) =>
        gap.kind === 'choice'
          ? gap.options.map((option) => `${index + 1}? ${toWeighted(option)}`)
          : gap.accepted.map((each) => `${index + 1}: ${toWeighted(each)}`),
      )
  }
}

function lossesOf(question: Question): ExportCode[] {
  if (question.type !== 'gaps') return []
  const rules = textGaps(question).map(({ caseMatters, accentsMatter }) => `${caseMatters} ${accentsMatter}`)
  return new Set(rules).size > 1 ? ['spelling'] : []
}
