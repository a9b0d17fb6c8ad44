import { expect, test } from 'vitest'
import { toCsv } from './csv'
import type { BookCell, BookColumn, BookRow } from './dto/book'

const titles = { learner: 'Learner', username: 'Username', total: 'Total' }
const column: BookColumn = {
  id: 'a',
  title: '=cmd|x',
  type: 'assignment',
  outOf: 1_000,
  weight: 1,
  dueAt: null,
}
const cell: BookCell = {
  lessonId: 'a',
  score: 7.25,
  outOf: 10,
  isPassed: true,
  override: null,
  waiting: null,
  isDropped: false,
}
const row = (name: string, cells: [string, BookCell][] = [['a', cell]]): BookRow => ({
  userId: 'u',
  name,
  username: 'ada',
  total: 7_250,
  cells: new Map(cells),
})
async function written(...rows: BookRow[]): Promise<string> {
  async function* list() {
    yield* rows
  }
  const lines = []
  for await (const each of toCsv({ columns: [column], rows: list() }, titles)) lines.push(each)
  return lines.join('')
}

test('a gradebook is a table with points as numbers and nothing where nothing is', async () => {
  expect(await written(row('Ada, “A”\n"B"'), row('ভাষা', []))).toBe(
    '\uFEFFLearner,Username,Total,\'=cmd|x (10)\r\n"Ada, “A”\n""B""",ada,72.5,7.25\r\nভাষা,ada,72.5,\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1'])('the name %j is no formula', async (name) => {
  const [, line = ''] = (await written(row(name))).split('(10)\r\n')
  expect(line.replace(/^"/, '').startsWith("'")).toBe(true)
})
