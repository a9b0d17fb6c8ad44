import 'server-only'
import type { Types } from 'mongoose'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import type { CourseStatus } from '../constants'
import { canEditCourse, canSeeCourse, teaches } from '../policy'

type Taught = { status: CourseStatus; instructor?: Types.ObjectId | null; coInstructors: Types.ObjectId[] }

export function rightsOf({ status, instructor, coInstructors }: Taught) {
  return {
    status,
    instructor: instructor?.toHexString() ?? null,
    coInstructors: coInstructors.map((id) => id.toHexString()),
  }
}

/**
 * Refuses who may not write this course: a course that they cannot see is not there for them, and who teaches it but
 * waits for approval is told so.
 *
 * @throws unauthenticated, forbidden (`account.not_approved`), not_found
 */
export function requireAuthor<T extends Taught>(viewer: Viewer, course: T | null): T {
  if (viewer.kind === 'visitor') requireMember(viewer)
  if (course === null) throw notFound('There is no such course.')
  const rights = rightsOf(course)
  if (canEditCourse(viewer, rights)) return course
  if (isMember(viewer) && viewer.role === 'instructor' && teaches(viewer.userId, rights))
    throw new AppError('forbidden', 'The instructor account waits for approval.', {
      reason: 'account.not_approved',
    })
  throw canSeeCourse(viewer, rights) ? forbidden() : notFound('There is no such course.')
}
