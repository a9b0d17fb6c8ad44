import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { User } from '@/models/user'
import type { WaitingCourse } from '../authored-dto'
import { lessonIdsOf, type ModuleRow } from '../commands/applying'
import { contentOf, type LessonContent } from '../commands/lesson-content'
import { detailsOf, type Details } from '../commands/revision'
import { COURSE_LIMITS, type CourseStatus } from '../constants'
import { lessonParts, type PartDifference } from '../lesson-parts'
import { canPublishCourse } from '../policy'
import { detailsChanges, lessonChanges, type DetailChange, type LessonChangeView } from '../review-changes'
import { getAuthoredCourse } from './authored-course'

const ROWS_PER_PAGE = 50
const LONGEST_WAIT: SortField[] = [
  { path: 'submittedAt', direction: 1 },
  { path: '_id', direction: 1 },
]

type QueueRow = {
  _id: Types.ObjectId
  course: Types.ObjectId
  submittedAt: Date
  details: { title: string }
  courseRow?: { publishedAt?: Date | null; instructor?: Types.ObjectId | null }
}

/**
 * The courses that wait for an admin, the longest first.
 *
 * @throws unauthenticated, forbidden
 */
export async function listReviewQueue(
  viewer: Viewer,
  { cursor }: { cursor?: string } = {},
): Promise<Page<WaitingCourse>> {
  requireReviewing(viewer)
  const stages: PipelineStage[] = [
    { $match: { state: 'submitted', ...keysetFilter(LONGEST_WAIT, cursor) } },
    { $sort: keysetSort(LONGEST_WAIT) },
    { $limit: ROWS_PER_PAGE + 1 },
    { $project: { course: 1, submittedAt: 1, 'details.title': 1 } },
    {
      $lookup: {
        from: 'courses',
        localField: 'course',
        foreignField: '_id',
        pipeline: [{ $project: { publishedAt: 1, instructor: 1 } }],
        as: 'courseRow',
      },
    },
    { $set: { courseRow: { $first: '$courseRow' } } },
  ]
  const rows = await CourseRevision.aggregate<QueueRow>(stages)
  const ids = rows.flatMap(({ courseRow }) => courseRow?.instructor ?? [])
  const people = await User.find({ _id: { $in: ids } })
    .limit(ids.length)
    .select('username fullName')
    .lean()
  const names = new Map(people.map((person) => [person._id.toHexString(), person]))
  const toItem = (row: QueueRow): WaitingCourse => {
    const person = names.get(row.courseRow?.instructor?.toHexString() ?? '')
    return {
      id: row.course.toHexString(),
      title: row.details.title,
      instructor: person ? { username: person.username, fullName: person.fullName } : null,
      submittedAt: row.submittedAt,
      isFirst: row.courseRow?.publishedAt == null,
    }
  }
  return toPage(rows, { limit: ROWS_PER_PAGE, sort: LONGEST_WAIT, toItem })
}

export type Review = {
  course: Awaited<ReturnType<typeof getAuthoredCourse>>
  /** Nothing of it has been published before: everything is new. */
  isFirst: boolean
  details: DetailChange[]
  lessons: LessonChangeView[]
  hasOtherOrder: boolean
}

/** What an admin is asked to publish, beside what learners see today. Texts differ line by line. */
export async function getReview(viewer: Viewer, { courseId }: { courseId: string }): Promise<Review> {
  requireReviewing(viewer)
  const course = await getAuthoredCourse(viewer, { courseId })
  const _id = toObjectId(courseId)
  const row = await Course.findById(_id).lean<Details & { modules: ModuleRow[]; status: CourseStatus }>()
  const revision = await CourseRevision.findOne({ course: _id, isPending: true })
    .select({ details: 1, modules: 1 })
    .lean<{ details: Details; modules: ModuleRow[] }>()
  const isFirst = course.publishedAt === null
  if (row === null || revision === null)
    return { course, isFirst, details: [], lessons: [], hasOtherOrder: false }
  const before = isFirst ? new Map<string, LessonContent>() : await readSeen(_id, lessonIdsOf(row.modules))
  const after = await readWritten(_id, lessonIdsOf(revision.modules), before)
  const stayed = (modules: ModuleRow[]) =>
    modules.map(({ title, sections }) => [
      title,
      ...sections.map((section) => [
        section.title,
        ...section.lessonIds.map(String).filter((id) => before.has(id) && after.has(id)),
      ]),
    ])
  return {
    course,
    isFirst,
    details: isFirst ? [] : detailsChanges(detailsOf(row), revision.details),
    lessons: lessonChanges(before, after, await readDifferences(after)),
    hasOtherOrder:
      !isFirst && JSON.stringify(stayed(row.modules)) !== JSON.stringify(stayed(revision.modules)),
  }
}

function requireReviewing(viewer: Viewer): void {
  if (viewer.kind === 'visitor') requireMember(viewer)
  if (!canPublishCourse(viewer)) throw forbidden('Only an admin decides on courses.')
}

type Lessons = Map<string, LessonContent>

/** What differs in the quizzes and assignments of these lessons, by lesson. */
async function readDifferences(lessons: Lessons): Promise<Map<string, PartDifference[]>> {
  const found = await Promise.all(
    lessonParts().map(({ type, differences }) =>
      differences([...lessons].filter(([, row]) => row.type === type).map(([id]) => toObjectId(id))),
    ),
  )
  return new Map(found.flatMap((each) => [...each]))
}

async function readSeen(course: Types.ObjectId, ids: readonly Types.ObjectId[]): Promise<Lessons> {
  const rows = await Lesson.find({ course, isPublished: true })
    .limit(2 * COURSE_LIMITS.lessons)
    .lean<(LessonContent & { _id: Types.ObjectId })[]>()
  const byId = new Map(rows.map((row) => [row._id.toHexString(), contentOf(row)]))
  return inOrder(ids, byId)
}

/** In the order of the working copy; what has no copy of its own is as it was. */
async function readWritten(
  course: Types.ObjectId,
  ids: readonly Types.ObjectId[],
  before: ReadonlyMap<string, LessonContent>,
): Promise<Lessons> {
  const copies = await LessonRevision.find({ course })
    .limit(2 * COURSE_LIMITS.lessons)
    .lean<(LessonContent & { lesson: Types.ObjectId })[]>()
  const seen =
    before.size > 0
      ? before
      : new Map(
          (await Lesson.find({ course }).lean<(LessonContent & { _id: Types.ObjectId })[]>()).map((row) => [
            row._id.toHexString(),
            contentOf(row),
          ]),
        )
  return inOrder(
    ids,
    new Map([...seen, ...copies.map((row) => [row.lesson.toHexString(), contentOf(row)] as const)]),
  )
}

function inOrder(ids: readonly Types.ObjectId[], byId: ReadonlyMap<string, LessonContent>): Lessons {
  return new Map(
    ids.flatMap((id) => {
      const row = byId.get(id.toHexString())
      return row === undefined ? [] : [[id.toHexString(), row] as const]
    }),
  )
}
