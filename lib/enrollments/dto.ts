import type { Types } from 'mongoose'
import type { EnrollmentFields } from '@/models/enrollment'
import { LEARNING_STATUSES, type EnrollmentStatus } from './constants'

export type EnrollmentState = {
  id: string
  courseId: string
  status: EnrollmentStatus
  progress: number
  enrolledAt: Date
  completedAt: Date | null
  lastAccessedAt: Date
  lastLessonId: string | null
}

export type EnrollmentRow = { _id: Types.ObjectId } & Pick<
  EnrollmentFields,
  'course' | 'status' | 'progress' | 'enrolledAt' | 'completedAt' | 'lastAccessedAt' | 'lastLesson'
>

export function toEnrollmentState(row: EnrollmentRow): EnrollmentState {
  return {
    id: row._id.toHexString(),
    courseId: row.course.toHexString(),
    status: row.status,
    progress: row.progress,
    enrolledAt: row.enrolledAt,
    completedAt: row.completedAt ?? null,
    lastAccessedAt: row.lastAccessedAt,
    lastLessonId: row.lastLesson?.toHexString() ?? null,
  }
}

/** Whether this person is a learner of the course now. */
export function isLearning({ status }: { status: EnrollmentStatus }): boolean {
  return LEARNING_STATUSES.some((each) => each === status)
}
