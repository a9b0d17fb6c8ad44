import 'server-only'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import type { CourseStatus } from '../constants'

/** Far above what one person can teach. */
const COURSES_MAX = 1_000

export type TaughtCourse = {
  title: string
  slug: string
  status: CourseStatus
  isCoInstructor: boolean
  createdAt: Date
  publishedAt: Date | null
}

/** Every course the viewer teaches, alone or with others, whatever its status. */
export async function listOwnCourses(viewer: Viewer): Promise<TaughtCourse[]> {
  const { userId } = requireMember(viewer)
  const person = toObjectId(userId)
  const rows = await Course.find({ $or: [{ instructor: person }, { coInstructors: person }] })
    .select('title slug status instructor createdAt publishedAt')
    .sort({ _id: 1 })
    .limit(COURSES_MAX)
    .lean()
  return rows.map(({ title, slug, status, instructor, createdAt, publishedAt }) => ({
    title,
    slug,
    status,
    isCoInstructor: instructor?.toHexString() !== userId,
    createdAt,
    publishedAt: publishedAt ?? null,
  }))
}

/** The titles of the viewer's own courses that need a teacher: not archived, and with lessons or learners. */
export async function listCoursesOnHand(viewer: Viewer): Promise<string[]> {
  const instructor = toObjectId(requireMember(viewer).userId)
  const rows = await Course.find({ instructor, status: { $ne: 'archived' } })
    .select('title enrollmentCount')
    .sort({ _id: 1 })
    .limit(COURSES_MAX)
    .lean()
  const withLessons = await Lesson.distinct('course', { course: { $in: rows.map(({ _id }) => _id) } })
  const taught = new Set(withLessons.map(String))
  return rows
    .filter(({ _id, enrollmentCount }) => enrollmentCount > 0 || taught.has(String(_id)))
    .map(({ title }) => title)
}

/** Whether the viewer teaches a course, alone or with others. One round trip. */
export async function isTeacherOf(viewer: Viewer, { courseId }: { courseId: string }): Promise<boolean> {
  if (!isMember(viewer)) return false
  const person = toObjectId(viewer.userId)
  const own = { _id: toObjectId(courseId), $or: [{ instructor: person }, { coInstructors: person }] }
  return (await Course.exists(own)) !== null
}
