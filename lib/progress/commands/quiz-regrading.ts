import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { endRegrade, findRegrade, regradeLearner, type RegradeWanted } from '@/lib/quizzes/commands/regrading'
import { Enrollment } from '@/models/enrollment'
import { QuizAttempt } from '@/models/quiz-attempt'
import { quizGradeChanged } from '../events'
import { recordEvent, type Learner } from './ledger'
import { completePassed, keepQuizGrade } from './quiz'

const ATTEMPTS_PER_STEP = 50

/**
 * Grades the learners of the next attempts anew, as an author has confirmed; says after which attempt to go on, null
 * after the last. Who passes now has done the lesson; what was done stays done, and so does a certificate. What counts is
 * in the learner's trail of grades with who changed it and why, each attempt that changed in their ledger. Begun again, it
 * writes nothing twice.
 */
export async function regradeNext(
  viewer: Viewer,
  { regradeId, after }: { regradeId: string; after: string | null },
): Promise<string | null> {
  if (viewer.kind !== 'system') throw forbidden()
  const regrade = await findRegrade(viewer, { regradeId })
  if (regrade === null) return null
  const { lesson, version } = regrade
  const rows = await QuizAttempt.find({
    ...{ lesson, state: 'finished', gradedBy: { $ne: version } },
    ...(after !== null && { _id: { $gt: toObjectId(after) } }),
  })
    .sort({ _id: 1 })
    .limit(ATTEMPTS_PER_STEP)
    .select({ user: 1, course: 1 })
    .lean()
  const learners = new Map(rows.map(({ user, course }) => [user.toHexString(), { user, course }]))
  for (const learner of learners.values())
    await inTransaction(() => regradeOne(viewer, { learner, regrade, regradeId }))
  if (rows.length === ATTEMPTS_PER_STEP) return rows.at(-1)?._id.toHexString() ?? null
  await endRegrade(viewer, { regradeId })
  return null
}

type One = { learner: Learner; regrade: RegradeWanted; regradeId: string }

async function regradeOne(viewer: Viewer, { learner, regrade, regradeId }: One): Promise<void> {
  const { lesson, by, reason } = regrade
  const enrollment = await Enrollment.findOneAndUpdate(learner, { $inc: { version: 1 } })
    .select({ progress: 1 })
    .lean()
  // Whose account is being erased loses the attempts too; a result would be made anew for nobody.
  if (enrollment === null) return
  const regraded = await regradeLearner(viewer, { user: learner.user, regrade })
  if (regraded === null) return
  const percent = enrollment.progress
  for (const scorePercent of regraded.percents)
    await recordEvent(learner, { kind: 'quizRegraded', lesson, percent, scorePercent, day: null })
  const change = await keepQuizGrade(learner, {
    ...{ lesson, counted: regraded.counted },
    trail: { act: 'quizRegraded', by, reason, attempt: null },
  })
  const { percent: counted } = regraded.counted
  if (change.before !== change.after) await tell(learner, { lesson, regradeId, percent: counted })
  // Who has left finds it done when they come back: they may have no attempt left.
  if (regraded.counted.isPassed) await completePassed(learner, lesson)
}

type News = { lesson: Types.ObjectId; regradeId: string; percent: number }

async function tell({ user, course }: Learner, { lesson, regradeId, percent }: News): Promise<void> {
  await emit(quizGradeChanged, {
    ...{ userId: user.toHexString(), courseId: course.toHexString(), lessonId: lesson.toHexString() },
    ...{ regradeId, percent },
  })
}
