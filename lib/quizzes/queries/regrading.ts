import 'server-only'
import type { Types } from 'mongoose'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Lesson } from '@/models/lesson'
import { Quiz } from '@/models/quiz'
import { QuizRegrade, type QuizRegradeFields } from '@/models/quiz-regrade'
import { User } from '@/models/user'
import { requireCourseAuthor, requireQuizAuthor } from '../commands/rights'
import type { Regrading, RegradePreview, RegradeRow } from '../regrade-dto'
import type { RegradePage } from '../schema/regrading'
import { countOlderGraded, findRegradeChanges, passOf, type LearnerChange } from './regrade-changes'

const LEARNERS_PER_PAGE = 50
const REGRADINGS_SHOWN = 20

/**
 * Who would stand otherwise, and by how much, if every finished attempt at a quiz were graded by what is published now;
 * with the regradings there were. Writes nothing. A page of the learners is counted from 1; one past the last is the last.
 *
 * The list is worked out whole each time, so it is paged by number: nothing of it is stored that a cursor could name.
 *
 * @throws unauthenticated, forbidden, not_found
 */
export async function previewRegrade(
  viewer: Viewer,
  { lessonId, page }: RegradePage & { lessonId: string },
): Promise<RegradePreview> {
  const { lesson } = await requireQuizAuthor(viewer, { lessonId })
  const [{ latest, attempts, learners, seen }, past, quiz] = await Promise.all([
    findRegradeChanges(lesson),
    QuizRegrade.find({ lesson }).sort({ askedAt: -1 }).limit(REGRADINGS_SHOWN).lean<RegradeRecord[]>(),
    Quiz.findOne({ lesson }).select({ isRegradeDue: 1 }).lean(),
  ])
  const pages = Math.max(1, Math.ceil(learners.length / LEARNERS_PER_PAGE))
  const at = Math.min(page, pages)
  const shown = learners.slice((at - 1) * LEARNERS_PER_PAGE, at * LEARNERS_PER_PAGE)
  const names = await namesOf([...shown.map(({ user }) => user), ...past.map(({ by }) => by)])
  const left = await leftOf(past)
  return {
    toNumber: latest?.number ?? null,
    isDue: quiz?.isRegradeDue ?? false,
    attempts,
    ...totalsOf(learners),
    seen,
    ...{ page: at, pages },
    rows: shown.map((change) => toRow(change, names)),
    past: past.map((record) => toRegrading(record, { names, left })),
  }
}

type RegradeRecord = QuizRegradeFields & { _id: Types.ObjectId }
type Names = ReadonlyMap<string, string>

/** The same counts that a regrading keeps of what its author saw. */
export function totalsOf(learners: readonly LearnerChange[]) {
  const difference = ({ from, to }: LearnerChange) => to.percent - (from?.percent ?? 0)
  const passing = (way: string) => learners.filter((change) => passOf(change) === way).length
  return {
    learners: learners.length,
    up: learners.filter((change) => difference(change) > 0).length,
    down: learners.filter((change) => difference(change) < 0).length,
    gains: passing('gains'),
    loses: passing('loses'),
  }
}

function toRow(change: LearnerChange, names: Names): RegradeRow {
  const { user, from, to, attempts, isOverridden } = change
  const userId = user.toHexString()
  return {
    userId,
    fullName: names.get(userId) ?? '',
    fromPercent: from?.percent ?? null,
    toPercent: to.percent,
    pass: passOf(change),
    attempts,
    isOverridden,
  }
}

/** Of a regrading under way, the attempts that its version does not grade yet; at most one is, unless a job has failed. */
async function leftOf(past: readonly RegradeRecord[]): Promise<number> {
  const running = past.find(({ doneAt }) => doneAt == null)
  return running === undefined ? 0 : countOlderGraded(running.lesson, running.version)
}

function toRegrading(record: RegradeRecord, { names, left }: { names: Names; left: number }): Regrading {
  const { _id, toNumber, by, reason, attempts, learners, askedAt, doneAt } = record
  return {
    id: _id.toHexString(),
    toNumber,
    by: names.get(by.toHexString()) ?? null,
    reason,
    attempts,
    learners,
    done: doneAt == null ? Math.max(0, attempts - left) : attempts,
    askedAt: askedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  }
}

async function namesOf(ids: readonly Types.ObjectId[]): Promise<Names> {
  const people = await User.find({ _id: { $in: [...ids] } })
    .select({ fullName: 1 })
    .limit(ids.length + 1)
    .lean()
  return new Map(people.map(({ _id, fullName }) => [_id.toHexString(), fullName]))
}

/**
 * The quizzes of a course that grade otherwise since they were published last, while nobody has decided on the attempts
 * before. For its authors. Two round trips.
 */
export async function listRegradesDue(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<{ lessonId: string; title: string }[]> {
  const course = toObjectId(courseId)
  await requireCourseAuthor(viewer, course)
  const rows = await Quiz.find({ course, isRegradeDue: true })
    .limit(COURSE_LIMITS.lessons)
    .select({ lesson: 1 })
    .lean()
  const lessons = await Lesson.find({ _id: { $in: rows.map(({ lesson }) => lesson) } })
    .limit(rows.length + 1)
    .select({ title: 1 })
    .lean()
  return lessons.map(({ _id, title }) => ({ lessonId: _id.toHexString(), title }))
}
