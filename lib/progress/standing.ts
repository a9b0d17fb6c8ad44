import { STANDING_RULES, type Standing } from './constants'

const DAY_MS = 86_400_000

/** The rules at one moment: what the days and the pace come to. */
export type StandingLimits = {
  stuckBefore: Date
  quietBefore: Date
  /** Below this percent of the course one is behind it; null where no schedule says so. */
  duePercent: number | null
}

type Schedule = { startDate: Date | null; endDate: Date | null }

export function standingLimitsAt(moment: Date, schedule: Schedule): StandingLimits {
  const before = (days: number) => new Date(moment.getTime() - days * DAY_MS)
  return {
    stuckBefore: before(STANDING_RULES.stuckDays),
    quietBefore: before(STANDING_RULES.quietDays),
    duePercent: duePercentAt(moment, schedule),
  }
}

/** Half of what an even pace from the first day to the last would have reached by now, rounded down. */
function duePercentAt(moment: Date, { startDate, endDate }: Schedule): number | null {
  if (startDate === null || endDate === null || endDate <= startDate) return null
  const share = (moment.getTime() - startDate.getTime()) / (endDate.getTime() - startDate.getTime())
  return Math.floor(Math.min(1, Math.max(0, share)) * STANDING_RULES.paceSharePercent)
}

type Learner = {
  status: string
  hasBegun: boolean
  movedAt: Date | null
  lastAccessedAt: Date
  progress: number
}

/** For one learner what `STANDING_CONDITIONS` in ./queries/students asks of the database for all. */
export function standingOf(learner: Learner, limits: StandingLimits): Standing {
  if (learner.status === 'completed') return 'completed'
  if (!learner.hasBegun) return 'notStarted'
  if (learner.movedAt !== null && learner.movedAt <= limits.stuckBefore) return 'stuck'
  const isBehind = limits.duePercent !== null && learner.progress < limits.duePercent
  return learner.lastAccessedAt <= limits.quietBefore || isBehind ? 'atRisk' : 'active'
}
