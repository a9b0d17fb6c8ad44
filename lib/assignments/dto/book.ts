import type { TaughtCourse } from '@/lib/courses/queries/taught'
import type { Page } from '@/lib/platform/db/keyset'
import type { Types } from 'mongoose'
import type { GradeFields } from '@/models/grade'
import type { GradedLessonType, MissingRule, SubmissionState } from '../constants'
import { maximumOf, type PersonRow, type TrailEntry, type VersionRow } from '../dto'
import { dueAtOf } from '../due'
import { totalOf } from '../total'

type Id = Types.ObjectId

/** How the total of a course is made, with the version that its next writer names. */
export type Rules = {
  missing: MissingRule
  dropLowest: number
  version: number
  weights: ReadonlyMap<string, number>
}

/** A graded lesson; `outOf` in hundredths, null where only its grades say, as with quizzes. */
export type BookColumn = {
  id: string
  title: string
  type: GradedLessonType
  outOf: number | null
  weight: number
  /** For everybody; null where it never is, as with quizzes. */
  dueAt: Date | null
}

/** What stands at a learner and an item; points in points. */
export type BookCell = {
  lessonId: string
  score: number | null
  outOf: number | null
  isPassed: boolean
  override: string | null
  /** An attempt that is not graded, or whose grade is held. */
  waiting: { submissionId: string; state: SubmissionState } | null
  isDropped: boolean
}

export type BookRow = {
  userId: string
  name: string
  username: string
  /** Hundredths of a percent. */
  total: number | null
  cells: ReadonlyMap<string, BookCell>
}

export type GradeBookPage = {
  course: Pick<TaughtCourse, 'id' | 'title' | 'slug' | 'language'>
  rules: Rules
  /** All graded lessons, in the order of the course; `shown` are those of this window. */
  columns: BookColumn[]
  shown: BookColumn[]
  rows: Page<BookRow>
}

type GradeRow = Pick<GradeFields, 'lesson' | 'score' | 'outOf' | 'isPassed' | 'override'>
export type LearnerRow = {
  _id: Id
  user: Id
  nameKey?: string
  users: PersonRow[]
  grades: GradeRow[]
  submissions: { _id: Id; lesson: Id; state: SubmissionState }[]
}

type ColumnRow = {
  _id: Id
  title: string
  type: GradedLessonType
  versions: Pick<VersionRow, 'points' | 'rubric' | 'due'>[]
}

/** In the order of the outline; what does not stand in it is not shown. */
export function toColumns(rows: readonly ColumnRow[], lessonIds: readonly string[]): BookColumn[] {
  const place = new Map(lessonIds.map((id, index) => [id, index]))
  return rows
    .map(({ _id, title, type, versions: [version] }) => ({
      id: _id.toHexString(),
      title,
      type,
      outOf: version === undefined ? null : maximumOf(version),
      weight: 1,
      dueAt: dueAtOf(version?.due ?? null),
    }))
    .filter(({ id }) => place.has(id))
    .toSorted((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0))
}

type Book = { columns: readonly BookColumn[]; rules: Rules }

export function toBookRow(row: LearnerRow, book: Book): BookRow {
  const [person] = row.users
  const { percent, cells } = toCells(row, book)
  return {
    userId: row.user.toHexString(),
    name: person?.fullName || (person?.username ?? ''),
    username: person?.username ?? '',
    total: percent,
    cells,
  }
}

/** A learner's cells by lesson, and their total over all items of the course. */
export function toCells(
  { grades, submissions }: Pick<LearnerRow, 'grades' | 'submissions'>,
  { columns, rules }: Book,
): { percent: number | null; cells: Map<string, BookCell> } {
  const gradeOf = new Map(grades.map((grade) => [grade.lesson.toHexString(), grade]))
  const waitingOf = new Map(submissions.map((each) => [each.lesson.toHexString(), each]))
  const entries = columns.map(({ id, weight, outOf }) => {
    const grade = gradeOf.get(id)
    return {
      id,
      weight,
      score: grade?.override?.score ?? grade?.score ?? null,
      // Of a quiz nobody has taken only its weight is known, and that is enough for nought.
      outOf: grade?.outOf ?? outOf ?? 1,
    }
  })
  const { percent, droppedIds } = totalOf(entries, rules)
  const cells = entries.map(({ id, score }) => {
    const grade = gradeOf.get(id)
    const waiting = waitingOf.get(id)
    const cell: BookCell = {
      lessonId: id,
      score: score === null ? null : score / 100,
      outOf: grade === undefined ? null : grade.outOf / 100,
      isPassed: grade?.isPassed ?? false,
      override: grade?.override?.reason ?? null,
      waiting:
        waiting === undefined ? null : { submissionId: waiting._id.toHexString(), state: waiting.state },
      isDropped: droppedIds.includes(id),
    }
    return [id, cell] as const
  })
  return { percent, cells: new Map(cells) }
}

/** One learner's grade of one lesson, for who teaches the course; points in points. */
export type OneGrade = {
  course: Pick<TaughtCourse, 'id' | 'title' | 'slug' | 'language'>
  userId: string
  lessonId: string
  lessonTitle: string
  learner: string
  score: number | null
  /** Null for a quiz that nobody has been graded in. */
  outOf: number | null
  override: string | null
  trail: TrailEntry[]
  can: { override: boolean }
}
