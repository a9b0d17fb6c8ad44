import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { runStatusAt } from '@/lib/courses/dto'
import type { CourseStatus } from '@/lib/courses/constants'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import type { Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Enrollment, type EnrollmentFields } from '@/models/enrollment'
import { DASHBOARD_LIMITS } from '../constants'
import type { CourseNews } from '../dto'
import { isThere } from './learning-cards'

type CourseRow = {
  _id: Types.ObjectId
  slug: string
  title: string
  language: string
  status: CourseStatus
  startDate?: Date | null
  endDate?: Date | null
}
type Row = Pick<EnrollmentFields, 'progress' | 'lastAccessedAt' | 'enrolledAt' | 'lastLesson'> & {
  course: CourseRow
  added: { _id: Types.ObjectId; title: string; createdAt: Date }[]
}
/** A course that can be gone on with: not done, there, and begun. */
export type Candidate = Pick<Row, 'enrolledAt' | 'progress' | 'lastLesson'> & { course: CourseRow }
export type RecentCourses = { isBeginner: boolean; candidates: Candidate[]; news: CourseNews[] }

/** One more than is shown, so that “and more” can be said. */
const ADDED_READ = 50

/**
 * The courses a person opened last: which of them to go on with, and what was added to them since. One round trip, over
 * so many courses at most, however many the person has; of the others a notification told.
 */
export async function readRecentCourses(member: Member): Promise<RecentCourses> {
  const rows = await Enrollment.aggregate<Row>([
    { $match: { user: toObjectId(member.userId), status: { $in: LEARNING_STATUSES } } },
    { $sort: { lastAccessedAt: -1, _id: -1 } },
    { $limit: DASHBOARD_LIMITS.recentCourses },
    { $project: { progress: 1, lastAccessedAt: 1, enrolledAt: 1, lastLesson: 1, course: 1 } },
    ADDED_SINCE,
    COURSE,
    { $unwind: '$course' },
  ])
  const here = rows.filter(({ course }) => isThere(course.status))
  return {
    isBeginner: rows.length === 0,
    candidates: here.filter(canGoOn).slice(0, DASHBOARD_LIMITS.continuations),
    news: here.flatMap(toNews).slice(0, DASHBOARD_LIMITS.newCoursesShown),
  }
}

const ADDED_SINCE: PipelineStage.Lookup = {
  $lookup: {
    from: 'lessons',
    localField: 'course',
    foreignField: 'course',
    let: { since: '$lastAccessedAt' },
    pipeline: [
      { $match: { isPublished: true, $expr: { $gt: ['$createdAt', '$$since'] } } },
      { $sort: { createdAt: 1, _id: 1 } },
      { $limit: ADDED_READ },
      { $project: { title: 1, createdAt: 1 } },
    ],
    as: 'added',
  },
}

const COURSE: PipelineStage.Lookup = {
  $lookup: {
    from: 'courses',
    localField: 'course',
    foreignField: '_id',
    pipeline: [{ $project: { slug: 1, title: 1, language: 1, status: 1, startDate: 1, endDate: 1 } }],
    as: 'course',
  },
}

function canGoOn({ progress, course }: Row): boolean {
  const schedule = { startDate: course.startDate ?? null, endDate: course.endDate ?? null }
  return progress < 100 && runStatusAt(schedule, now()) !== 'upcoming'
}

function toNews({ course, added }: Row): CourseNews[] {
  const latest = added.at(-1)
  if (latest === undefined) return []
  const { slug, title, language } = course
  return [
    {
      course: { id: course._id.toHexString(), slug, title, language },
      count: added.length,
      lessons: added
        .slice(0, DASHBOARD_LIMITS.newLessonsShown)
        .map((lesson) => ({ id: lesson._id.toHexString(), title: lesson.title })),
      latestAt: latest.createdAt,
    },
  ]
}
