import { location } from '../../errors.ts'
import { isNumber, toNumber } from '../../values/numbers.ts'
import { SIMPLE_ACCUMULATORS, percentileOf } from '../accumulators.ts'
import { namedOperator, operator, typeName } from '../arguments.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish } from '../types.ts'

/** An accumulator as an expression: over its arguments, or over the elements of a single array argument. */
function over(name: string): Builder {
  return operator(0, Infinity, (values, context) => {
    const make = SIMPLE_ACCUMULATORS[name]
    const accumulator = make?.(context.collation)
    const [only] = values
    for (const value of values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values)
      accumulator?.add(value)
    return accumulator?.result()
  })
}

function sortedNumbers(input: unknown): number[] {
  const values = Array.isArray(input) ? (input as unknown[]) : [input]
  return values
    .filter(isNumber)
    .map(toNumber)
    .sort((a, b) => a - b)
}

/** Shares between 0 and 1. */
export function percentileShares(p: unknown): number[] {
  if (!Array.isArray(p) || p.length === 0)
    throw location(
      7750301,
      `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found ${typeName(p)}`,
    )
  return p.map((share: unknown) => {
    const number = isNumber(share) ? toNumber(share) : NaN
    if (!(number >= 0 && number <= 1))
      throw location(7750303, "The $percentile 'p' field must be an array of numbers from [0.0, 1.0]")
    return number
  })
}

/** MongoDB 7 knows one method only. */
export function checkMethod(method: unknown, name: string): void {
  if (method !== 'approximate')
    throw location(2, `Currently only 'approximate' can be used as ${name} 'method'.`)
}

const CODES = { notObject: 7436100, unknown: 40415, missing: 40414 }

/** `$sum`, `$avg` and their like as expressions. */
export const SUMMARIES: Operators = {
  $sum: over('$sum'),
  $avg: over('$avg'),
  $min: over('$min'),
  $max: over('$max'),
  $stdDevPop: over('$stdDevPop'),
  $stdDevSamp: over('$stdDevSamp'),
  $median: namedOperator({ required: ['input', 'method'], codes: CODES }, ({ input, method }) => {
    checkMethod(method, '$median')
    return isNullish(input) ? null : percentileOf(sortedNumbers(input), 0.5)
  }),
  $percentile: namedOperator({ required: ['input', 'p', 'method'], codes: CODES }, ({ input, p, method }) => {
    checkMethod(method, '$percentile')
    const sorted = sortedNumbers(input)
    return percentileShares(p).map((share) => percentileOf(sorted, share))
  }),
}
