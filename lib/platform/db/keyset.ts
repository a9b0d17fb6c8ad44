import { Types } from 'mongoose'
import { z } from 'zod'
import { AppError } from '../errors'

/**
 * Lists are paged by the last row seen, not by number: page 500 costs what page 1 costs, and nothing is skipped or
 * repeated when rows come and go. The sort must end in a unique field (`_id`) and every field of it is required.
 */
export type SortField = { path: string; direction: 1 | -1 }

export type Page<T> = { items: T[]; nextCursor: string | null }

const Value = z.union([
  z.object({ d: z.iso.datetime() }),
  z.object({ o: z.string().regex(/^[0-9a-f]{24}$/) }),
  z.string().max(500),
  z.number(),
  z.boolean(),
])
const Cursor = z.tuple([z.string().max(200), z.array(Value).max(6)])

/** The position after `row`, opaque to whoever carries it; it fits only the sort it was made for. */
export function encodeCursor(sort: readonly SortField[], row: Record<string, unknown>): string {
  const values = sort.map(({ path }) => toValue(path, valueAt(row, path)))
  return Buffer.from(JSON.stringify([signature(sort), values])).toString('base64url')
}

/** The values of the last row seen; refuses what this sort did not make. */
export function decodeCursor(sort: readonly SortField[], cursor: string): unknown[] {
  const parsed = Cursor.safeParse(parse(cursor))
  if (!parsed.success || parsed.data[0] !== signature(sort) || parsed.data[1].length !== sort.length) {
    throw new AppError('invalid', 'The cursor belongs to another list.', { fields: { cursor: 'cursor' } })
  }
  return parsed.data[1].map((value) => {
    if (typeof value !== 'object') return value
    return 'd' in value ? new Date(value.d) : new Types.ObjectId(value.o)
  })
}

/** The filter of all rows after the cursor, to be merged into the list's own; empty for the first page. */
export function keysetFilter(
  sort: readonly SortField[],
  cursor: string | null | undefined,
): Record<string, unknown> {
  if (cursor === null || cursor === undefined || cursor === '') return {}
  const values = decodeCursor(sort, cursor)
  const branches = sort.map(({ path, direction }, depth) => ({
    ...Object.fromEntries(sort.slice(0, depth).map((field, index) => [field.path, values[index]])),
    [path]: { [direction === 1 ? '$gt' : '$lt']: values[depth] },
  }))
  const [first] = sort
  if (first === undefined || branches.length === 1) return branches[0] ?? {}
  // The bound on the leading field is implied by the branches; said once more, it bounds the walk along the index.
  return { [first.path]: { [first.direction === 1 ? '$gte' : '$lte']: values[0] }, $or: branches }
}

export function keysetSort(sort: readonly SortField[]): Record<string, 1 | -1> {
  return Object.fromEntries(sort.map(({ path, direction }) => [path, direction]))
}

/** Makes a page of rows that were read with a limit one higher than the page's. */
export function toPage<TRow extends Record<string, unknown>, T>(
  rows: readonly TRow[],
  list: { limit: number; sort: readonly SortField[]; toItem: (row: TRow) => T },
): Page<T> {
  const shown = rows.slice(0, list.limit)
  const last = shown.at(-1)
  const hasMore = rows.length > list.limit && last !== undefined
  return { items: shown.map(list.toItem), nextCursor: hasMore ? encodeCursor(list.sort, last) : null }
}

function signature(sort: readonly SortField[]): string {
  return sort.map(({ path, direction }) => `${direction === 1 ? '' : '-'}${path}`).join(',')
}

function toValue(path: string, value: unknown): z.input<typeof Value> {
  if (value instanceof Date) return { d: value.toISOString() }
  if (value instanceof Types.ObjectId) return { o: value.toHexString() }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new TypeError(`A list cannot be paged by "${path}": the row has no plain value there.`)
}

function valueAt(row: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], row)
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
