import { toCell } from '@/lib/utils/csv-cell'
import type { BookColumn, BookRow } from './dto/book'

type Titles = { learner: string; username: string; total: string }

/**
 * A gradebook as lines of CSV (RFC 4180, CRLF), the head first: points as numbers, an empty cell where there is no grade.
 * A title or name that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export async function* toCsv(
  { columns, rows }: { columns: readonly BookColumn[]; rows: AsyncIterable<BookRow> },
  titles: Titles,
): AsyncGenerator<string> {
  const heads = columns.map(({ title, outOf }) => (outOf === null ? title : `${title} (${outOf / 100})`))
  // A byte order mark, without which spreadsheets read names outside of ASCII wrongly.
  yield `\uFEFF${line([titles.learner, titles.username, titles.total, ...heads])}`
  for await (const { name, username, total, cells } of rows) {
    const scores = columns.map(({ id }) => cells.get(id)?.score ?? null)
    yield line([name, username, total === null ? null : total / 100, ...scores])
  }
}

function line(cells: readonly (string | number | null)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}
