import 'server-only'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { regradeAttempt } from '@/lib/quizzes/commands/regrading'
import { Enrollment } from '@/models/enrollment'
import { QuizAttempt } from '@/models/quiz-attempt'
import { recordEvent } from './ledger'
import { completePassed, keepQuizGrade } from './quiz'

const ATTEMPTS_PER_STEP = 50

type Wanted = { lessonId: string; versionId: string; by: string | null }

/**
 * Grades the next attempts of a quiz by a version; whether there may be more. Who passes by it has done the lesson; what
 * was done stays done, and so does a certificate. Each change is in the learner's ledger. Begun again, it goes on where
 * it stopped.
 */
export async function regradeNext(viewer: Viewer, { lessonId, versionId, by }: Wanted): Promise<boolean> {
  if (viewer.kind !== 'system') throw forbidden()
  const lesson = toObjectId(lessonId)
  const rows = await QuizAttempt.find({
    lesson,
    state: 'finished',
    gradedBy: { $ne: toObjectId(versionId) },
  })
    .sort({ _id: 1 })
    .limit(ATTEMPTS_PER_STEP)
    .select({ user: 1, course: 1 })
    .lean()
  for (const { _id, user, course } of rows) {
    const learner = { user, course }
    await inTransaction(async () => {
      const enrollment = await Enrollment.findOneAndUpdate(learner, { $inc: { version: 1 } })
        .select({ status: 1, progress: 1 })
        .lean()
      const regraded = await regradeAttempt(viewer, { attemptId: _id, versionId, by })
      if (regraded === null) return
      const { percent: scorePercent, counted } = regraded
      const percent = enrollment?.progress ?? 0
      await keepQuizGrade(learner, regraded)
      await recordEvent(learner, { kind: 'quizRegraded', lesson, percent, scorePercent, day: null })
      if (counted.isPassed && LEARNING_STATUSES.some((status) => status === enrollment?.status))
        await completePassed(learner, lesson)
    })
  }
  return rows.length === ATTEMPTS_PER_STEP
}
