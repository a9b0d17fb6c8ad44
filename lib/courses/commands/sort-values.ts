import 'server-only'
import { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { CourseSortRow } from '@/models/course-sort-row'
import { SORT_VALUES } from '../constants'
import { bytesOf } from '../listing/bytes'
import { SORT_ROW_SIZE, sortValuesOf, withSortValues, type Sortable } from '../listing/sort-values'

type Numbered = Sortable & { catalogueNumber: number }

const SORTABLE = {
  catalogueNumber: 1,
  publishedAt: 1,
  enrollmentCount: 1,
  rating: 1,
  price: 1,
  durationMinutes: 1,
}
const ROUND_EVERY_MILLISECONDS = 5 * 60_000

/** Notes by what these courses are put in order; part of the transaction that lists them. */
export async function setSortValues(courses: readonly Numbered[]): Promise<void> {
  const byRow = Map.groupBy(courses, ({ catalogueNumber }) => Math.floor(catalogueNumber / SORT_ROW_SIZE))
  for (const [row, some] of byRow) await writeRow(row, some)
}

/**
 * Counts anew by what the next 4,096 courses are put in order: people enrol without touching these rows, so that none waits
 * for another. Each run takes the next row, and begins again after the last one.
 */
export async function recountSortValues(viewer: Viewer): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const rows = await CourseSortRow.countDocuments({ value: 'learners' })
  if (rows === 0) return
  const row = Math.floor(now().getTime() / ROUND_EVERY_MILLISECONDS) % rows
  await inTransaction(async () => {
    const courses = await Course.find({
      catalogueNumber: { $gte: row * SORT_ROW_SIZE, $lt: (row + 1) * SORT_ROW_SIZE },
    })
      .limit(SORT_ROW_SIZE)
      .select({ ...SORTABLE, isListed: 1 })
      .lean()
    const listed = courses.flatMap(({ catalogueNumber, ...course }) =>
      course.isListed && typeof catalogueNumber === 'number' ? [{ ...course, catalogueNumber }] : [],
    )
    await setSortValues(listed)
  })
}

/** Writes the values of courses of one row, where they have changed. */
async function writeRow(row: number, courses: readonly Numbered[]): Promise<void> {
  const stored = await CourseSortRow.find({ row }).limit(SORT_VALUES.length).lean()
  const changes = courses.map((course) => ({ number: course.catalogueNumber, values: sortValuesOf(course) }))
  const writes = SORT_VALUES.flatMap((value) => {
    const before = bytesOf(stored.find((one) => one.value === value)?.values)
    const after = withSortValues(
      before,
      changes.map(({ number, values }) => ({ number, value: values[value] })),
    )
    if (Buffer.compare(before, after) === 0) return []
    const update = { $set: { values: Buffer.from(after), version: new Types.ObjectId() } }
    return [{ updateOne: { filter: { value, row }, update, upsert: true } }]
  })
  if (writes.length > 0) await CourseSortRow.bulkWrite(writes)
}
