import 'server-only'
import type { Types } from 'mongoose'
import { readWaitingLearners } from '@/lib/assignments/queries/queue'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { readAccommodations } from '@/lib/quizzes/queries/accommodations'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import type { StudentDetails } from '../dto'
import { standingLimitsAt } from '../standing'
import { readEntries } from './ledger'
import { readTrail } from './trail'
import { STUDENT_STAGES, toStudent, type StudentRow } from './student-rows'
import { readTaught, toHead } from './students'

/**
 * One learner of a course for who teaches it, also one who learns there no more, with a page of their ledger. Seven round
 * trips. What they noted, watched and answered elsewhere is their own.
 */
export async function getStudent(
  viewer: Viewer,
  { courseId, userId, cursor }: { courseId: string; userId: string; cursor?: string | undefined },
): Promise<StudentDetails> {
  const course = await readTaught(viewer, courseId)
  const learner = { user: toObjectId(userId), course: course._id }
  const [[row], lessonIds, accommodations, waiting] = await Promise.all([
    Enrollment.aggregate<StudentRow>([{ $match: learner }, ...STUDENT_STAGES]),
    readLessonIds(course._id),
    readAccommodations(learner),
    readWaitingLearners(learner),
  ])
  const own = { waiting: new Set(waiting), laterDays: new Map([[userId, accommodations.laterDays]]) }
  if (row === undefined) throw notFound('There is no such learner in this course.')
  const [entries, trail] = await Promise.all([
    readEntries(learner, { cursor, inOutline: lessonIds }),
    readTrail(learner, { since: row.enrolledAt, isForLearner: false }),
  ])
  return {
    course: toHead(viewer, course),
    student: toStudent(row, standingLimitsAt(now(), course, own)),
    entries,
    accommodations,
    trail,
  }
}

async function readLessonIds(course: Types.ObjectId): Promise<Set<string>> {
  const rows = await Lesson.find({ course, isPublished: true })
    .select({ _id: 1 })
    .limit(COURSE_LIMITS.lessons)
    .batchSize(COURSE_LIMITS.lessons)
    .lean()
  return new Set(rows.map(({ _id }) => _id.toHexString()))
}
