import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { QuizAttempt } from '@/models/quiz-attempt'
import { User } from '@/models/user'
import { requireQuizAuthor } from '../commands/rights'
import { regraded } from '../regrading'
import { findLatestVersion } from './versions'

export type RegradeRow = {
  attemptId: string
  fullName: string
  number: number
  fromPercent: number
  toPercent: number
  /** `gains` and `loses` the pass of this attempt; a lesson that is done stays done. */
  pass: 'same' | 'gains' | 'loses'
}
export type RegradePreview = {
  /** The version by which would be graded; null before the first. */
  toNumber: number | null
  /** Finished attempts that an earlier version graded. */
  attempts: number
  changed: number
  up: number
  down: number
  /** Those that change, the first of them. */
  rows: RegradeRow[]
}

const ROWS_SHOWN = 200
const ROWS_PER_STEP = 200

/** Who would change, and by how much, if all attempts were graded by what is published now. Writes nothing. */
export async function previewRegrade(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<RegradePreview> {
  const { lesson } = await requireQuizAuthor(viewer, { lessonId })
  const latest = await findLatestVersion(lesson)
  const preview = { toNumber: latest?.number ?? null, attempts: 0, changed: 0, up: 0, down: 0 }
  if (latest === null) return { ...preview, rows: [] }
  const rows: (Omit<RegradeRow, 'fullName'> & { user: Types.ObjectId })[] = []
  for await (const attempt of regradeable(lesson, latest.id)) {
    const { earned, percent, isPassed } = regraded(attempt, latest.content)
    preview.attempts += 1
    const [fromEarned, fromPercent] = [attempt.earned ?? 0, attempt.percent ?? 0]
    if (earned === fromEarned && percent === fromPercent && isPassed === attempt.isPassed) continue
    preview.changed += 1
    if (percent > fromPercent) preview.up += 1
    if (percent < fromPercent) preview.down += 1
    if (rows.length < ROWS_SHOWN)
      rows.push({
        ...{ attemptId: attempt._id.toHexString(), user: attempt.user, number: attempt.number },
        ...{ fromPercent, toPercent: percent },
        pass: isPassed === attempt.isPassed ? 'same' : isPassed ? 'gains' : 'loses',
      })
  }
  return { ...preview, rows: await named(rows) }
}

/** The finished attempts of a quiz that another version graded, a bounded batch at a time. */
function regradeable(lesson: Types.ObjectId, latest: Types.ObjectId) {
  return QuizAttempt.find({ lesson, state: 'finished', gradedBy: { $ne: latest } })
    .sort({ _id: 1 })
    .select({ user: 1, number: 1, questionIds: 1, answers: 1, earned: 1, percent: 1, isPassed: 1 })
    .lean()
    .cursor({ batchSize: ROWS_PER_STEP })
}

async function named(
  rows: (Omit<RegradeRow, 'fullName'> & { user: Types.ObjectId })[],
): Promise<RegradeRow[]> {
  const people = await User.find({ _id: { $in: rows.map(({ user }) => user) } })
    .select({ fullName: 1 })
    .limit(ROWS_SHOWN)
    .lean()
  const names = new Map(people.map(({ _id, fullName }) => [_id.toHexString(), fullName]))
  return rows.map(({ user, ...row }) => ({ ...row, fullName: names.get(user.toHexString()) ?? '' }))
}
