import { parse } from 'csv-parse/sync'
import { fromCell } from '@/lib/utils/csv-cell'
import { QUESTION_TYPES, QUIZ_LIMITS } from '../constants'
import { Question } from '../schema/question'
import { CSV_COLUMNS, readRules } from './csv-cells'
import { answersOfCells } from './csv-answers'
import { importLine, type ImportCode, type ImportedQuestions, type ImportLine, type NewId } from './report'
import { withShownTexts } from './shown-texts'

type Row = { record: Record<string, string>; info: { lines: number } }

/**
 * The questions of a table: one a row, its columns named in the first one (see docs/quizzes.md). Comma, semicolon and tab
 * are taken as what separates the cells. Nothing in a file makes it throw.
 */
export function importCsv(source: string, newId: NewId): ImportedQuestions {
  const rows = readRows(source)
  if (rows === null) return { questions: [], lines: [importLine(1, 'unreadable')] }
  const missing = ['type', 'prompt'].filter((column) =>
    rows.some(({ record }) => !Object.hasOwn(record, column)),
  )
  if (missing.length > 0)
    return { questions: [], lines: [importLine(1, 'missingColumn', { detail: missing.join(', ') })] }
  const questions: Question[] = []
  const lines: ImportLine[] = []
  for (const { record, info } of rows) {
    const cells = Object.fromEntries(Object.entries(record).map(([column, cell]) => [column, fromCell(cell)]))
    const taken = takeRow(cells, newId)
    if (typeof taken === 'string')
      lines.push(importLine(info.lines, taken, { detail: cells['prompt'] ?? '' }))
    else if (questions.length < QUIZ_LIMITS.importQuestions) {
      const settled = withShownTexts(taken, info.lines)
      lines.push(...settled.lines)
      if (settled.question !== null) questions.push(settled.question)
    } else return { questions, lines: [...lines, importLine(info.lines, 'tooMany')] }
  }
  return { questions, lines }
}

function readRows(source: string): Row[] | null {
  const [head = ''] = source.split(/\r?\n/, 1)
  try {
    // With `info` each row comes with where it stands; the types of the library do not say so.
    return parse(source, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter: [',', ';', '\t'].find((mark) => head.includes(mark)) ?? ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as Row[]
  } catch {
    return null
  }
}

function takeRow(cells: Record<string, string>, newId: NewId): Question | ImportCode {
  const type = QUESTION_TYPES.find((each) => each.toLowerCase() === cells['type']?.trim().toLowerCase())
  if (type === undefined) return 'unknownType'
  const texts = Object.keys(cells)
    .filter((column) => /^answer\d{1,3}$/.test(column))
    .sort((one, other) => Number(one.slice(6)) - Number(other.slice(6)))
    .map((column) => cells[column]?.trim() ?? '')
    .filter((cell) => cell !== '')
  const rules = readRules(cells['rules'] ?? '')
  const prompt = cells['prompt'] ?? ''
  const answers = answersOfCells(type, { texts, prompt, rules }, newId)
  if (answers === null) return 'badCell'
  const question = Question.safeParse({ ...headOf(cells), prompt, ...answers, id: newId(), type })
  return question.success ? question.data : 'badQuestion'
}

function headOf(cells: Record<string, string>) {
  const [, name, , points, partial, explanation, tags] = CSV_COLUMNS.map(
    (column) => cells[column]?.trim() ?? '',
  )
  return {
    name,
    points: points === '' ? 1 : Number(points?.replace(',', '.')),
    isPartial: !/^(no|false|0)$/i.test(partial ?? ''),
    explanation,
    tags: (tags ?? '').split(';').flatMap((tag) => (tag.trim() === '' ? [] : [tag.trim()])),
  }
}
