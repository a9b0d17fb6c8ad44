import 'server-only'
import { enroll, type Enrolled } from '@/lib/enrollments/commands'
import type { Enroll } from '@/lib/enrollments/schema'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction } from '@/lib/platform/db/transaction'
import { dayOf } from '@/lib/utils/dates'
import { completeCourse } from './ledger'

/**
 * Enrols the viewer, or brings them back to what they kept. Where the course has shrunk meanwhile to what they had done,
 * they complete it by coming back, in the same transaction.
 */
export async function joinCourse(viewer: Viewer, { courseId }: Enroll): Promise<Enrolled> {
  const member = requireMember(viewer)
  const learner = { user: toObjectId(member.userId), course: toObjectId(courseId) }
  return inMakingTransaction(async () => {
    const enrolled = await enroll(viewer, { courseId })
    const { status, progress } = enrolled.enrollment
    if (status !== 'active' || progress < 100) return enrolled
    await completeCourse(learner, dayOf(now(), member.timeZone))
    return { ...enrolled, enrollment: { ...enrolled.enrollment, status: 'completed', completedAt: now() } }
  })
}
