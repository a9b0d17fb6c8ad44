import { Types } from 'mongoose'
import { expect, test } from 'vitest'
import { AppError } from '../errors'
import { decodeCursor, encodeCursor, keysetFilter, keysetSort, toPage, type SortField } from './keyset'

const NEWEST: SortField[] = [
  { path: 'publishedAt', direction: -1 },
  { path: '_id', direction: 1 },
]
const row = { publishedAt: new Date('2026-01-02T03:04:05.678Z'), _id: new Types.ObjectId() }

test('a cursor brings back the values of the last row, with their types', () => {
  expect(decodeCursor(NEWEST, encodeCursor(NEWEST, row))).toEqual([row.publishedAt, row._id])
})

test('the filter holds exactly the rows after the cursor, each field in its own direction', () => {
  expect(keysetFilter(NEWEST, encodeCursor(NEWEST, row))).toEqual({
    publishedAt: { $lte: row.publishedAt },
    $or: [{ publishedAt: { $lt: row.publishedAt } }, { publishedAt: row.publishedAt, _id: { $gt: row._id } }],
  })
  expect(keysetFilter(NEWEST, null)).toEqual({})
  expect(keysetSort(NEWEST)).toEqual({ publishedAt: -1, _id: 1 })
})

test.each([
  ['rubbish', 'rubbish'],
  ['JSON that is no cursor', Buffer.from('{"$gt":""}').toString('base64url')],
  [
    'an operator object in it',
    Buffer.from('["-publishedAt,_id",[{"$gt":""},{"$gt":""}]]').toString('base64url'),
  ],
  ['too few values', Buffer.from('["-publishedAt,_id",[1]]').toString('base64url')],
  [
    'of another sort',
    encodeCursor(
      [
        { path: 'updatedAt', direction: -1 },
        { path: '_id', direction: 1 },
      ],
      { ...row, updatedAt: row.publishedAt },
    ),
  ],
])('a cursor that is %s is refused', (_what, cursor) => {
  expect(() => keysetFilter(NEWEST, cursor)).toThrow(AppError)
})

test('a page shows its limit and leads on only when there is more', () => {
  const rows = [1, 2, 3].map((n) => ({ n }))
  const list = {
    limit: 2,
    sort: [{ path: 'n', direction: 1 }] as SortField[],
    toItem: ({ n }: { n: number }) => n,
  }
  const page = toPage(rows, list)
  expect(page.items).toEqual([1, 2])
  expect(decodeCursor(list.sort, page.nextCursor ?? '')).toEqual([2])
  expect(toPage(rows.slice(0, 2), list).nextCursor).toBeNull()
})
