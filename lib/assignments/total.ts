import type { MissingRule } from './constants'
import { divideRounded } from './scoring'

/** A graded item of a course for one learner; `score` is null where there is no grade. All in whole hundredths. */
export type BookEntry = { id: string; weight: number; score: number | null; outOf: number }
export type BookRules = { missing: MissingRule; dropLowest: number }
export type Total = {
  /** Hundredths of a percent; null when nothing counts yet. */
  percent: number | null
  /** Items that were left out because they are the lowest. */
  droppedIds: string[]
}

/**
 * A learner's total in a course: Σ weightᵢ × scoreᵢ ÷ outOfᵢ over the counted items, divided by the sum of their weights.
 *
 * 1. An item of weight 0 never counts. One without a grade is 0 under `zero`, and does not count under `leftOut`.
 * 2. Of what counts, the `dropLowest` items with the lowest score ÷ outOf are dropped, but never the last one left. Of
 *    equal ones the heavier goes first, then the one that stands earlier.
 * 3. The sum is exact (whole numbers over the least common multiple) and rounded once, to a hundredth of a percent, a
 *    half upward. A score above `outOf`, as an override may set, counts as it is.
 */
export function totalOf(entries: readonly BookEntry[], { missing, dropLowest }: BookRules): Total {
  const counted = entries.flatMap((entry) => {
    if (entry.weight === 0 || entry.outOf === 0) return []
    if (entry.score !== null) return [{ ...entry, score: entry.score }]
    return missing === 'zero' ? [{ ...entry, score: 0 }] : []
  })
  const drops = Math.max(0, Math.min(dropLowest, counted.length - 1))
  const dropped = new Set(counted.toSorted(lowestFirst).slice(0, drops))
  const kept = counted.filter((entry) => !dropped.has(entry))
  return { percent: weightedPercent(kept), droppedIds: [...dropped].map(({ id }) => id) }
}

type Counted = Omit<BookEntry, 'score'> & { score: number }

function lowestFirst(one: Counted, other: Counted): number {
  const byRatio = BigInt(one.score) * BigInt(other.outOf) - BigInt(other.score) * BigInt(one.outOf)
  if (byRatio !== 0n) return byRatio < 0n ? -1 : 1
  return other.weight - one.weight
}

function weightedPercent(kept: readonly Counted[]): number | null {
  if (kept.length === 0) return null
  const common = kept.reduce((multiple, { outOf }) => leastCommonMultiple(multiple, BigInt(outOf)), 1n)
  const weights = kept.reduce((sum, { weight }) => sum + BigInt(weight), 0n)
  const sum = kept.reduce(
    (soFar, { weight, score, outOf }) => soFar + BigInt(weight) * BigInt(score) * (common / BigInt(outOf)),
    0n,
  )
  return divideRounded(sum * 10_000n, common * weights)
}

function leastCommonMultiple(one: bigint, other: bigint): bigint {
  let [a, b] = [one, other]
  while (b !== 0n) [a, b] = [b, a % b]
  return (one / a) * other
}
