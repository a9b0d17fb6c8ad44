import 'server-only'
import type { Types } from 'mongoose'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QUIZ_REASONS } from '../constants'
import { regradeWanted } from '../events'
import { findLatestVersion, readVersion } from '../queries/versions'
import { regraded } from '../regrading'
import { countedOf, type AttemptRow } from './attempts'
import { requireQuizAuthor } from './rights'

/**
 * Wants all attempts of a quiz graded by what is published now; a job does it, learner by learner. `number` is the
 * version that the preview showed: where another was published meanwhile, nothing is done.
 *
 * @throws precondition `quiz.changed_meanwhile`
 */
export async function applyRegrade(
  viewer: Viewer,
  { lessonId, number }: { lessonId: string; number: number },
): Promise<void> {
  const { lesson } = await requireQuizAuthor(viewer, { lessonId })
  const latest = await findLatestVersion(lesson)
  if (latest?.number !== number)
    throw new AppError('precondition', 'Another version was published meanwhile.', {
      reason: QUIZ_REASONS.changedMeanwhile,
    })
  const by = isMember(viewer) ? viewer.userId : null
  await inTransaction(() => emit(regradeWanted, { lessonId, versionId: latest.id.toHexString(), by }))
}

export type Regraded = {
  attempt: AttemptRow
  /** Of the attempt, after it. */
  percent: number
  counted: { percent: number; isPassed: boolean; passPercent: number }
}
type Wanted = { attemptId: Types.ObjectId; versionId: string; by: string | null }

/** Of regradings of one attempt the last ones are kept in it; each stands in the learner's ledger. */
const KEPT = 20

/**
 * Grades one finished attempt by a version, and writes down who changed what; null where it was done already. Runs in a
 * transaction of lib/progress, which tells the learner's ledger.
 */
export async function regradeAttempt(
  viewer: Viewer,
  { attemptId, versionId, by }: Wanted,
): Promise<Regraded | null> {
  if (viewer.kind !== 'system') throw forbidden()
  const to = await readVersion(toObjectId(versionId))
  const before = { _id: attemptId, state: 'finished', gradedBy: { $ne: to.id } } as const
  const attempt = await QuizAttempt.findOne(before).lean()
  if (attempt === null) return null
  const from = await readVersion(attempt.gradedBy)
  const result = regraded(attempt, to.content)
  const trace = {
    ...{ at: now(), by: by === null ? null : toObjectId(by) },
    ...{ fromNumber: from.number, toNumber: to.number },
    ...{ fromEarned: attempt.earned ?? 0, toEarned: result.earned },
  }
  const hasChanged = attempt.percent !== result.percent || attempt.earned !== result.earned
  await QuizAttempt.updateOne(before, {
    $set: { ...result, gradedBy: to.id },
    ...(hasChanged ? { $push: { regrades: { $each: [trace], $slice: -KEPT } } } : {}),
  })
  if (!hasChanged && attempt.isPassed === result.isPassed) return null
  const { user, lesson } = attempt
  return { attempt, percent: result.percent, counted: await countedOf({ user, lesson }) }
}
