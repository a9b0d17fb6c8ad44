import 'server-only'
import { createHash } from 'node:crypto'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { requireHouse } from '../policy'
import { notify, notifyAll } from './writing'

/** Says to a person that they have completed a course. */
export async function tellOfCompletion(
  viewer: Viewer,
  { userId, courseId }: { userId: string; courseId: string },
): Promise<void> {
  requireHouse(viewer)
  const course = await findCourse(courseId)
  if (course === null) return
  await notify(viewer, {
    userId,
    notice: 'courseCompleted',
    params: { course: course.title },
    link: `/learn/${course.slug}`,
    courseId,
    key: `completed:${courseId}`,
  })
}

/** Says to a person that their certificate is there. */
export async function tellOfCertificate(
  viewer: Viewer,
  { userId, courseId, serial }: { userId: string; courseId: string; serial: string },
): Promise<void> {
  requireHouse(viewer)
  const course = await findCourse(courseId)
  if (course === null) return
  await notify(viewer, {
    userId,
    notice: 'certificateIssued',
    params: { course: course.title },
    link: `/certificates/${serial}`,
    courseId,
    key: `certificate:${serial}`,
  })
}

/** People told in one transaction: few enough that it is short, many enough that 3,000 are told in seconds. */
const LEARNERS_PER_STEP = 100

export type LearnersToTell = {
  courseId: string
  lessonIds: string[]
  /** Whoever enrolled later found the lessons there. */
  enrolledUntil: Date
  /** The last enrollment that was told; null: none yet. */
  after: string | null
}

/**
 * Tells the next learners of a course that it has gained lessons. Answers behind whom to go on; null when all were told,
 * or when there is nothing to tell any more because the course or the lessons are withdrawn.
 */
export async function tellLearners(
  viewer: Viewer,
  { courseId, lessonIds, enrolledUntil, after }: LearnersToTell,
): Promise<string | null> {
  requireHouse(viewer)
  const course = await findCourse(courseId)
  const [first, ...others] = await findLessons(courseId, lessonIds)
  if (course?.status !== 'published' || first === undefined) return null
  const learners = await Enrollment.find({
    course: course._id,
    status: { $in: LEARNING_STATUSES },
    enrolledAt: { $lte: enrolledUntil },
    ...(after !== null && { _id: { $gt: toObjectId(after) } }),
  })
    .select({ user: 1 })
    .sort({ _id: 1 })
    .limit(LEARNERS_PER_STEP)
    .lean()
  const lessonPath = others.length === 0 ? `/${first._id.toHexString()}` : ''
  await notifyAll(viewer, {
    userIds: learners.map(({ user }) => user.toHexString()),
    news: {
      notice: 'lessonsAdded',
      params: { course: course.title, lesson: first.title, count: others.length + 1 },
      link: `/learn/${course.slug}${lessonPath}`,
      courseId,
      key: `lessons:${createHash('sha256').update(lessonIds.join()).digest('base64url')}`,
    },
  })
  return learners.length < LEARNERS_PER_STEP ? null : (learners.at(-1)?._id.toHexString() ?? null)
}

function findCourse(courseId: string) {
  return Course.findById(toObjectId(courseId)).select('title slug status').lean()
}

/** Those that are still there for learners, in the order in which they were told of. */
async function findLessons(courseId: string, lessonIds: readonly string[]) {
  const rows = await Lesson.find({
    _id: { $in: lessonIds.map(toObjectId) },
    course: toObjectId(courseId),
    isPublished: true,
  })
    .select('title')
    .lean()
  const place = new Map(lessonIds.map((id, index) => [id, index]))
  const placeOf = ({ _id }: { _id: { toHexString(): string } }) => place.get(_id.toHexString()) ?? 0
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other))
}
