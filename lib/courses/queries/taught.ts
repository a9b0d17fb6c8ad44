import 'server-only'
import type { Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import type { CourseStatus } from '../constants'
import { canEditCourse, canSeeCourse, teaches, type CourseRights } from '../policy'

/** Far above what one person can teach. */
const COURSES_MAX = 1_000

export type TaughtCourse = {
  id: string
  slug: string
  title: string
  language: string
  status: CourseStatus
  /** In which its days are meant. */
  timeZone: string
  instructorIds: string[]
  /** Its lessons in the order of the outline. */
  lessonIds: string[]
}

/**
 * A course for who teaches it, or for an admin. One round trip.
 *
 * @throws unauthenticated; forbidden (`account.not_approved` for its instructor who waits for approval); not_found where
 *   its existence is private
 */
export async function getTaughtCourse(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<TaughtCourse> {
  if (viewer.kind === 'visitor') requireMember(viewer)
  const row = await Course.findById(toObjectId(courseId))
    .select('slug title language status timeZone instructor coInstructors modules.sections.lessonIds')
    .lean()
  if (row === null) throw notFound('There is no such course.')
  const instructorIds = [row.instructor, ...row.coInstructors].flatMap((id) => (id ? [id.toHexString()] : []))
  requireTeacher(viewer, {
    status: row.status,
    instructor: row.instructor?.toHexString() ?? null,
    coInstructors: row.coInstructors.map((id) => id.toHexString()),
  })
  const { slug, title, language, status, timeZone, modules } = row
  const lessonIds = modules.flatMap(({ sections }) =>
    sections.flatMap((section) => section.lessonIds.map((id) => id.toHexString())),
  )
  return { id: courseId, slug, title, language, status, timeZone, instructorIds, lessonIds }
}

function requireTeacher(viewer: Viewer, rights: CourseRights): void {
  if (canEditCourse(viewer, rights)) return
  if (viewer.kind === 'member' && viewer.role === 'instructor' && teaches(viewer.userId, rights))
    throw new AppError('forbidden', 'The instructor account waits for approval.', {
      reason: 'account.not_approved',
    })
  throw canSeeCourse(viewer, rights) ? forbidden() : notFound('There is no such course.')
}

export type OwnCourse = { _id: Types.ObjectId; title: string; slug: string; language: string }

/** The courses that the viewer teaches and may grade in, alone or with others. One round trip. */
export async function listCoursesToGrade(viewer: Viewer): Promise<OwnCourse[]> {
  const { userId, role, isApproved } = requireMember(viewer)
  if (role !== 'admin' && !(role === 'instructor' && isApproved))
    throw forbidden('Only instructors grade.', role === 'instructor' ? 'account.not_approved' : undefined)
  const person = toObjectId(userId)
  return Course.find({ $or: [{ instructor: person }, { coInstructors: person }] })
    .select({ title: 1, slug: 1, language: 1 })
    .sort({ _id: 1 })
    .limit(COURSES_MAX)
    .lean<OwnCourse[]>()
}
