import 'server-only'
import { getCourseForPrograms, type ProgramCourse } from '@/lib/courses/queries/for-programs'
import type { CourseName } from '@/lib/courses/schema/programs'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { LEARNING_STATUSES, STUDENT_IDS_MAX } from '../constants'

/** For who teaches it; null to everybody else, who get `learners` in steps. */
export type CourseWithStudents = ProgramCourse & {
  /** The ids of those who learn in it, those who came last first, at most 1,000; the rest is on the pages of its students. */
  studentsEnrolled: string[] | null
  studentsCount: number | null
}

/** A course with who learns in it, as far as the viewer may know. */
export async function getCourseWithStudents(viewer: Viewer, name: CourseName): Promise<CourseWithStudents> {
  const course = await getCourseForPrograms(viewer, name)
  if (!course.can.edit) return { ...course, studentsEnrolled: null, studentsCount: null }
  const _id = toObjectId(course.id)
  const [rows, counted] = await Promise.all([
    Enrollment.find({ course: _id, status: { $in: LEARNING_STATUSES } })
      .sort({ enrolledAt: -1, _id: -1 })
      .limit(STUDENT_IDS_MAX)
      .select({ user: 1 })
      .lean(),
    Course.findById(_id).select({ enrollmentCount: 1 }).lean(),
  ])
  return {
    ...course,
    studentsEnrolled: rows.map(({ user }) => user.toHexString()),
    studentsCount: counted?.enrollmentCount ?? 0,
  }
}
