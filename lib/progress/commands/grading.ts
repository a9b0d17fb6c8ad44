import 'server-only'
import { settleGrade } from '@/lib/assignments/commands/grades'
import {
  gradeInHand,
  releaseInHand,
  returnInHand,
  takeInHand,
  type Graded,
  type InHand,
} from '@/lib/assignments/commands/grading'
import { overrideGrade as putOverride } from '@/lib/assignments/commands/overriding'
import type {
  GradeSubmission,
  LessonReference,
  OverrideGrade,
  ReleaseGrade,
  ReturnSubmission,
} from '@/lib/assignments/schema'
import { countHeldGrades, listHeldGrades } from '@/lib/assignments/queries/held'
import { requireMember, systemViewer, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction, inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { emit } from '@/lib/platform/jobs/events'
import { gradesWanted } from '../events'
import { holdLearner, settleGradedLesson } from './graded-lesson'

/*
 * What teachers do with what learners hand in. A grade that a learner may see counts at once: with it go the lesson, the
 * ledger, the completion and the certificate, in one transaction.
 */

/** Grades an attempt, held or for its learner to see. See `gradeInHand` for what is refused. */
export function gradeSubmission(viewer: Viewer, input: GradeSubmission): Promise<Graded> {
  return changeInHand(viewer, input.submissionId, (inHand) => gradeInHand(viewer, { inHand, input }))
}

/** Lets the learner see a grade that was held. */
export function releaseGrade(viewer: Viewer, { submissionId, version }: ReleaseGrade): Promise<Graded> {
  return changeInHand(viewer, submissionId, (inHand) => releaseInHand(viewer, { inHand, version }))
}

/** Sends work back to be done again. */
export function returnSubmission(viewer: Viewer, input: ReturnSubmission): Promise<Graded> {
  return changeInHand(viewer, input.submissionId, (inHand) => returnInHand(viewer, { inHand, input }))
}

/** A teacher's word in place of a grade, or its end. */
export function overrideGrade(viewer: Viewer, input: OverrideGrade): Promise<void> {
  const { userId, courseId } = input
  return inMakingTransaction(async () => {
    const learner = { user: toObjectId(userId), course: toObjectId(courseId) }
    const { place, counted } = await putOverride(viewer, input)
    await holdLearner(learner)
    await settleGradedLesson(learner, { lesson: place.lesson, isPassed: counted?.isPassed ?? false })
  })
}

/**
 * Releases every grade of an assignment that is held now; a job does it, each in a transaction of its own.
 *
 * @returns how many there are
 */
export async function releaseGradesOfLesson(
  viewer: Viewer,
  { lessonId }: LessonReference,
): Promise<{ count: number }> {
  const { count } = await countHeldGrades(viewer, { lessonId })
  const { userId } = requireMember(viewer)
  if (count > 0) await emit(gradesWanted, { lessonId, by: userId, until: now() })
  return { count }
}

const GRADES_PER_STEP = 25

/** Releases the next held grades of an assignment; false when none is left. Only the house carries this out. */
export async function releaseHeldGrades(
  viewer: Viewer,
  { lessonId, by, until }: { lessonId: string; by: string; until: Date },
): Promise<boolean> {
  if (viewer.kind !== 'system') throw forbidden()
  const rows = await listHeldGrades(viewer, { lessonId, until, limit: GRADES_PER_STEP })
  let released = 0
  for (const row of rows) {
    const inHand = { row, by: toObjectId(by) }
    try {
      await inTransaction(() =>
        settled(inHand, () => releaseInHand(viewer, { inHand, version: row.version })),
      )
      released += 1
    } catch (error) {
      // Somebody graded it anew meanwhile: it is theirs to release.
      if (!(error instanceof AppError)) throw error
      log.info({ submissionId: row._id.toHexString(), reason: error.reason }, 'A grade was not released.')
    }
  }
  return released > 0 && rows.length === GRADES_PER_STEP
}

async function changeInHand(
  viewer: Viewer,
  submissionId: string,
  change: (inHand: InHand) => Promise<Graded>,
): Promise<Graded> {
  return inMakingTransaction(async () => {
    const inHand = await takeInHand(viewer, submissionId)
    return settled(inHand, () => change(inHand))
  })
}

async function settled({ row }: InHand, change: () => Promise<Graded>): Promise<Graded> {
  const learner = { user: row.user, course: row.course }
  // Of who is erased at this moment the rest goes too; a grade would be made anew for nobody.
  if (!(await holdLearner(learner))) throw notFound('There is no such submission.')
  const graded = await change()
  if (graded.state !== 'released') return graded
  const counted = await settleGrade(systemViewer('grades'), row)
  await settleGradedLesson(learner, { lesson: row.lesson, isPassed: counted?.isPassed ?? false })
  return graded
}
