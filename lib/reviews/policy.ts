import { isLearning } from '@/lib/enrollments/dto'
import type { EnrollmentStatus } from '@/lib/enrollments/constants'
import { REVIEW_MIN_PROGRESS, REVIEW_REASONS } from './constants'

type Course = { instructor: string | null; coInstructors: readonly string[] }
type Enrollment = { status: EnrollmentStatus; progress: number; completedAt: Date | null } | null
type Obstacle = (typeof REVIEW_REASONS)[keyof typeof REVIEW_REASONS]

/**
 * What keeps a person from reviewing a course, or null: they teach it, do not learn in it, or have not seen enough of it.
 * Who completed it once has seen enough, whatever has been added since.
 */
export function obstacleToReviewing(userId: string, course: Course, enrollment: Enrollment): Obstacle | null {
  if (course.instructor === userId || course.coInstructors.includes(userId)) return REVIEW_REASONS.ownCourse
  if (enrollment === null || !isLearning(enrollment)) return REVIEW_REASONS.notLearning
  const hasSeenEnough = enrollment.completedAt !== null || enrollment.progress >= REVIEW_MIN_PROGRESS
  return hasSeenEnough ? null : REVIEW_REASONS.tooEarly
}
