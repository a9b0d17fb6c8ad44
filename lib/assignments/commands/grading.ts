import 'server-only'
import type { Types } from 'mongoose'
import { getTaughtCourse } from '@/lib/courses/queries/taught'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { AssignmentVersion } from '@/models/assignment-version'
import { Submission } from '@/models/submission'
import { ASSIGNMENT_REASONS as REASONS, type SubmissionState } from '../constants'
import { maximumOf, type SubmissionRow, type VersionRow } from '../dto'
import { gradeReleased, submissionReturned } from '../events'
import type { GradeSubmission, ReturnSubmission } from '../schema'
import { afterLateness, passes, rubricPoints, toHundredths } from '../scoring'
import { recordGradeChange } from './grades'

/** An attempt that a teacher of its course has in hand. */
export type InHand = { row: SubmissionRow; by: Types.ObjectId }
/** The attempt after the change; where it is released, what counts for its learner has to be settled. */
export type Graded = { submissionId: string; version: number; state: SubmissionState }

/**
 * An attempt for who may grade it: the course's teachers and admins, and nobody their own.
 *
 * @throws not_found, also for a draft, which is its learner's alone; forbidden
 */
export async function takeInHand(viewer: Viewer, submissionId: string): Promise<InHand> {
  if (viewer.kind === 'visitor') requireMember(viewer)
  const row = await Submission.findById(toObjectId(submissionId)).lean<SubmissionRow>()
  if (row === null || row.state === 'draft') throw notFound('There is no such submission.')
  await getTaughtCourse(viewer, { courseId: row.course.toHexString() })
  if (!isMember(viewer) || row.user.toHexString() === viewer.userId) throw forbidden()
  return { row, by: toObjectId(viewer.userId) }
}

const GRADABLE: readonly SubmissionState[] = ['submitted', 'held', 'released']

/**
 * Grades an attempt by the version of the assignment that it answers. What was released before stays released; else it is
 * held until it is. Runs in the transaction of lib/progress, which settles what counts.
 *
 * @throws invalid (`assignment.choose_levels`, points beyond the maximum); conflict (`assignment.not_waiting`);
 *   precondition (`assignment.graded_meanwhile`) where somebody else graded since `version`
 */
export async function gradeInHand(
  _viewer: Viewer,
  { inHand: { row, by }, input }: { inHand: InHand; input: GradeSubmission },
): Promise<Graded> {
  const content = await readAnswered(row)
  const { points, choices } = pointsOf(content, input)
  const outOf = maximumOf(content)
  const score = afterLateness(points, row.daysLate, content.late)
  const isReleased = input.isReleased || row.state === 'released'
  const at = now()
  const grade = {
    choices,
    points,
    score,
    outOf,
    isPassed: passes(score, outOf, content.passPercent),
    comment: input.comment,
    by,
    at,
  }
  const state = isReleased ? 'released' : 'held'
  const releasedAt = isReleased ? (row.releasedAt ?? at) : null
  await guardedChange(row, input.version, { grade, state, releasedAt })
  const entry = { by, of: row, outOf, before: row.grade?.score ?? null, after: score }
  await recordGradeChange(row, { ...entry, act: 'graded' })
  if (isReleased && row.state !== 'released') await recordGradeChange(row, { ...entry, act: 'released' })
  if (isReleased) await emit(gradeReleased, newsOf(row))
  return { submissionId: row._id.toHexString(), version: row.version + 1, state }
}

/** Shows a held grade to its learner; a released one stays as it is. */
export async function releaseInHand(
  _viewer: Viewer,
  { inHand: { row, by }, version }: { inHand: { row: SubmissionRow; by: Types.ObjectId }; version: number },
): Promise<Graded> {
  const submissionId = row._id.toHexString()
  if (row.state === 'released') return { submissionId, version: row.version, state: 'released' }
  if (row.state !== 'held' || !row.grade)
    throw new AppError('conflict', 'There is no grade to release.', { reason: REASONS.notGraded })
  await guardedChange(row, version, { state: 'released', releasedAt: now() })
  const { score, outOf } = row.grade
  await recordGradeChange(row, { act: 'released', by, of: row, before: score, after: score, outOf })
  await emit(gradeReleased, newsOf(row))
  return { submissionId, version: row.version + 1, state: 'released' }
}

/** Sends work back: its learner may hand it in once more, and a grade that was held goes. */
export async function returnInHand(
  _viewer: Viewer,
  { inHand: { row, by }, input }: { inHand: InHand; input: ReturnSubmission },
): Promise<Graded> {
  if (row.state !== 'submitted' && row.state !== 'held') throw notWaiting()
  const returned = { comment: input.comment, by, at: now() }
  await guardedChange(row, input.version, { state: 'returned', returned, grade: null })
  const before = row.grade?.score ?? null
  await recordGradeChange(row, { act: 'returned', by, of: row, before, after: null, outOf: null })
  await emit(submissionReturned, newsOf(row))
  return { submissionId: row._id.toHexString(), version: row.version + 1, state: 'returned' }
}

/** Only over what was looked at: of two who grade at once the second is told, and sees what the first did. */
async function guardedChange(row: SubmissionRow, version: number, change: object): Promise<void> {
  if (!GRADABLE.includes(row.state)) throw notWaiting()
  const { modifiedCount } = await Submission.updateOne(
    { _id: row._id, version, state: row.state },
    { $set: change, $inc: { version: 1 } },
  )
  if (modifiedCount === 0)
    throw new AppError('precondition', 'Somebody graded this meanwhile.', {
      reason: REASONS.gradedMeanwhile,
    })
}

function notWaiting(): AppError {
  return new AppError('conflict', 'This attempt is not there to be graded.', { reason: REASONS.notWaiting })
}

async function readAnswered({ lesson, answers }: SubmissionRow): Promise<VersionRow> {
  return AssignmentVersion.findOne({ lesson, number: answers ?? 0 })
    .orFail()
    .lean<VersionRow>()
}

function pointsOf(content: VersionRow, { choices, points }: GradeSubmission) {
  const chosen = Object.entries(choices).map(([criterion, level]) => ({ criterion, level }))
  const sum = content.rubric.length > 0 ? rubricPoints(content.rubric, chosen) : null
  const judged = points === undefined ? sum : toHundredths(points)
  // A grader may give other points than the sum, but a rubric is filled in whole or not at all.
  if (judged === null || (chosen.length > 0 && sum === null)) {
    const reason = content.rubric.length > 0 ? REASONS.chooseLevels : 'required'
    throw new AppError('invalid', 'The grade is not complete.', { fields: { points: reason } })
  }
  if (judged > maximumOf(content))
    throw new AppError('invalid', 'More points than there are.', { fields: { points: 'too_big' } })
  return { points: judged, choices: chosen }
}

function newsOf(row: SubmissionRow) {
  return {
    submissionId: row._id.toHexString(),
    lessonId: row.lesson.toHexString(),
    courseId: row.course.toHexString(),
    userId: row.user.toHexString(),
    version: row.version + 1,
  }
}
