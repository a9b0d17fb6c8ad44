import { Double } from 'bson'
import { location } from '../errors.ts'
import type { Collation } from '../values/compare.ts'
import { compareValues, equalValues } from '../values/compare.ts'
import { decimalFromBigInt, divideDecimals } from '../values/decimal.ts'
import { countValue, isNumber, toNumber } from '../values/numbers.ts'
import { weightOf } from './memory.ts'
import { mergeAll } from './operators/objects.ts'
import { Summation } from './summation.ts'
import { isNullish } from './types.ts'

/** Gathers the values of a group, one a document; `weight` says about how many bytes of them it keeps, if it keeps them. */
export type Accumulator = {
  add(value: unknown): void
  result(): unknown
  weight?: () => number
}
export type MakeAccumulator = (collation: Collation | undefined) => Accumulator

function sum(): Accumulator {
  const total = new Summation()
  return {
    add: (value) => {
      if (isNumber(value)) total.add(value)
    },
    result: () => total.total(),
  }
}

function avg(): Accumulator {
  const total = new Summation()
  return {
    add: (value) => {
      if (isNumber(value)) total.add(value)
    },
    result: () => total.mean((decimal, count) => divideDecimals(decimal, decimalFromBigInt(BigInt(count)))),
  }
}

/** Smallest (−1) or largest (1) of all values that are there and not null. */
function extreme(wanted: 1 | -1, collation: Collation | undefined): Accumulator {
  let best: unknown
  return {
    add: (value) => {
      if (isNullish(value)) return
      if (best === undefined || compareValues(value, best, collation) === wanted) best = value
    },
    result: () => best ?? null,
  }
}

function first(): Accumulator {
  let value: unknown
  let isEmpty = true
  return {
    add: (next) => {
      if (isEmpty) value = next
      isEmpty = false
    },
    result: () => value ?? null,
  }
}

function last(): Accumulator {
  let value: unknown
  return {
    add: (next) => {
      value = next
    },
    result: () => value ?? null,
  }
}

function push(): Accumulator {
  const values: unknown[] = []
  let bytes = 0
  return {
    add: (value) => {
      if (value === undefined) return
      values.push(value)
      bytes += weightOf(value)
    },
    weight: () => bytes,
    result: () => values,
  }
}

/** Kept sorted, so that each value costs a binary search; MongoDB promises no order. */
function addToSet(collation: Collation | undefined): Accumulator {
  const values: unknown[] = []
  let bytes = 0
  return {
    add: (value) => {
      if (value === undefined) return
      let low = 0
      let high = values.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (compareValues(values[middle], value, collation) < 0) low = middle + 1
        else high = middle
      }
      if (low < values.length && equalValues(values[low], value, collation)) return
      values.splice(low, 0, value)
      bytes += weightOf(value)
    },
    weight: () => bytes,
    result: () => values,
  }
}

/** Standard deviation by Welford's method; `sample` divides by n − 1. */
function deviation(isSample: boolean): Accumulator {
  let count = 0
  let mean = 0
  let squares = 0
  return {
    add: (value) => {
      if (!isNumber(value)) return
      const number = toNumber(value)
      count += 1
      const delta = number - mean
      mean += delta / count
      squares += delta * (number - mean)
    },
    result: () => {
      const degrees = isSample ? count - 1 : count
      return degrees < 1 ? null : new Double(Math.sqrt(squares / degrees))
    },
  }
}

function merge(): Accumulator {
  const values: unknown[] = []
  let bytes = 0
  return {
    add: (value) => {
      if (Array.isArray(value))
        throw location(40400, '$mergeObjects requires object inputs, but input is of type array')
      values.push(value)
      bytes += weightOf(value)
    },
    weight: () => bytes,
    result: () => mergeAll(values.length === 1 ? [null, ...values] : values),
  }
}

function count(): Accumulator {
  let total = 0
  return {
    add: () => {
      total += 1
    },
    result: () => countValue(total),
  }
}

/** Accumulators that take one expression. */
export const SIMPLE_ACCUMULATORS: Record<string, MakeAccumulator> = {
  $sum: sum,
  $avg: avg,
  $min: (collation) => extreme(-1, collation),
  $max: (collation) => extreme(1, collation),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $stdDevPop: () => deviation(false),
  $stdDevSamp: () => deviation(true),
  $mergeObjects: merge,
  $count: count,
}

/** The value at a share of sorted numbers, as `$percentile` with method `approximate` gives it on small inputs. */
export function percentileOf(sorted: number[], share: number): Double | null {
  if (sorted.length === 0) return null
  const rank = Math.max(0, Math.ceil(sorted.length * share) - 1)
  return new Double(sorted[Math.min(rank, sorted.length - 1)] ?? 0)
}
