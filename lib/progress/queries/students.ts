import 'server-only'
import type { Types } from 'mongoose'
import { requireAuthor } from '@/lib/courses/commands/authors'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { nameKeyOf } from '@/lib/utils/name-key'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { STUDENT_FILTERS, type StudentFilter } from '../constants'
import type { StandingLimits } from '../standing'
import type { Student, StudentCounts, StudentList, TaughtCourseHead } from '../dto'
import { STUDENTS_PER_PAGE, type StudentSort, type StudentsQuery } from '../student-schema'
import { conditionOf, countingStages, readStandingLimits, singleLearners } from './standing-conditions'
import { PERSON, standingIn, STUDENT_STAGES, toStudent, type StudentRow } from './student-rows'

const ID: SortField = { path: '_id', direction: 1 }
const ID_DOWN: SortField = { path: '_id', direction: -1 }
/** Each is an index of the enrolments behind their course. */
const SORTS: Record<StudentSort, SortField[]> = {
  name: [{ path: 'nameKey', direction: 1 }, ID],
  activity: [{ path: 'lastAccessedAt', direction: -1 }, ID_DOWN],
  enrolled: [{ path: 'enrolledAt', direction: -1 }, ID_DOWN],
  furthest: [{ path: 'progress', direction: -1 }, ID_DOWN],
  behind: [{ path: 'progress', direction: 1 }, ID],
}

type Ask = StudentsQuery & { courseId: string }

/**
 * A page of a course's students for who teaches it, with how many there are of each kind. Five round trips, one
 * more where work waits for a grade or dates are later, however many learners there are.
 *
 * @param removedId who was removed a moment ago; one more round trip
 */
export async function getStudentList(
  viewer: Viewer,
  { removedId, ...query }: Ask & { removedId?: string | undefined },
): Promise<StudentList> {
  const course = await readTaught(viewer, query.courseId)
  const limits = await readStandingLimits(course)
  const [page, counts, removed] = await Promise.all([
    readPage(course._id, query, limits),
    countStudents(course._id, limits),
    removedId === undefined ? null : findRemoved(course._id, removedId),
  ])
  return { course: toHead(viewer, course), counts, page, removed }
}

/** The same page alone, for programs. Four round trips. */
export async function listStudents(
  viewer: Viewer,
  { limit, ...query }: Ask & { limit?: number | undefined },
): Promise<Page<Student>> {
  const course = await readTaught(viewer, query.courseId)
  return readPage(course._id, { ...query, size: limit }, await readStandingLimits(course))
}

const STUDENTS_PER_STEP = 500

/** Everybody on the list, read by steps, so that it takes no more memory for more of them. */
export async function* streamStudents(viewer: Viewer, query: Ask): AsyncGenerator<Student> {
  const course = await readTaught(viewer, query.courseId)
  const limits = await readStandingLimits(course)
  for (let cursor: string | undefined; ;) {
    const page = await readPage(course._id, { ...query, cursor, size: STUDENTS_PER_STEP }, limits)
    yield* page.items
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}

/** Who are meant by a filter, by the order of their enrolments; for what is told to them. The caller has asked who wants to know. */
export async function readStudentsMeant(
  courseId: Types.ObjectId,
  {
    show,
    after,
    at,
    limit,
  }: { show: StudentFilter | null; after: Types.ObjectId | null; at: Date; limit: number },
): Promise<{ _id: Types.ObjectId; user: Types.ObjectId }[]> {
  const course = await Course.findById(courseId).select({ startDate: 1, endDate: 1 }).lean()
  const dates = { startDate: course?.startDate ?? null, endDate: course?.endDate ?? null }
  const limits = await readStandingLimits({ _id: courseId, ...dates }, at)
  return Enrollment.find({
    $and: [
      { course: courseId, ...conditionOf(show ?? undefined, limits) },
      { enrolledAt: { $lte: at } },
      after === null ? {} : { _id: { $gt: after } },
    ],
  })
    .sort({ _id: 1 })
    .limit(limit)
    .select({ user: 1 })
    .lean()
}

/** Where who is stuck now has stopped: how many opened which lesson last. The caller has asked who wants to know. */
export async function countStuckByLesson(course: Taught): Promise<Map<string, number>> {
  const stuck = conditionOf('stuck', await readStandingLimits(course))
  const rows = await Enrollment.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { course: course._id, ...stuck } },
    { $group: { _id: '$lastLesson', count: { $sum: 1 } } },
  ])
  return new Map(rows.map(({ _id, count }) => [_id.toHexString(), count]))
}

type Taught = {
  _id: Types.ObjectId
  slug: string
  title: string
  language: string
  timeZone: string
  startDate: Date | null
  endDate: Date | null
}

/** The course, for who teaches it or runs the academy; others are refused as everywhere. One round trip. */
export async function readTaught(viewer: Viewer, courseId: string): Promise<Taught> {
  const row = await Course.findById(toObjectId(courseId))
    .select('slug title language timeZone startDate endDate status instructor coInstructors')
    .lean()
  const { _id, slug, title, language, timeZone, startDate, endDate } = requireAuthor(viewer, row)
  return { _id, slug, title, language, timeZone, startDate: startDate ?? null, endDate: endDate ?? null }
}

export function toHead(viewer: Viewer, course: Taught): TaughtCourseHead {
  const { _id, slug, title, language, timeZone, startDate, endDate } = course
  return {
    id: _id.toHexString(),
    slug,
    title,
    language,
    timeZone,
    hasSchedule: startDate !== null && endDate !== null && endDate > startDate,
    can: { announce: isMember(viewer) && viewer.isVerified },
  }
}

async function readPage(
  course: Types.ObjectId,
  { show, q, sort: order, cursor, size = STUDENTS_PER_PAGE }: StudentsQuery & { size?: number | undefined },
  limits: StandingLimits,
): Promise<Page<Student>> {
  const sort = SORTS[order]
  const rows = await Enrollment.aggregate<StudentRow>([
    {
      $match: {
        $and: [{ course, ...conditionOf(show, limits) }, nameCondition(q), keysetFilter(sort, cursor)],
      },
    },
    { $sort: keysetSort(sort) },
    { $limit: size + 1 },
    ...STUDENT_STAGES,
  ])
  return toPage(rows, { limit: size, sort, toItem: (row) => toStudent(row, limits) })
}

/** The words of a search stand in a name in their order, each at the beginning of a word. */
function nameCondition(q: string | undefined): Record<string, unknown> {
  if (q === undefined) return {}
  const words = nameKeyOf(q)
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return { nameKey: { $regex: `(^| )${words.join('.* ')}` } }
}

/** So that those of a large course come in one answer. */
const LEARNERS_AT_ONCE = 5_000

/** All kinds at once: in one reading of the course's enrolments, and of the few for whom anything is otherwise one by one. */
async function countStudents(course: Types.ObjectId, limits: StandingLimits): Promise<StudentCounts> {
  const single = singleLearners(limits)
  const [rows, few] = await Promise.all([
    Enrollment.aggregate<{ _id: StudentFilter; count: number }>(countingStages(course, limits)),
    single.length === 0
      ? []
      : Enrollment.find({ course, user: { $in: single } })
          .select({ user: 1, status: 1, progress: 1, lastAccessedAt: 1, movedAt: 1, lastLesson: 1 })
          .batchSize(LEARNERS_AT_ONCE)
          .lean(),
  ])
  const counts = Object.fromEntries(['all', ...STUDENT_FILTERS].map((kind) => [kind, 0])) as StudentCounts
  const add = (kind: StudentFilter, count: number) => {
    counts[kind] += count
    if (kind !== 'left') counts.all += count
  }
  for (const { _id, count } of rows) add(_id, count)
  for (const row of few) add(standingIn(row, limits) ?? 'left', 1)
  return counts
}

async function findRemoved(course: Types.ObjectId, userId: string): Promise<StudentList['removed']> {
  const [row] = await Enrollment.aggregate<{ user: Types.ObjectId; people: { fullName: string }[] }>([
    { $match: { user: toObjectId(userId), course, removedBy: { $ne: null } } },
    PERSON,
  ])
  const [person] = row?.people ?? []
  return row === undefined || person === undefined
    ? null
    : { id: row.user.toHexString(), fullName: person.fullName }
}
