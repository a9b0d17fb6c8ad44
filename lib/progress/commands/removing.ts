import 'server-only'
import { endEnrollment, restoreEnrollment } from '@/lib/enrollments/commands'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import type { CourseStudent, RemoveStudent } from '../student-schema'
import { completeCourse } from './ledger'

/** A teacher removes a learner from their course: what they did is kept, and they are told. */
export async function removeStudent(viewer: Viewer, input: RemoveStudent): Promise<void> {
  await endEnrollment(viewer, input)
}

/**
 * A teacher takes back whom one had removed. Where the course has shrunk meanwhile to what they had done, they complete it
 * by that, in the same transaction.
 */
export async function readmitStudent(viewer: Viewer, { courseId, userId }: CourseStudent): Promise<void> {
  await inTransaction(async () => {
    const { status, progress } = await restoreEnrollment(viewer, { courseId, userId })
    if (status === 'active' && progress === 100)
      await completeCourse({ user: toObjectId(userId), course: toObjectId(courseId) }, null)
  })
}
