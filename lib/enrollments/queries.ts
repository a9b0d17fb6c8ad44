import 'server-only'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Enrollment } from '@/models/enrollment'
import { isLearning, toEnrollmentState, type EnrollmentState } from './dto'

/** The viewer's own enrollment in a course, whatever its status; null for visitors and who never enrolled. */
export async function findMyEnrollment(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<EnrollmentState | null> {
  if (!isMember(viewer)) return null
  const row = await Enrollment.findOne({
    user: toObjectId(viewer.userId),
    course: toObjectId(courseId),
  }).lean()
  return row === null ? null : toEnrollmentState(row)
}

/** The same when the viewer learns in the course now; null when they left it or were refunded. */
export async function findMyLearning(
  viewer: Viewer,
  input: { courseId: string },
): Promise<EnrollmentState | null> {
  const enrollment = await findMyEnrollment(viewer, input)
  return enrollment !== null && isLearning(enrollment) ? enrollment : null
}
