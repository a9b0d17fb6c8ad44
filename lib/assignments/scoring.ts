import type { CountedGrade, LateRule } from './constants'

/*
 * Grades are whole hundredths of a point, so sums are exact. Whatever divides rounds once, at its end, to the nearest
 * hundredth, a half upward.
 */

/** Points as they are written (two decimals at most) in whole hundredths. */
export function toHundredths(points: number): number {
  return Math.round(points * 100)
}

/** Whole hundredths as points. */
export function toPoints(hundredths: number): number {
  return hundredths / 100
}

/** Nearest whole number to `numerator / denominator`, a half upward; both whole, the first not below 0. */
export function divideRounded(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator))
}

type Level = { id: string; points: number }
type Criterion = { id: string; levels: readonly Level[] }
export type RubricChoice = { criterion: string; level: string }

/** The most a rubric gives: the sum of each criterion's best level, in hundredths. */
export function rubricMaximum(rubric: readonly Criterion[]): number {
  const best = ({ levels }: Criterion) => Math.max(0, ...levels.map(({ points }) => toHundredths(points)))
  return rubric.reduce((sum, criterion) => sum + best(criterion), 0)
}

/**
 * The points of the chosen levels, in hundredths.
 *
 * @returns null unless exactly one level of each criterion is chosen, and nothing else
 */
export function rubricPoints(rubric: readonly Criterion[], choices: readonly RubricChoice[]): number | null {
  if (choices.length !== rubric.length) return null
  const chosen = new Map(choices.map(({ criterion, level }) => [criterion, level]))
  let sum = 0
  for (const { id, levels } of rubric) {
    const level = levels.find((each) => each.id === chosen.get(id))
    if (level === undefined) return null
    sum += toHundredths(level.points)
  }
  return sum
}

const DAY = 86_400_000

/** Days after the due moment, each begun 24 hours counting whole; 0 when in time. To the millisecond: on it is in time. */
export function daysLate(submittedAt: Date, dueAt: Date | null): number {
  if (dueAt === null) return 0
  return Math.max(0, Math.ceil((submittedAt.getTime() - dueAt.getTime()) / DAY))
}

export type LatePolicy = { rule: LateRule; percentPerDay: number; floorPercent: number }

/**
 * What is left of the earned points of late work, in hundredths: earned × max(floor, 100 − perDay × days) ÷ 100. So it
 * never exceeds what was earned, never falls with fewer days, and of work in time nothing is taken.
 */
export function afterLateness(earned: number, days: number, late: LatePolicy): number {
  if (late.rule !== 'deducted' || days === 0) return earned
  const percent = Math.max(late.floorPercent, 100 - late.percentPerDay * days)
  return divideRounded(BigInt(earned) * BigInt(percent), 100n)
}

/** Whether `score` of `outOf` reaches so many percent; compared without dividing. */
export function passes(score: number, outOf: number, passPercent: number): boolean {
  return score * 100 >= outOf * passPercent
}

/** The grade that counts among a learner's released ones, by attempt; undefined when there is none. */
export function countedGrade<T extends { attempt: number; score: number }>(
  grades: readonly T[],
  counts: CountedGrade,
): T | undefined {
  const later = (one: T, other: T) => (other.attempt > one.attempt ? other : one)
  const better = (one: T, other: T) => (other.score > one.score ? other : one)
  const inOrder = grades.toSorted((one, other) => one.attempt - other.attempt)
  const [first, ...rest] = inOrder
  return first && rest.reduce(counts === 'best' ? better : later, first)
}
