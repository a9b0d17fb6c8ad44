import type { Pause } from '../aggregate/pause.ts'
import { PAUSE } from '../aggregate/pause.ts'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'

/** So many are sorted or merged between two pauses: one or two milliseconds. */
const AT_ONCE = 512

/**
 * Sorts (stable) with pauses between short pieces of work: runs are sorted for themselves and then merged, two and two.
 */
export function* sortedInTurns<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<Pause, T[]> {
  if (items.length <= AT_ONCE) return items.toSorted(compare)
  let runs: T[][] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    runs.push(items.slice(start, start + AT_ONCE).sort(compare))
    yield PAUSE
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let position = 0; position < runs.length; position += 2)
      merged.push(yield* mergedInTurns(runs[position] ?? [], runs[position + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

function* mergedInTurns<T>(a: T[], b: T[], compare: (a: T, b: T) => number): Generator<Pause, T[]> {
  if (b.length === 0) return a
  const merged: T[] = []
  let left = 0
  let right = 0
  while (left < a.length || right < b.length) {
    const isLeft = right >= b.length || (left < a.length && compare(a[left] as T, b[right] as T) <= 0)
    merged.push((isLeft ? a[left++] : b[right++]) as T)
    if (merged.length % AT_ONCE === 0) yield PAUSE
  }
  return merged
}

type Sortable = { doc: Doc; bytes: Uint8Array }
type Order = { keyOf(doc: Doc): unknown[]; compare(a: unknown[], b: unknown[]): number }

/** MongoDB's limit for sorting without an index. */
const SORT_BYTES = 100 * 1024 * 1024
const FEWEST_KEPT = 1000

/** Takes matches one by one and gives the first `limit` in order; 292 when they do not fit into 100 MB. */
export class MatchSorter<T extends Sortable> {
  readonly #order: Order
  readonly #limit: number
  #kept: { key: unknown[]; match: T }[] = []
  #bytes = 0

  constructor(order: Order, limit: number) {
    this.#order = order
    this.#limit = limit
  }

  add(match: T): void {
    this.#kept.push({ key: this.#order.keyOf(match.doc), match })
    this.#bytes += match.bytes.length
  }

  /** True when it is time for `keepFirst`. */
  get isFull(): boolean {
    return this.#bytes >= SORT_BYTES || this.#kept.length >= Math.max(FEWEST_KEPT, 2 * this.#limit)
  }

  /** Lets go of what cannot be among the first. */
  *keepFirst(): Generator<Pause> {
    yield* this.#sort()
    this.#bytes = this.#kept.reduce((sum, { match }) => sum + match.bytes.length, 0)
    if (this.#bytes < SORT_BYTES) return
    throw fault(
      'QueryExceededMemoryLimitNoDiskUseAllowed',
      `Sort exceeded memory limit of ${SORT_BYTES} bytes, but did not opt in to external sorting.`,
    )
  }

  *matches(): Generator<T | Pause> {
    yield* this.#sort()
    for (const { match } of this.#kept) yield match
  }

  *#sort(): Generator<Pause> {
    this.#kept = yield* sortedInTurns(this.#kept, (a, b) => this.#order.compare(a.key, b.key))
    if (this.#kept.length > this.#limit) this.#kept.length = this.#limit
  }
}
