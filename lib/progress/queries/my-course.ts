import 'server-only'
import { findMyCertificate } from '@/lib/certificates/queries'
import { isTeacherOf } from '@/lib/courses/queries/teaching'
import { isLearning } from '@/lib/enrollments/dto'
import { findMyEnrollment } from '@/lib/enrollments/queries'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'

type MyCourse = {
  isMember: boolean
  isLearning: boolean
  progress: number
  isCompleted: boolean
  /** They left it; `progress` is what they kept. */
  hasLeft: boolean
  /** They teach it and do not learn in it. */
  isTeaching: boolean
  /** Of a certificate that counts. */
  certificateSerial: string | null
}

const STRANGER: MyCourse = {
  isMember: false,
  isLearning: false,
  progress: 0,
  isCompleted: false,
  hasLeft: false,
  isTeaching: false,
  certificateSerial: null,
}

/** How the viewer stands in a course whose public page is the same for everybody. At most two round trips. */
export async function getMyCourse(viewer: Viewer, { courseId }: { courseId: string }): Promise<MyCourse> {
  if (!isMember(viewer)) return STRANGER
  const enrollment = await findMyEnrollment(viewer, { courseId })
  const isLearner = enrollment !== null && isLearning(enrollment)
  const isCompleted = enrollment?.status === 'completed'
  return {
    isMember: true,
    isLearning: isLearner,
    progress: enrollment?.progress ?? 0,
    isCompleted,
    hasLeft: enrollment?.status === 'cancelled',
    isTeaching: isLearner ? false : await isTeacherOf(viewer, { courseId }),
    certificateSerial: isCompleted ? await readSerial(viewer, courseId) : null,
  }
}

async function readSerial(viewer: Viewer, courseId: string): Promise<string | null> {
  const certificate = await findMyCertificate(viewer, { courseId })
  return certificate === null || certificate.isRevoked ? null : certificate.serial
}
