import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { getTaughtCourse, type TaughtCourse } from '@/lib/courses/queries/taught'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Enrollment } from '@/models/enrollment'
import { GradeBook } from '@/models/grade-book'
import { Lesson } from '@/models/lesson'
import {
  toColumns,
  toBookRow,
  type BookColumn,
  type BookRow,
  type GradeBookPage,
  type LearnerRow,
  type Rules,
} from '../dto/book'
import { GRADED_LESSON_TYPES, ITEMS_PER_PAGE, LEARNERS_PER_PAGE } from '../constants'
import type { BookQuery } from '../schema'

/**
 * A window of a course's gradebook for its teachers: some learners by some items, with each learner's total over all
 * items. Four round trips, however many of either there are.
 */
export async function getGradeBook(
  viewer: Viewer,
  { courseId, items, cursor }: BookQuery & { courseId: string },
): Promise<GradeBookPage> {
  const course = await getTaughtCourse(viewer, { courseId })
  const id = toObjectId(courseId)
  const [columns, rules] = await Promise.all([readColumns(course), readRules(id)])
  const weighted = withWeights(columns, rules)
  const rows = await readLearners(id, { cursor, limit: LEARNERS_PER_PAGE })
  return {
    course,
    rules,
    columns: weighted,
    shown: weighted.slice(items, items + ITEMS_PER_PAGE),
    rows: toPage(rows, {
      limit: LEARNERS_PER_PAGE,
      sort: SORT,
      toItem: (row) => toBookRow(row, { columns: weighted, rules }),
    }),
  }
}

const CSV_STEP = 100

/** The whole gradebook, a step of learners at a time, for a file of any size. */
export async function getWholeGradeBook(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<{ course: TaughtCourse; columns: BookColumn[]; rows: AsyncGenerator<BookRow> }> {
  const course = await getTaughtCourse(viewer, { courseId })
  const id = toObjectId(courseId)
  const [read, rules] = await Promise.all([readColumns(course), readRules(id)])
  const columns = withWeights(read, rules)
  async function* rows() {
    let cursor: string | null = null
    do {
      const found: LearnerRow[] = await readLearners(id, { cursor, limit: CSV_STEP })
      const page: Page<BookRow> = toPage(found, {
        limit: CSV_STEP,
        sort: SORT,
        toItem: (row) => toBookRow(row, { columns, rules }),
      })
      yield* page.items
      cursor = page.nextCursor
    } while (cursor !== null)
  }
  return { course, columns, rows: rows() }
}

/** The graded lessons of a course in its order, each with what it gives at most now. */
export async function readColumns({
  id,
  lessonIds,
}: Pick<TaughtCourse, 'id' | 'lessonIds'>): Promise<BookColumn[]> {
  const rows = await Lesson.aggregate<ColumnRow>([
    { $match: { course: toObjectId(id), isPublished: true, type: { $in: [...GRADED_LESSON_TYPES] } } },
    { $limit: COURSE_LIMITS.lessons },
    { $project: { title: 1, type: 1 } },
    {
      $lookup: {
        from: 'assignmentVersions',
        localField: '_id',
        foreignField: 'lesson',
        pipeline: [
          { $match: { isCurrent: true } },
          { $project: { points: 1, rubric: 1, passPercent: 1, due: 1 } },
        ],
        as: 'versions',
      },
    },
  ]).option({ batchSize: COURSE_LIMITS.lessons })
  return toColumns(rows, lessonIds)
}

export type ColumnRow = Parameters<typeof toColumns>[0][number]

/** How a course's total is made; without rules of its own every item counts once. */
export async function readRules(course: Types.ObjectId): Promise<Rules> {
  const row = await GradeBook.findOne({ course }).lean()
  return {
    missing: row?.missing ?? 'leftOut',
    dropLowest: row?.dropLowest ?? 0,
    version: row?.version ?? 0,
    weights: new Map(row?.weights.map(({ lesson, weight }) => [lesson.toHexString(), weight])),
  }
}

export function withWeights(columns: BookColumn[], { weights }: Rules): BookColumn[] {
  return columns.map((column) => ({ ...column, weight: weights.get(column.id) ?? 1 }))
}

/** By name, as teachers look people up and as the list of students has them. */
const SORT: SortField[] = [
  { path: 'nameKey', direction: 1 },
  { path: '_id', direction: 1 },
]

/** Learners with their grades, and what of theirs waits, in one round trip. */
function readLearners(
  course: Types.ObjectId,
  { cursor, limit }: { cursor?: string | null | undefined; limit: number },
): Promise<LearnerRow[]> {
  return Enrollment.aggregate<LearnerRow>([
    { $match: { course, status: { $in: [...LEARNING_STATUSES] }, ...keysetFilter(SORT, cursor) } },
    { $sort: keysetSort(SORT) },
    { $limit: limit + 1 },
    { $project: { user: 1, nameKey: 1 } },
    ofLearner('users', '_id', { pipeline: [{ $project: { fullName: 1, username: 1, email: 1 } }] }),
    ofLearner('grades', 'user', {
      pipeline: [
        { $match: { course } },
        { $project: { _id: 0, lesson: 1, score: 1, outOf: 1, isPassed: 1, override: 1 } },
      ],
    }),
    ofLearner('submissions', 'user', {
      pipeline: [
        { $match: { course, state: { $in: ['submitted', 'held'] } } },
        { $project: { lesson: 1, state: 1 } },
      ],
    }),
  ]).option({ batchSize: limit + 1 })
}

function ofLearner(
  from: string,
  foreignField: string,
  { pipeline }: { pipeline: PipelineStage.Lookup['$lookup']['pipeline'] },
): PipelineStage.Lookup {
  return { $lookup: { from, localField: 'user', foreignField, pipeline, as: from } }
}
