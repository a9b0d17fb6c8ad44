import 'server-only'
import { createHash } from 'node:crypto'
import type { Types } from 'mongoose'
import { Grade } from '@/models/grade'
import { QuizAttempt } from '@/models/quiz-attempt'
import { markOf, regraded, standsElse, type Mark } from '../regrading'
import { findLatestVersion, type VersionRow } from './versions'

/** What a regrading would change for one learner. */
export type LearnerChange = {
  user: Types.ObjectId
  /** What counts for them now; null where nothing was kept yet. */
  from: Mark | null
  to: Mark
  /** Of their attempts, how many earn something else. */
  attempts: number
  /** A teacher's word counts in place of it, before and after. */
  isOverridden: boolean
}

export type RegradeChanges = {
  /** By which would be graded; null before the first. */
  latest: VersionRow | null
  /** Finished attempts that another version graded. */
  attempts: number
  /** Who would stand otherwise: first who loses the pass, then who gains it, then by how much the grade changes. */
  learners: LearnerChange[]
  /** Names exactly these changes: another one of any of them gives another name. */
  seen: string
}

const ROWS_PER_BATCH = 1_000

/**
 * What grading every finished attempt of a quiz by its latest version would change; nothing is written. Attempts are
 * streamed and only their percents held, so the memory it takes grows with learners, not with what they wrote.
 */
export async function findRegradeChanges(lesson: Types.ObjectId): Promise<RegradeChanges> {
  const latest = await findLatestVersion(lesson)
  if (latest === null || !(await hasOlderGrading(lesson, latest.id)))
    return { latest, attempts: 0, learners: [], seen: '' }
  const { attempts, people } = await lookAtAttempts(lesson, latest)
  const kept = await readMarks(lesson)
  const learners = [...people.values()].flatMap((person) => {
    const grade = kept.get(person.user.toHexString())
    const change = changeOf(person, { grade, latest })
    return change === null ? [] : [change]
  })
  return { latest, attempts, learners: learners.toSorted(byWeight), seen: nameOf(latest, learners) }
}

/** Whether any finished attempt of a quiz is graded by another version than this. */
async function hasOlderGrading(lesson: Types.ObjectId, version: Types.ObjectId): Promise<boolean> {
  return (await QuizAttempt.exists({ lesson, state: 'finished', gradedBy: { $ne: version } })) !== null
}

/** How many finished attempts of a quiz another version still grades. */
export async function countOlderGraded(lesson: Types.ObjectId, version: Types.ObjectId): Promise<number> {
  return QuizAttempt.countDocuments({ lesson, state: 'finished', gradedBy: { $ne: version } })
}

type Tried = { number: number; before: number; after: number }
type Person = { user: Types.ObjectId; tried: Tried[]; older: number; changed: number }

async function lookAtAttempts(
  lesson: Types.ObjectId,
  latest: VersionRow,
): Promise<{ attempts: number; people: Map<string, Person> }> {
  const people = new Map<string, Person>()
  let attempts = 0
  const rows = QuizAttempt.find({ lesson, state: 'finished' })
    .sort({ _id: 1 })
    .select({
      user: 1,
      number: 1,
      gradedBy: 1,
      questionIds: 1,
      answers: 1,
      earned: 1,
      percent: 1,
      isPassed: 1,
    })
    .lean()
    .cursor({ batchSize: ROWS_PER_BATCH })
  for await (const row of rows) {
    const key = row.user.toHexString()
    const person = people.get(key) ?? { user: row.user, tried: [], older: 0, changed: 0 }
    people.set(key, person)
    const before = { earned: row.earned ?? 0, percent: row.percent ?? 0, isPassed: row.isPassed ?? false }
    const isOlder = !row.gradedBy.equals(latest.id)
    const after = isOlder ? regraded(row, latest.content) : before
    person.tried.push({ number: row.number, before: before.percent, after: after.percent })
    if (!isOlder) continue
    attempts += 1
    person.older += 1
    if (standsElse(before, after)) person.changed += 1
  }
  return { attempts, people }
}

type Kept = Mark & { isOverridden: boolean }

/** What the gradebook holds of a quiz, by learner. */
async function readMarks(lesson: Types.ObjectId): Promise<Map<string, Kept>> {
  const rows = await Grade.find({ lesson, score: { $ne: null } })
    .select({ user: 1, score: 1, passPercent: 1, override: 1 })
    .batchSize(ROWS_PER_BATCH)
    .lean()
  return new Map(
    rows.map(({ user, score, passPercent, override }) => {
      const percent = (score ?? 0) / 100
      // Of what was earned: a teacher's word is another matter.
      return [
        user.toHexString(),
        { percent, isPassed: percent >= passPercent, isOverridden: Boolean(override) },
      ]
    }),
  )
}

type Beside = { grade: Kept | undefined; latest: VersionRow }

function changeOf({ user, tried, older, changed }: Person, { grade, latest }: Beside): LearnerChange | null {
  if (older === 0) return null
  const { settings } = latest.content
  const inOrder = tried.toSorted((one, other) => one.number - other.number)
  const to = markOf(
    inOrder.map(({ after }) => after),
    settings,
  )
  const from = grade === undefined ? null : { percent: grade.percent, isPassed: grade.isPassed }
  const isSame = from !== null && from.percent === to.percent && from.isPassed === to.isPassed
  if (changed === 0 && isSame) return null
  return { user, from, to, attempts: changed, isOverridden: grade?.isOverridden ?? false }
}

/** Whether the pass of a learner's grade is gained or lost. */
export function passOf({ from, to }: Pick<LearnerChange, 'from' | 'to'>): 'same' | 'gains' | 'loses' {
  const wasPassed = from?.isPassed ?? false
  if (wasPassed === to.isPassed) return 'same'
  return to.isPassed ? 'gains' : 'loses'
}

const WEIGHT = { loses: 0, gains: 1, same: 2 } as const

function byWeight(one: LearnerChange, other: LearnerChange): number {
  const way = WEIGHT[passOf(one)] - WEIGHT[passOf(other)]
  const much = ({ from, to }: LearnerChange) => Math.abs(to.percent - (from?.percent ?? 0))
  return way || much(other) - much(one) || one.user.toHexString().localeCompare(other.user.toHexString())
}

function nameOf({ id }: VersionRow, learners: readonly LearnerChange[]): string {
  const hash = createHash('sha256').update(id.toHexString())
  for (const { user, from, to, attempts } of learners)
    hash.update(JSON.stringify([user.toHexString(), from, to, attempts]))
  return hash.digest('hex').slice(0, 32)
}
