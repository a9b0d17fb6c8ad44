import 'server-only'
import type { Types } from 'mongoose'
import { requireAuthor } from '@/lib/courses/commands/authors'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { nameKeyOf } from '@/lib/utils/name-key'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { STANDINGS, type StudentFilter } from '../constants'
import { standingLimitsAt, type StandingLimits } from '../standing'
import type { Student, StudentCounts, StudentList, TaughtCourseHead } from '../dto'
import { STUDENTS_PER_PAGE, type StudentSort, type StudentsQuery } from '../student-schema'
import { PERSON, STUDENT_STAGES, toStudent, type StudentRow } from './student-rows'

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
 * A page of a course's students for who teaches it, with how many there are of each kind. Three round trips, however many
 * learners there are.
 *
 * @param removedId who was removed a moment ago; one more round trip
 */
export async function getStudentList(
  viewer: Viewer,
  { removedId, ...query }: Ask & { removedId?: string | undefined },
): Promise<StudentList> {
  const course = await readTaught(viewer, query.courseId)
  const limits = standingLimitsAt(now(), course)
  const [page, counts, removed] = await Promise.all([
    readPage(course._id, query, limits),
    countStudents(course._id, limits),
    removedId === undefined ? null : findRemoved(course._id, removedId),
  ])
  return { course: toHead(viewer, course), counts, page, removed }
}

/** The same page alone, for programs. Two round trips. */
export async function listStudents(
  viewer: Viewer,
  { limit, ...query }: Ask & { limit?: number | undefined },
): Promise<Page<Student>> {
  const course = await readTaught(viewer, query.courseId)
  return readPage(course._id, { ...query, size: limit }, standingLimitsAt(now(), course))
}

const STUDENTS_PER_STEP = 500

/** Everybody on the list, read by steps, so that it takes no more memory for more of them. */
export async function* streamStudents(viewer: Viewer, query: Ask): AsyncGenerator<Student> {
  const course = await readTaught(viewer, query.courseId)
  const limits = standingLimitsAt(now(), course)
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
  const limits = standingLimitsAt(at, {
    startDate: course?.startDate ?? null,
    endDate: course?.endDate ?? null,
  })
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
  const stuck = conditionOf('stuck', standingLimitsAt(now(), course))
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

const NOBODY_GONE = { status: { $in: LEARNING_STATUSES } }

/** Which enrolments a filter means: `standingOf`, asked of the database. */
function conditionOf(
  show: StudentFilter | undefined,
  { stuckBefore, quietBefore, duePercent }: StandingLimits,
): Record<string, unknown> {
  if (show === undefined) return NOBODY_GONE
  if (show === 'left') return { status: { $nin: LEARNING_STATUSES } }
  if (show === 'completed') return { status: 'completed' }
  if (show === 'notStarted') return { status: 'active', lastLesson: null }
  const begun = { status: 'active', lastLesson: { $ne: null } }
  if (show === 'stuck') return { ...begun, movedAt: { $ne: null, $lte: stuckBefore } }
  const moving = { ...begun, $nor: [{ movedAt: { $ne: null, $lte: stuckBefore } }] }
  const behind = duePercent === null ? [] : [{ progress: { $lt: duePercent } }]
  const risks = [{ lastAccessedAt: { $lte: quietBefore } }, ...behind]
  return show === 'atRisk' ? { ...moving, $or: risks } : { ...moving, $nor: [...moving.$nor, ...risks] }
}

/** All kinds at once, in one reading of the course's enrolments. */
async function countStudents(course: Types.ObjectId, limits: StandingLimits): Promise<StudentCounts> {
  const { stuckBefore, quietBefore, duePercent } = limits
  const noDate = new Date(8_640_000_000_000_000)
  const rows = await Enrollment.aggregate<{ _id: StudentFilter; count: number }>([
    { $match: { course } },
    {
      $group: {
        _id: {
          $switch: {
            branches: [
              { case: { $eq: ['$status', 'completed'] }, then: 'completed' },
              { case: { $ne: ['$status', 'active'] }, then: 'left' },
              { case: { $eq: [{ $ifNull: ['$lastLesson', null] }, null] }, then: 'notStarted' },
              { case: { $lte: [{ $ifNull: ['$movedAt', noDate] }, stuckBefore] }, then: 'stuck' },
              { case: { $lte: ['$lastAccessedAt', quietBefore] }, then: 'atRisk' },
              { case: { $lt: ['$progress', duePercent ?? -1] }, then: 'atRisk' },
            ],
            default: 'active',
          },
        },
        count: { $sum: 1 },
      },
    },
  ])
  const of = (filter: StudentFilter) => rows.find(({ _id }) => _id === filter)?.count ?? 0
  const kinds = STANDINGS.map((standing) => [standing, of(standing)] as const)
  const all = kinds.reduce((sum, [, count]) => sum + count, 0)
  return { ...Object.fromEntries(kinds), left: of('left'), all } as StudentCounts
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
