import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { CARD_FIELDS, toCourseCard, type CardRow } from '@/lib/courses/dto'
import type { CourseStatus } from '@/lib/courses/constants'
import { JOIN_CATEGORY_AND_INSTRUCTOR } from '@/lib/courses/queries/stages'
import { ENROLLMENTS_PER_PAGE, LEARNING_STATUSES } from '@/lib/enrollments/constants'
import type { Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Enrollment, type EnrollmentFields } from '@/models/enrollment'
import { DASHBOARD_LIMITS, type LearningSort, type LearningView } from '../constants'
import type { LearningCard } from '../dto'
import type { DashboardQuery } from '../schema'

const SORTS: Record<LearningSort, SortField[]> = {
  opened: [
    { path: 'lastAccessedAt', direction: -1 },
    { path: '_id', direction: -1 },
  ],
  progress: [
    { path: 'progress', direction: -1 },
    { path: '_id', direction: -1 },
  ],
}
const STATUSES = {
  all: LEARNING_STATUSES,
  active: ['active'],
  completed: ['completed'],
} as const satisfies Record<LearningView, readonly EnrollmentFields['status'][]>

/** One page of the courses a person learns. One round trip, two when it is searched by title. */
export async function readLearningCards(member: Member, query: DashboardQuery): Promise<Page<LearningCard>> {
  const sort = SORTS[query.sort ?? 'opened']
  const mine = {
    user: toObjectId(member.userId),
    status: { $in: STATUSES[query.show ?? 'all'] },
  }
  const found = query.q === undefined ? {} : { _id: { $in: await findByTitle(mine, query.q) } }
  const rows = await Enrollment.aggregate<LearningRow>([
    { $match: { $and: [mine, found, keysetFilter(sort, query.cursor)] } },
    { $sort: keysetSort(sort) },
    { $limit: ENROLLMENTS_PER_PAGE + 1 },
    {
      $lookup: {
        from: 'courses',
        localField: 'course',
        foreignField: '_id',
        pipeline: [
          { $project: { ...CARD_FIELDS, status: 1, category: 1, instructor: 1 } },
          ...JOIN_CATEGORY_AND_INSTRUCTOR,
        ],
        as: 'courseRow',
      },
    },
    { $unwind: '$courseRow' },
  ])
  return toPage(rows, { limit: ENROLLMENTS_PER_PAGE, sort, toItem: toLearningCard })
}

type Mine = { user: Types.ObjectId; status: { $in: readonly EnrollmentFields['status'][] } }

/** Whose titles hold every word of the search, whatever the accents; a person's own courses are few enough to look at. */
async function findByTitle(mine: Mine, text: string): Promise<Types.ObjectId[]> {
  const title: PipelineStage.FacetPipelineStage = { $project: { _id: 0, title: 1 } }
  const rows = await Enrollment.aggregate<{ _id: Types.ObjectId; course: { title: string }[] }>([
    { $match: mine },
    { $limit: DASHBOARD_LIMITS.coursesSearched },
    { $project: { course: 1 } },
    {
      $lookup: {
        from: 'courses',
        localField: 'course',
        foreignField: '_id',
        pipeline: [title],
        as: 'course',
      },
    },
  ])
  const words = folded(text).split(/\s+/)
  const says = (value: string) => words.every((word) => folded(value).includes(word))
  return rows.filter(({ course: [course] }) => course && says(course.title)).map(({ _id }) => _id)
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

type LearningRow = {
  _id: Types.ObjectId
  courseRow: CardRow & { status: CourseStatus }
  lastLesson: Types.ObjectId | null
} & Pick<EnrollmentFields, 'status' | 'progress' | 'completedAt' | 'lastAccessedAt' | 'enrolledAt'>

function toLearningCard(row: LearningRow): LearningCard {
  return {
    enrollmentId: row._id.toHexString(),
    status: row.status,
    progress: row.progress,
    completedAt: row.completedAt ?? null,
    lastAccessedAt: row.lastAccessedAt,
    isThere: isThere(row.courseRow.status),
    course: toCourseCard(row.courseRow, now()),
  }
}

/** Learners may open a course that is published, or was and is archived; one taken back for work comes again. */
function isThere(status: CourseStatus): boolean {
  return status === 'published' || status === 'archived'
}
