import 'server-only'
import type { Types } from 'mongoose'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import type { Member } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Enrollment, type EnrollmentFields } from '@/models/enrollment'
import { DASHBOARD_LIMITS } from '../constants'

/** A course a person learns, as their enrollment knows it. */
export type RecentCourse = Pick<
  EnrollmentFields,
  'course' | 'progress' | 'lastAccessedAt' | 'enrolledAt' | 'lastLesson'
> & { _id: Types.ObjectId }

/** The courses a person opened last, so many at most however many they have. One round trip. */
export function readRecentCourses(member: Member): Promise<RecentCourse[]> {
  return Enrollment.find({ user: toObjectId(member.userId), status: { $in: LEARNING_STATUSES } })
    .sort({ lastAccessedAt: -1, _id: -1 })
    .limit(DASHBOARD_LIMITS.recentCourses)
    .select({ course: 1, progress: 1, lastAccessedAt: 1, enrolledAt: 1, lastLesson: 1 })
    .lean()
}
