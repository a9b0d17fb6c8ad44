import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { forbidden } from '@/lib/platform/errors'
import { Grade } from '@/models/grade'
import { GradeLog } from '@/models/grade-log'
import { Submission } from '@/models/submission'
import type { GradeAct, GradedLessonType } from '../constants'
import { maximumOf, type SubmissionRow } from '../dto'
import { findCurrentVersion, type LearnerAndLesson } from '../queries/attempts'
import { countedGrade, passes } from '../scoring'

/** What counts for a learner in a lesson, in hundredths. */
export type CountedNow = { score: number; outOf: number; isPassed: boolean }
type Earned = {
  score: number | null
  attempt: number | null
  outOf: number
  passPercent: number
  isPassed: boolean
}

/**
 * Works out anew what counts for a learner in an assignment, of its released grades and a teacher's word, and keeps it.
 * Null where nothing counts any more. Runs in the transaction of the change.
 */
export async function settleGrade(viewer: Viewer, place: LearnerAndLesson): Promise<CountedNow | null> {
  const version = await findCurrentVersion(place.lesson)
  const released = await Submission.find({ lesson: place.lesson, user: place.user, state: 'released' })
    .select({ attempt: 1, grade: 1 })
    .lean<SubmissionRow[]>()
  const grades = released.flatMap(({ attempt, grade }) => (grade ? [{ attempt, ...grade }] : []))
  const earned = countedGrade(grades, version?.counts ?? 'best')
  return keepGrade(viewer, {
    place,
    type: 'assignment',
    earned: {
      score: earned?.score ?? null,
      attempt: earned?.attempt ?? null,
      outOf: earned?.outOf ?? (version === null ? 0 : maximumOf(version)),
      passPercent: version?.passPercent ?? 0,
      isPassed: earned?.isPassed ?? false,
    },
  })
}

/**
 * Keeps what was earned in a graded lesson, a quiz too, under a teacher's word where there is one. Nothing earned and
 * nothing said is no grade.
 */
export async function keepGrade(
  viewer: Viewer,
  { place, type, earned }: { place: LearnerAndLesson; type: GradedLessonType; earned: Earned },
): Promise<CountedNow | null> {
  if (viewer.kind !== 'system') throw forbidden()
  const key = { user: place.user, lesson: place.lesson }
  const { override } = (await Grade.findOne(key).select({ override: 1 }).lean()) ?? {}
  if (earned.score === null && !override) {
    await Grade.deleteOne(key)
    return null
  }
  const isPassed = override ? passes(override.score, earned.outOf, earned.passPercent) : earned.isPassed
  const fields = { ...earned, isPassed, course: place.course, type }
  await Grade.updateOne(key, { $set: fields }, { upsert: true })
  return { score: override?.score ?? earned.score ?? 0, outOf: earned.outOf, isPassed }
}

type Trail = {
  act: Extract<GradeAct, 'quizScored' | 'quizRegraded'>
  /** Null: the house, because the learner handed in. */
  by: Types.ObjectId | null
  attempt: number | null
  reason: string
}

/**
 * Keeps what a learner earned in a quiz, in hundredths, and notes the change in the trail of the grade where there is one.
 * Runs in the transaction of the change.
 */
export async function keepQuizScore(
  viewer: Viewer,
  { place, earned, trail }: { place: LearnerAndLesson; earned: Earned & { score: number }; trail: Trail },
): Promise<{ before: number | null; after: number }> {
  const kept = await Grade.findOne({ user: place.user, lesson: place.lesson }).select({ score: 1 }).lean()
  const [before, after] = [kept?.score ?? null, earned.score]
  await keepGrade(viewer, { place, type: 'quiz', earned })
  if (before !== after) await recordGradeChange(place, { ...trail, before, after, outOf: earned.outOf })
  return { before, after }
}

type LogEntry = {
  act: GradeAct
  by: Types.ObjectId | null
  before: number | null
  after: number | null
  outOf: number | null
  reason?: string
  /** Of a quiz; work that was handed in brings its own. */
  attempt?: number | null
  of?: Pick<SubmissionRow, '_id' | 'attempt'>
}

/** Notes a change of a grade, in its transaction. */
export async function recordGradeChange(place: LearnerAndLesson, entry: LogEntry): Promise<void> {
  const { of, attempt = null, reason = '', ...facts } = entry
  await GradeLog.insertMany([
    {
      user: place.user,
      course: place.course,
      lesson: place.lesson,
      submission: of?._id ?? null,
      attempt: of?.attempt ?? attempt,
      ...facts,
      reason,
      at: now(),
    },
  ])
}
