import 'server-only'
import { getTaughtCourse } from '@/lib/courses/queries/taught'
import { systemViewer, isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Enrollment } from '@/models/enrollment'
import { Grade, type GradeFields } from '@/models/grade'
import { Lesson } from '@/models/lesson'
import { ASSIGNMENT_REASONS as REASONS } from '../constants'
import { maximumOf } from '../dto'
import { findCurrentVersion, type LearnerAndLesson } from '../queries/attempts'
import type { OverrideGrade } from '../schema'
import { passes, toHundredths } from '../scoring'
import { keepGrade, recordGradeChange, settleGrade, type CountedNow } from './grades'

/**
 * Puts a teacher's word in place of what a learner earned in a graded lesson, or takes it back, with the reason. Runs in
 * the transaction of lib/progress. Points beyond the maximum are refused.
 *
 * @throws forbidden; not_found for who never learned in the course; conflict (`assignment.not_graded`) where there is
 *   nothing that could be graded yet; invalid (`too_big`)
 */
export async function overrideGrade(
  viewer: Viewer,
  { courseId, lessonId, userId, points, reason }: OverrideGrade,
): Promise<{ place: LearnerAndLesson; counted: CountedNow | null }> {
  await getTaughtCourse(viewer, { courseId })
  if (!isMember(viewer) || viewer.userId === userId) throw forbidden()
  const place = { user: toObjectId(userId), course: toObjectId(courseId), lesson: toObjectId(lessonId) }
  const before = await readGraded(place)
  const score = points === null ? null : toHundredths(points)
  if (score !== null && score > before.outOf)
    throw new AppError('invalid', 'More points than there are.', { fields: { points: 'too_big' } })
  const by = toObjectId(viewer.userId)
  const override = score === null ? null : { score, reason, by, at: now() }
  await Grade.updateOne({ user: place.user, lesson: place.lesson }, { $set: { override } })
  const counted = await settleAnew(place, before)
  await recordGradeChange(place, {
    act: score === null ? 'overrideRemoved' : 'overridden',
    by,
    before: before.override?.score ?? before.score ?? null,
    after: counted?.score ?? null,
    outOf: before.outOf,
    reason,
  })
  return { place, counted }
}

type GradeRow = Pick<GradeFields, 'type' | 'score' | 'attempt' | 'outOf' | 'passPercent' | 'override'>

/** The row that a word is put on; of an assignment nobody has handed in it is made first. */
async function readGraded(place: LearnerAndLesson): Promise<GradeRow> {
  const { user, course, lesson } = place
  const row = await Lesson.findOne({ _id: lesson, course }).select({ type: 1 }).lean<{ type: string }>()
  const isLearner = (await Enrollment.exists({ user, course })) !== null
  if (row === null || !isLearner) throw notFound('There is no such grade.')
  const found = await Grade.findOne({ user, course, lesson }).lean<GradeRow>()
  if (found !== null) return found
  const made = row.type === 'assignment' ? await makeRow(place) : null
  if (made === null)
    throw new AppError('conflict', 'There is nothing to grade yet.', { reason: REASONS.notGraded })
  return made
}

async function makeRow(place: LearnerAndLesson): Promise<GradeRow | null> {
  const version = await findCurrentVersion(place.lesson)
  if (version === null) return null
  const { passPercent } = version
  const fields = { type: 'assignment' as const, outOf: maximumOf(version), passPercent, isPassed: false }
  await Grade.insertMany([{ ...place, ...fields }])
  return { ...fields, score: null, attempt: null, override: null }
}

function settleAnew(place: LearnerAndLesson, row: GradeRow): Promise<CountedNow | null> {
  const house = systemViewer('grades')
  if (row.type === 'assignment') return settleGrade(house, place)
  const score = row.score ?? null
  const isPassed = score !== null && passes(score, row.outOf, row.passPercent)
  const { outOf, passPercent, type } = row
  const earned = { score, attempt: row.attempt ?? null, outOf, passPercent, isPassed }
  return keepGrade(house, { place, type, earned })
}
