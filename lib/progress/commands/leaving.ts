import 'server-only'
import { eraseSubmissionsOfCourse } from '@/lib/assignments/commands/erasing'
import { cancelEnrollment } from '@/lib/enrollments/commands'
import { eraseAttempts } from '@/lib/quizzes/commands/erasing'
import { requireMember, systemViewer, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { emit } from '@/lib/platform/jobs/events'
import { Enrollment } from '@/models/enrollment'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { progressErased } from '../events'
import type { LeaveCourse } from '../schema'

/**
 * Ends the viewer's learning in a course. Kept progress is there again when they come back, erased progress is not; what
 * they have learned on which days stays theirs, and so does a certificate.
 */
export async function leaveCourse(viewer: Viewer, { courseId, progress }: LeaveCourse): Promise<void> {
  const learner = { user: toObjectId(requireMember(viewer).userId), course: toObjectId(courseId) }
  await inTransaction(async () => {
    await cancelEnrollment(viewer, { courseId })
    if (progress === 'keep') return
    await LessonProgress.deleteMany(learner)
    await ProgressEvent.deleteMany(learner)
    await eraseAttempts(viewer, { courseId })
    await eraseSubmissionsOfCourse(systemViewer('leaving'), { userId: learner.user.toHexString(), courseId })
    await Enrollment.updateOne(learner, {
      $set: { progress: 0, completedAt: null, lastLesson: null, erasedAt: now() },
    })
    await emit(progressErased, { userId: learner.user.toHexString(), courseId, at: now() })
  })
}
