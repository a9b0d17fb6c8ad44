import 'server-only'
import type { Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { Quiz } from '@/models/quiz'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QuizRegrade, type QuizRegradeFields } from '@/models/quiz-regrade'
import { QUIZ_LIMITS, QUIZ_REASONS } from '../constants'
import { regradeWanted } from '../events'
import { findRegradeChanges } from '../queries/regrade-changes'
import { totalsOf } from '../queries/regrading'
import { readVersion } from '../queries/versions'
import { regraded, standsElse } from '../regrading'
import type { ApplyRegrade } from '../schema/regrading'
import { countedOf, type AttemptRow } from './attempts'
import { requireQuizAuthor } from './rights'

/**
 * Confirms that all attempts of a quiz are graded by what is published now; a job does it, learner by learner. `seen`
 * names the changes that the preview showed: where any of them is another one by now, nothing is done. Confirmed twice,
 * it happens once.
 *
 * @throws unauthenticated, forbidden, not_found; conflict `quiz.nothing_to_regrade`; precondition `quiz.regrade_changed`
 */
export async function applyRegrade(
  viewer: Viewer,
  { lessonId, seen, reason }: Omit<ApplyRegrade, 'isConfirmed'>,
): Promise<{ regradeId: string }> {
  const { userId } = requireMember(viewer)
  const { lesson, course } = await requireQuizAuthor(viewer, { lessonId })
  const known = await QuizRegrade.findOne({ lesson, seen }).select({ _id: 1 }).lean()
  if (known !== null) return { regradeId: known._id.toHexString() }
  const changes = await findRegradeChanges(lesson)
  if (changes.latest === null || changes.attempts === 0)
    throw new AppError('conflict', 'No attempt is graded by an earlier version.', {
      reason: QUIZ_REASONS.nothingToRegrade,
    })
  if (changes.seen !== seen)
    throw new AppError('precondition', 'What would change is not what was shown.', {
      reason: QUIZ_REASONS.regradeChanged,
    })
  return wantRegrade({
    ...{ lesson, course, version: changes.latest.id, toNumber: changes.latest.number },
    ...{ by: toObjectId(userId), reason, seen, attempts: changes.attempts },
    ...totalsOf(changes.learners),
    askedAt: now(),
  })
}

async function wantRegrade(fields: Omit<QuizRegradeFields, 'createdAt' | 'updatedAt'>) {
  try {
    return await inTransaction(async () => {
      const [row] = await QuizRegrade.create([fields])
      if (row === undefined) throw new Error('The regrading was not made.')
      const regradeId = row._id.toHexString()
      await emit(regradeWanted, { regradeId })
      return { regradeId }
    })
  } catch (error) {
    // Confirmed twice at the same moment.
    if (duplicateKeyFields(error) === undefined) throw error
    const { lesson, seen } = fields
    const row = await QuizRegrade.findOne({ lesson, seen }).select({ _id: 1 }).lean()
    if (row === null) throw error
    return { regradeId: row._id.toHexString() }
  }
}

/**
 * Leaves earlier attempts as they were graded: the reminder goes, the choice to grade them anew stays.
 *
 * @throws unauthenticated, forbidden, not_found
 */
export async function leaveGrades(viewer: Viewer, { lessonId }: { lessonId: string }): Promise<void> {
  requireMember(viewer)
  const { lesson } = await requireQuizAuthor(viewer, { lessonId })
  await Quiz.updateOne({ lesson }, { $set: { isRegradeDue: false } })
}

export type RegradeWanted = Pick<QuizRegradeFields, 'lesson' | 'version' | 'by' | 'reason'>

/** A regrading that was confirmed, for its job; null where its quiz is gone. */
export async function findRegrade(
  viewer: Viewer,
  { regradeId }: { regradeId: string },
): Promise<RegradeWanted | null> {
  requireHouse(viewer)
  return QuizRegrade.findById(toObjectId(regradeId))
    .select({ lesson: 1, version: 1, by: 1, reason: 1 })
    .lean<RegradeWanted>()
}

/** Its job is through; the reminder goes. */
export async function endRegrade(viewer: Viewer, { regradeId }: { regradeId: string }): Promise<void> {
  requireHouse(viewer)
  const row = await QuizRegrade.findOneAndUpdate(
    { _id: toObjectId(regradeId), doneAt: null },
    { $set: { doneAt: now() } },
  )
    .select({ lesson: 1 })
    .lean()
  if (row !== null) await Quiz.updateOne({ lesson: row.lesson }, { $set: { isRegradeDue: false } })
}

export type Regraded = {
  /** The percents of the attempts that earn something else now. */
  percents: number[]
  counted: { percent: number; isPassed: boolean; passPercent: number }
}
type Wanted = { user: Types.ObjectId; regrade: RegradeWanted }

/** Of regradings of one attempt the last ones are kept in it; what counted is in the learner's trail of grades. */
const KEPT = 20

/**
 * Grades a learner's finished attempts by a version, and writes down in each who changed what; null where it was done
 * already. Runs in a transaction of lib/progress, which keeps what counts and tells the learner's ledger.
 */
export async function regradeLearner(viewer: Viewer, { user, regrade }: Wanted): Promise<Regraded | null> {
  requireHouse(viewer)
  const { lesson } = regrade
  const to = await readVersion(regrade.version)
  const older = await QuizAttempt.find({ user, lesson, state: 'finished', gradedBy: { $ne: to.id } })
    .sort({ number: 1 })
    .limit(QUIZ_LIMITS.attemptsEver)
    .lean()
  if (older.length === 0) return null
  const percents: number[] = []
  for (const attempt of older) {
    const percent = await regradeAttempt(attempt, { to, by: regrade.by })
    if (percent !== null) percents.push(percent)
  }
  return { percents, counted: await countedOf({ user, lesson }) }
}

type By = { to: Awaited<ReturnType<typeof readVersion>>; by: Types.ObjectId }

/** The attempt's percent where it stands otherwise now; else null. */
async function regradeAttempt(attempt: AttemptRow, { to, by }: By): Promise<number | null> {
  const from = await readVersion(attempt.gradedBy)
  const result = regraded(attempt, to.content)
  const earned = attempt.earned ?? 0
  const before = { earned, percent: attempt.percent ?? 0, isPassed: attempt.isPassed ?? false }
  const hasChanged = standsElse(before, result)
  const trace = {
    ...{ at: now(), by, fromNumber: from.number, toNumber: to.number },
    ...{ fromEarned: earned, toEarned: result.earned },
  }
  await QuizAttempt.updateOne(
    { _id: attempt._id, gradedBy: attempt.gradedBy },
    {
      $set: { ...result, gradedBy: to.id },
      ...(hasChanged ? { $push: { regrades: { $each: [trace], $slice: -KEPT } } } : {}),
    },
  )
  return hasChanged ? result.percent : null
}

function requireHouse(viewer: Viewer): void {
  if (viewer.kind !== 'system') throw forbidden()
}
