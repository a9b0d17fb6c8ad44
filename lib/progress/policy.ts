import type { CourseStatus, RunStatus } from '@/lib/courses/constants'
import { isLearning } from '@/lib/enrollments/dto'
import type { EnrollmentStatus } from '@/lib/enrollments/constants'

type Course = { status: CourseStatus; runStatus: RunStatus; can: { edit: boolean } }
type Enrollment = { status: EnrollmentStatus } | null

/** Learners of a course may open its home; its teachers and admins look at it as learners see it. */
export function canOpenCourse(course: Pick<Course, 'can'>, enrollment: Enrollment): boolean {
  return course.can.edit || (enrollment !== null && isLearning(enrollment))
}

/** Lessons open at the start date and stay open after the end; teachers may always look. */
export function canReadLessons(course: Pick<Course, 'can' | 'runStatus'>, enrollment: Enrollment): boolean {
  return canOpenCourse(course, enrollment) && (course.can.edit || course.runStatus !== 'upcoming')
}
