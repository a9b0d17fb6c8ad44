import type { Viewer } from '@/lib/platform/auth/viewer'
import type { CourseStatus } from './constants'

/** What a right depends on; ids as text. No instructor: their account is erased. */
export type CourseRights = { status: CourseStatus; instructor: string | null; coInstructors: string[] }

/** Published courses are everybody's to see; any other only its instructors', an admin's and the house's own. */
export function canSeeCourse(viewer: Viewer, course: CourseRights): boolean {
  return course.status === 'published' || canEditCourse(viewer, course)
}

/** What a learner of it may go on reading: a published course, and one that has been archived since. */
export function canKeepReading(viewer: Viewer, course: CourseRights): boolean {
  return course.status === 'archived' || canSeeCourse(viewer, course)
}

/** An admin, or an approved instructor of this course. */
export function canEditCourse(
  viewer: Viewer,
  course: Pick<CourseRights, 'instructor' | 'coInstructors'>,
): boolean {
  if (viewer.kind === 'system') return true
  if (viewer.kind !== 'member') return false
  if (viewer.role === 'admin') return true
  return viewer.role === 'instructor' && viewer.isApproved && teaches(viewer.userId, course)
}

/** Its instructor, while they may teach, or an admin: deleting it and saying who else teaches it. */
export function canDeleteCourse(
  viewer: Viewer,
  course: Pick<CourseRights, 'instructor' | 'coInstructors'>,
): boolean {
  const isCoInstructor = viewer.kind === 'member' && course.instructor !== viewer.userId
  return canEditCourse(viewer, course) && (!isCoInstructor || canPublishCourse(viewer))
}

/** Only admins publish; instructors submit for review. */
export function canPublishCourse(viewer: Viewer): boolean {
  return viewer.kind === 'system' || (viewer.kind === 'member' && viewer.role === 'admin')
}

/** Admins choose what the home page shows first. */
export function canFeatureCourse(viewer: Viewer): boolean {
  return canPublishCourse(viewer)
}

/** The list of every course, drafts of others too, is the admins'. */
export function canSeeAllCourses(viewer: Viewer): boolean {
  return canPublishCourse(viewer)
}

/** Approved instructors create courses of their own; admins and the house for anybody. */
export function canCreateCourse(viewer: Viewer, instructorId: string): boolean {
  if (canPublishCourse(viewer)) return true
  const isInstructor = viewer.kind === 'member' && viewer.role === 'instructor' && viewer.isApproved
  return isInstructor && viewer.userId === instructorId
}

/** The catalogue's own filter: what stands there is the same for everybody. */
export const IN_CATALOGUE = { status: 'published' } as const

/** Whether this person is an instructor of the course, approved or not. */
export function teaches(userId: string, course: Pick<CourseRights, 'instructor' | 'coInstructors'>): boolean {
  return course.instructor === userId || course.coInstructors.includes(userId)
}
