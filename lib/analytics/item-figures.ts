import { ATTEMPTS_NEEDED } from './constants'

/** One finished attempt: of each question it had, which share of the points was earned (0 to 1). */
export type Scored = ReadonlyMap<string, number>

export type ItemFigures = {
  questionId: string
  /** Attempts that had this question. */
  attempts: number
  /** The mean share of its points that was earned, 0 (nobody) to 1 (everybody): the higher, the easier. */
  difficulty: number
  /**
   * How well it tells who knows from who does not: the correlation of its score with that of the rest of the attempt
   * (-1 to 1); null where there are too few attempts or all scored alike.
   */
  discrimination: number | null
}

/**
 * Difficulty and discrimination of the questions of a quiz. The latter is the corrected item-total correlation (Pearson's,
 * with the question itself left out of the total; for right-or-wrong questions this is the corrected point-biserial). As a
 * reading: from 0.4 good, 0.2 to 0.4 fair, below 0.2 to be looked at, negative to be mistrusted (Kelava and Moosbrugger,
 * Deskriptivstatistische Itemanalyse, in Testtheorie und Fragebogenkonstruktion, Springer 2020; so reads
 * `item_discrimination` of R's package performance). The rest is a mean, because a draw gives each attempt other questions.
 */
export function itemFiguresOf(attempts: readonly Scored[]): ItemFigures[] {
  const ids = new Set(attempts.flatMap((attempt) => [...attempt.keys()]))
  const totals = new Map(attempts.map((attempt) => [attempt, sum([...attempt.values()])]))
  return [...ids].map((questionId) => {
    const having = attempts.filter((attempt) => attempt.has(questionId))
    const scores = having.map((attempt) => attempt.get(questionId) ?? 0)
    const pairs = having.flatMap((attempt, index): [number, number][] => {
      const score = scores[index] ?? 0
      const others = attempt.size - 1
      return others === 0 ? [] : [[score, ((totals.get(attempt) ?? 0) - score) / others]]
    })
    return {
      questionId,
      attempts: having.length,
      difficulty: sum(scores) / having.length,
      discrimination: pairs.length < ATTEMPTS_NEEDED ? null : correlation(pairs),
    }
  })
}

/** Pearson's; null where one of the two never varies. */
function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const meanX = sum(pairs.map(([x]) => x)) / pairs.length
  const meanY = sum(pairs.map(([, y]) => y)) / pairs.length
  const varianceX = sum(pairs.map(([x]) => (x - meanX) ** 2))
  const varianceY = sum(pairs.map(([, y]) => (y - meanY) ** 2))
  // Sums of fractions are not exact: what is this small is none.
  if (varianceX < 1e-12 || varianceY < 1e-12) return null
  const together = sum(pairs.map(([x, y]) => (x - meanX) * (y - meanY)))
  return Math.max(-1, Math.min(1, together / Math.sqrt(varianceX * varianceY)))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
