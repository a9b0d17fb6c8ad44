import { ASSIGNMENT_LIMITS, type SubmissionState } from './constants'

type Attempt = { attempt: number; state: SubmissionState }

/** Attempts that count against what is allowed: work that was sent back does not, and a draft not yet. */
export function attemptsLeftOf(attempts: readonly Attempt[], allowed: number): number {
  const used = attempts.filter(({ state }) => state !== 'draft' && state !== 'returned').length
  return Math.max(0, allowed - used)
}

/**
 * The number of the attempt a learner may begin now, attempts given oldest first: the first, the one after work that was
 * sent back, or one more after a released grade while some are left. Null while one is open or waits for its grade.
 */
export function nextAttemptOf(attempts: readonly Attempt[], allowed: number): number | null {
  const last = attempts.at(-1)
  if (last === undefined) return 1
  const isFree =
    last.state === 'returned' || (last.state === 'released' && attemptsLeftOf(attempts, allowed) > 0)
  return isFree && last.attempt < ASSIGNMENT_LIMITS.attemptsEver ? last.attempt + 1 : null
}
