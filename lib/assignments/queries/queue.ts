import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { getTaughtCourse, listCoursesToGrade, type TaughtCourse } from '@/lib/courses/queries/taught'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Submission } from '@/models/submission'
import { QUEUE_PER_PAGE, STATE_OF_VIEW, type SubmissionState } from '../constants'
import type { Neighbour, QueueEntry } from '../dto/queue'
import type { QueueQuery } from '../schema'

/** Longest waiting first. */
const SORT: SortField[] = [
  { path: 'submittedAt', direction: 1 },
  { path: '_id', direction: 1 },
]

type Row = {
  _id: Types.ObjectId
  course: Types.ObjectId
  lesson: Types.ObjectId
  attempt: number
  submittedAt: Date
  daysLate: number
  state: SubmissionState
  courseTitle?: string
  lessonTitle?: string
  learner?: string
}

/** What is handed in across all courses that the viewer teaches, the longest waiting first. Two round trips. */
export async function listQueue(viewer: Viewer, query: QueueQuery): Promise<Page<QueueEntry>> {
  const courses = await listCoursesToGrade(viewer)
  if (courses.length === 0) return { items: [], nextCursor: null }
  return readQueue({ course: { $in: courses.map(({ _id }) => _id) } }, query)
}

/** Nobody plans an evening by more. */
const MOST_COUNTED = 1_000

/** How much waits for a grade in all courses that the viewer teaches, up to `MOST_COUNTED`. Two round trips. */
export async function countWaitingWork(viewer: Viewer): Promise<number> {
  const courses = await listCoursesToGrade(viewer)
  if (courses.length === 0) return 0
  const waiting = { course: { $in: courses.map(({ _id }) => _id) }, state: STATE_OF_VIEW.waiting }
  return Submission.countDocuments(waiting, { limit: MOST_COUNTED })
}

/**
 * Ids of the learners of a course, or the one named, who wait for their teacher: what they handed in has no grade, or one
 * that they do not see yet. For the queries of this and higher domains, which have asked who wants to know.
 */
export async function readWaitingLearners(of: {
  course: Types.ObjectId
  user?: Types.ObjectId
}): Promise<string[]> {
  const ids = await Submission.distinct('user', { ...of, state: { $in: ['submitted', 'held'] } })
  return ids.map((id) => id.toHexString())
}

/** What is handed in in one course, or of one of its assignments. Two round trips. */
export async function listQueueOfCourse(
  viewer: Viewer,
  { courseId, ...query }: QueueQuery & { courseId: string },
): Promise<{ course: TaughtCourse; page: Page<QueueEntry> }> {
  const course = await getTaughtCourse(viewer, { courseId })
  const lesson = query.lesson === undefined ? {} : { lesson: toObjectId(query.lesson) }
  return { course, page: await readQueue({ course: toObjectId(courseId), ...lesson }, query) }
}

async function readQueue(of: object, { view, cursor }: QueueQuery): Promise<Page<QueueEntry>> {
  const rows = await Submission.aggregate<Row>([
    { $match: { ...of, state: STATE_OF_VIEW[view], ...keysetFilter(SORT, cursor) } },
    { $sort: keysetSort(SORT) },
    { $limit: QUEUE_PER_PAGE + 1 },
    ...named('users', 'user', { learner: '$fullName' }),
    ...named('lessons', 'lesson', { lessonTitle: '$title' }),
    ...named('courses', 'course', { courseTitle: '$title' }),
    { $project: { course: 1, lesson: 1, attempt: 1, submittedAt: 1, daysLate: 1, state: 1, ...NAMES } },
  ])
  return toPage(rows, { limit: QUEUE_PER_PAGE, sort: SORT, toItem: toEntry })
}

const NAMES = { learner: 1, lessonTitle: 1, courseTitle: 1 }

/** One field of another collection's row, beside the submission's own. */
function named(from: string, localField: string, field: Record<string, string>): PipelineStage[] {
  const [name = '', path = ''] = Object.entries(field)[0] ?? []
  const key = path.slice(1)
  return [
    {
      $lookup: {
        from,
        localField,
        foreignField: '_id',
        pipeline: [{ $project: { [key]: 1 } }],
        as: `${name}Rows`,
      },
    },
    { $set: { [name]: { $first: `$${name}Rows.${key}` } } },
  ]
}

function toEntry(row: Row): QueueEntry {
  return {
    id: row._id.toHexString(),
    courseId: row.course.toHexString(),
    courseTitle: row.courseTitle ?? '',
    lessonId: row.lesson.toHexString(),
    lessonTitle: row.lessonTitle ?? '',
    learner: row.learner ?? '',
    attempt: row.attempt,
    submittedAt: row.submittedAt.toISOString(),
    daysLate: row.daysLate,
    state: row.state,
  }
}

type Place = { _id: Types.ObjectId; course: Types.ObjectId; submittedAt: Date }

/** What stands before and after a submission in the queue of its course, or of all courses of the viewer. */
export async function findNeighbours(
  viewer: Viewer,
  { place, isAcrossCourses }: { place: Place; isAcrossCourses: boolean },
): Promise<{ previous: Neighbour; next: Neighbour }> {
  const own = isAcrossCourses ? (await listCoursesToGrade(viewer)).map(({ _id }) => _id) : []
  // An admin may look at any submission, also of a course that is not in a queue of theirs.
  const isOwn = own.some((id) => id.equals(place.course))
  const of = isOwn ? { course: { $in: own } } : { course: place.course }
  const [previous, next] = await Promise.all([findBeside(of, place, -1), findBeside(of, place, 1)])
  return { previous, next }
}

async function findBeside(of: object, { _id, submittedAt }: Place, direction: 1 | -1): Promise<Neighbour> {
  const beyond = direction === 1 ? '$gt' : '$lt'
  const row = await Submission.findOne({
    ...of,
    state: 'submitted',
    $or: [{ submittedAt: { [beyond]: submittedAt } }, { submittedAt, _id: { [beyond]: _id } }],
  })
    .sort({ submittedAt: direction, _id: direction })
    .select({ course: 1 })
    .lean()
  return row === null ? null : { id: row._id.toHexString(), courseId: row.course.toHexString() }
}
