import 'server-only'
import type { Types } from 'mongoose'
import { COURSE_CARD_STAGES } from '@/lib/courses/queries/stages'
import { lessonsOf, toCourseCard, type CardRow } from '@/lib/courses/dto'
import { getCourseForLearning } from '@/lib/courses/queries/course'
import { ENROLLMENTS_PER_PAGE, LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { isLearning } from '@/lib/enrollments/dto'
import { findMyEnrollment } from '@/lib/enrollments/queries'
import { isMember, requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Enrollment, type EnrollmentFields } from '@/models/enrollment'
import { moduleTitleOf, type Continuation, type LearningCard, type MyCourse } from '../dto'
import { lessonToContinue } from '../percent'
import { readDoneLessons } from './done-lessons'

export type Dashboard = { continuation: Continuation | null; learning: Page<LearningCard> }

const LAST_OPENED: SortField[] = [
  { path: 'lastAccessedAt', direction: -1 },
  { path: '_id', direction: -1 },
]

/** What the viewer learns, last opened first, and on the first page where to continue. At most three round trips. */
export async function getDashboard(viewer: Viewer, { cursor }: { cursor?: string }): Promise<Dashboard> {
  const member = requireMember(viewer)
  const rows = await Enrollment.aggregate<LearningRow>([
    {
      $match: {
        user: toObjectId(member.userId),
        status: { $in: LEARNING_STATUSES },
        ...keysetFilter(LAST_OPENED, cursor),
      },
    },
    { $sort: keysetSort(LAST_OPENED) },
    { $limit: ENROLLMENTS_PER_PAGE + 1 },
    {
      $lookup: {
        from: 'courses',
        localField: 'course',
        foreignField: '_id',
        pipeline: COURSE_CARD_STAGES,
        as: 'courseRow',
      },
    },
    { $unwind: '$courseRow' },
  ])
  const learning = toPage(rows, { limit: ENROLLMENTS_PER_PAGE, sort: LAST_OPENED, toItem: toLearningCard })
  const current = cursor === undefined ? learning.items.find(canContinue) : undefined
  return { learning, continuation: current === undefined ? null : await readContinuation(member, current) }
}

/** What a course's public page says to this viewer. One round trip. */
export async function getMyCourse(viewer: Viewer, { courseId }: { courseId: string }): Promise<MyCourse> {
  const enrollment = await findMyEnrollment(viewer, { courseId })
  return {
    isMember: isMember(viewer),
    isLearning: enrollment !== null && isLearning(enrollment),
    progress: enrollment?.progress ?? 0,
    isCompleted: enrollment?.status === 'completed',
  }
}

/** What is not done, and whose lessons are open. */
function canContinue({ progress, course }: LearningCard): boolean {
  return progress < 100 && course.runStatus !== 'upcoming'
}

type LearningRow = { _id: Types.ObjectId; courseRow: CardRow; lastLesson: Types.ObjectId | null } & Pick<
  EnrollmentFields,
  'status' | 'progress' | 'completedAt' | 'lastAccessedAt' | 'enrolledAt'
>

function toLearningCard(row: LearningRow): LearningCard {
  return {
    enrollmentId: row._id.toHexString(),
    status: row.status,
    progress: row.progress,
    completedAt: row.completedAt ?? null,
    lastAccessedAt: row.lastAccessedAt,
    lastLessonId: row.lastLesson?.toHexString() ?? null,
    course: toCourseCard(row.courseRow, now()),
  }
}

async function readContinuation(member: Member, card: LearningCard): Promise<Continuation | null> {
  const learner = { user: toObjectId(member.userId), course: toObjectId(card.course.id) }
  const [course, done] = await Promise.all([
    getCourseForLearning(member, { slug: card.course.slug }),
    readDoneLessons(learner),
  ])
  const lessons = lessonsOf(course.outline)
  const lesson = lessonToContinue(lessons, done, card.lastLessonId)
  return lesson === null ? null : { card, lesson, moduleTitle: moduleTitleOf(course.outline, lesson.id) }
}
