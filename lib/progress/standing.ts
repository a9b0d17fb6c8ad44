import { STANDING_RULES, type Standing } from './constants'

const DAY_MS = 86_400_000

/** The rules at one moment: what the days and the pace come to. */
export type StandingLimits = {
  stuckBefore: Date
  quietBefore: Date
  /** Below this percent of the course one is behind it; null where no schedule says so. */
  duePercent: number | null
  /** The same for those whose dates come later, by the learner's id; empty where no schedule says so. */
  ownDuePercent: ReadonlyMap<string, number>
  /** The ids of those whose work waits for a grade: it is not they who are stuck. */
  waiting: ReadonlySet<string>
}

type Schedule = { startDate: Date | null; endDate: Date | null }

/** What is so for single learners of a course, by their ids. */
export type OwnFacts = {
  waiting: ReadonlySet<string>
  /** By how many days every date of the course comes later for whom. */
  laterDays: ReadonlyMap<string, number>
}

export function standingLimitsAt(
  moment: Date,
  schedule: Schedule,
  { waiting, laterDays }: OwnFacts,
): StandingLimits {
  const before = (days: number) => new Date(moment.getTime() - days * DAY_MS)
  const own = [...laterDays].flatMap(([userId, days]): [string, number][] => {
    // What they owe today is what others owed so many days ago.
    const percent = duePercentAt(before(days), schedule)
    return percent === null ? [] : [[userId, percent]]
  })
  return {
    stuckBefore: before(STANDING_RULES.stuckDays),
    quietBefore: before(STANDING_RULES.quietDays),
    duePercent: duePercentAt(moment, schedule),
    ownDuePercent: new Map(own),
    waiting,
  }
}

/** Half of what an even pace from the first day to the last would have reached by now, rounded down. */
function duePercentAt(moment: Date, { startDate, endDate }: Schedule): number | null {
  if (startDate === null || endDate === null || endDate <= startDate) return null
  const share = (moment.getTime() - startDate.getTime()) / (endDate.getTime() - startDate.getTime())
  return Math.floor(Math.min(1, Math.max(0, share)) * STANDING_RULES.paceSharePercent)
}

type Learner = {
  userId: string
  status: string
  hasBegun: boolean
  movedAt: Date | null
  lastAccessedAt: Date
  progress: number
}

/** For one learner what `conditionOf` in ./queries/standing-conditions asks of the database for all. */
export function standingOf(learner: Learner, limits: StandingLimits): Standing {
  if (learner.status === 'completed') return 'completed'
  if (!learner.hasBegun) return 'notStarted'
  if (limits.waiting.has(learner.userId)) return 'waiting'
  if (learner.movedAt !== null && learner.movedAt <= limits.stuckBefore) return 'stuck'
  const duePercent = limits.ownDuePercent.get(learner.userId) ?? limits.duePercent
  const isBehind = duePercent !== null && learner.progress < duePercent
  return learner.lastAccessedAt <= limits.quietBefore || isBehind ? 'atRisk' : 'active'
}
