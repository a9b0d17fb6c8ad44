import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { readWaitingLearners } from '@/lib/assignments/queries/queue'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { readLaterDays } from '@/lib/quizzes/queries/accommodations'
import type { StudentFilter } from '../constants'
import { standingLimitsAt, type StandingLimits } from '../standing'

type Dated = { _id: Types.ObjectId; startDate: Date | null; endDate: Date | null }

/**
 * The rules of a course with what is so for single learners of it. Two round trips, one after the other: they are asked
 * within a transaction too.
 */
export async function readStandingLimits(course: Dated, at: Date = now()): Promise<StandingLimits> {
  const waiting = new Set(await readWaitingLearners({ course: course._id }))
  return standingLimitsAt(at, course, { waiting, laterDays: await readLaterDays(course._id) })
}

const NOBODY_GONE = { status: { $in: LEARNING_STATUSES } }

/** Which enrolments a filter means: `standingOf`, asked of the database. */
export function conditionOf(
  show: StudentFilter | undefined,
  limits: StandingLimits,
): Record<string, unknown> {
  if (show === undefined) return NOBODY_GONE
  if (show === 'left') return { status: { $nin: LEARNING_STATUSES } }
  if (show === 'completed') return { status: 'completed' }
  if (show === 'notStarted') return { status: 'active', lastLesson: null }
  const waiting = toObjectIds(limits.waiting)
  const begun = { status: 'active', lastLesson: { $ne: null } }
  if (show === 'waiting') return { ...begun, user: { $in: waiting } }
  const own = { ...begun, user: { $nin: waiting } }
  const stuck = { movedAt: { $ne: null, $lte: limits.stuckBefore } }
  if (show === 'stuck') return { ...own, ...stuck }
  const risks = [{ lastAccessedAt: { $lte: limits.quietBefore } }, ...behind(limits)]
  return show === 'atRisk' ? { ...own, $nor: [stuck], $or: risks } : { ...own, $nor: [stuck, ...risks] }
}

/** Who is behind: by everybody's dates, or by their own. At most one condition a percent. */
function behind({ duePercent, ownDuePercent }: StandingLimits): Record<string, unknown>[] {
  if (duePercent === null) return []
  const byPercent = Map.groupBy(ownDuePercent, ([, percent]) => percent)
  return [
    { user: { $nin: toObjectIds(ownDuePercent.keys()) }, progress: { $lt: duePercent } },
    ...[...byPercent].map(([percent, people]) => ({
      user: { $in: toObjectIds(people.map(([userId]) => userId)) },
      progress: { $lt: percent },
    })),
  ]
}

/** Those for whom anything is otherwise than for all. */
export function singleLearners({ waiting, ownDuePercent }: StandingLimits): Types.ObjectId[] {
  return toObjectIds(new Set([...waiting, ...ownDuePercent.keys()]))
}

/** How many stand how of all for whom nothing is otherwise than for everybody. */
export function countingStages(course: Types.ObjectId, limits: StandingLimits): PipelineStage[] {
  const { stuckBefore, quietBefore, duePercent } = limits
  const noDate = new Date(8_640_000_000_000_000)
  const branches = [
    { case: { $eq: ['$status', 'completed'] }, then: 'completed' },
    { case: { $ne: ['$status', 'active'] }, then: 'left' },
    { case: { $eq: [{ $ifNull: ['$lastLesson', null] }, null] }, then: 'notStarted' },
    { case: { $lte: [{ $ifNull: ['$movedAt', noDate] }, stuckBefore] }, then: 'stuck' },
    { case: { $lte: ['$lastAccessedAt', quietBefore] }, then: 'atRisk' },
    { case: { $lt: ['$progress', duePercent ?? -1] }, then: 'atRisk' },
  ]
  return [
    { $match: { course, user: { $nin: singleLearners(limits) } } },
    { $group: { _id: { $switch: { branches, default: 'active' } }, count: { $sum: 1 } } },
  ]
}

function toObjectIds(ids: Iterable<string>): Types.ObjectId[] {
  return [...ids].map(toObjectId)
}
