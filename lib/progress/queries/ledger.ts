import 'server-only'
import type { Types } from 'mongoose'
import { lessonsOf } from '@/lib/courses/dto'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { ProgressEvent, type ProgressEventFields } from '@/models/progress-event'
import { LEDGER_ENTRIES_PER_PAGE } from '../constants'
import type { Ledger, LedgerEntry } from '../dto'
import { getCourseHome } from './learning'

const NEWEST: SortField[] = [
  { path: 'at', direction: -1 },
  { path: '_id', direction: -1 },
]

/**
 * The viewer's own ledger of a course they learn in: what counted, when and why, and the percent after it. One round trip
 * beside the course's own; a teacher who only looks has none.
 */
export async function getLedger(
  viewer: Viewer,
  { slug, cursor }: { slug: string; cursor?: string | undefined },
): Promise<Ledger> {
  const user = toObjectId(requireMember(viewer).userId)
  const { course, learner } = await getCourseHome(viewer, { slug })
  const inOutline = new Set(lessonsOf(course.outline).map(({ id }) => id))
  return {
    course: { slug: course.slug, title: course.title, language: course.language },
    percent: learner.percent,
    entries: await readEntries({ user, course: toObjectId(course.id) }, { cursor, inOutline }),
  }
}

/** A page of one learner's ledger; the caller has asked who wants to know. One round trip. */
export async function readEntries(
  learner: { user: Types.ObjectId; course: Types.ObjectId },
  { cursor, inOutline }: { cursor?: string | undefined; inOutline: ReadonlySet<string> },
): Promise<Page<LedgerEntry>> {
  const rows = await ProgressEvent.aggregate<Row>([
    { $match: { $and: [learner, keysetFilter(NEWEST, cursor)] } },
    { $sort: keysetSort(NEWEST) },
    { $limit: LEDGER_ENTRIES_PER_PAGE + 1 },
    {
      $lookup: {
        from: 'lessons',
        localField: 'lesson',
        foreignField: '_id',
        pipeline: [{ $project: { _id: 0, title: 1 } }],
        as: 'lessonRow',
      },
    },
  ])
  const toItem = (row: Row) => toEntry(row, inOutline)
  return toPage(rows, { limit: LEDGER_ENTRIES_PER_PAGE, sort: NEWEST, toItem })
}

type Row = { _id: Types.ObjectId; lessonRow: { title: string }[] } & ProgressEventFields

function toEntry(row: Row, inOutline: ReadonlySet<string>): LedgerEntry {
  const { _id, at, kind, lesson, percent, cause, watchedPercent, scorePercent } = row
  const lessonId = lesson?.toHexString() ?? null
  return {
    id: _id.toHexString(),
    at,
    kind,
    percent,
    cause: cause ?? null,
    watchedPercent: watchedPercent ?? null,
    scorePercent: scorePercent ?? null,
    lessonTitle: row.lessonRow[0]?.title ?? null,
    lessonId: lessonId !== null && inOutline.has(lessonId) ? lessonId : null,
  }
}
