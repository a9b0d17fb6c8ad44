import type { Collation } from '../../values/compare.ts'
import { compareValues, equalValues } from '../../values/compare.ts'
import { arrayOperand, operator } from '../arguments.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish } from '../types.ts'

type SetOperator = {
  min: number
  max: number
  /** MongoDB's assertion for an argument that is no array. */
  code: number
  /** Null in, null out; the tests of sets refuse null instead. */
  isNullable: boolean
  apply(sets: unknown[][], collation: Collation | undefined): unknown
}

function setOperator({ min, max, code, isNullable, apply }: SetOperator): Builder {
  return operator(min, max, (values, context, name) => {
    if (isNullable && values.some(isNullish)) return null
    const message = `All operands of ${name} must be arrays. One argument is of type: `
    return apply(
      values.map((value) => arrayOperand(value, code, message)),
      context.collation,
    )
  })
}

/** The distinct values in order. */
function distinct(items: unknown[], collation: Collation | undefined): unknown[] {
  return items
    .map((value) => ({ value: value ?? null }))
    .sort((a, b) => compareValues(a.value, b.value, collation))
    .map((boxed) => boxed.value)
    .filter((value, at, all) => at === 0 || !equalValues(value, all[at - 1], collation))
}

function holds(set: unknown[], value: unknown, collation: Collation | undefined): boolean {
  return set.some((item) => equalValues(item ?? null, value ?? null, collation))
}

/** Arrays as sets. */
export const SETS: Operators = {
  $setUnion: setOperator({
    min: 0,
    max: Infinity,
    code: 17043,
    isNullable: true,
    apply: (sets, collation) => distinct(sets.flat(), collation),
  }),
  $setIntersection: setOperator({
    min: 0,
    max: Infinity,
    code: 17047,
    isNullable: true,
    apply: ([first = [], ...others], collation) =>
      distinct(first, collation).filter((value) => others.every((set) => holds(set, value, collation))),
  }),
  $setDifference: setOperator({
    min: 2,
    max: 2,
    code: 17048,
    isNullable: true,
    apply: ([left = [], right = []], collation) => {
      const kept: unknown[] = []
      for (const value of left) {
        if (!holds(right, value, collation) && !holds(kept, value, collation)) kept.push(value)
      }
      return kept
    },
  }),
  $setIsSubset: setOperator({
    min: 2,
    max: 2,
    code: 17046,
    isNullable: false,
    apply: ([left = [], right = []], collation) => left.every((value) => holds(right, value, collation)),
  }),
  $setEquals: setOperator({
    min: 2,
    max: Infinity,
    code: 17044,
    isNullable: false,
    apply: ([first = [], ...others], collation) => {
      const wanted = distinct(first, collation)
      return others.every((set) => equalValues(distinct(set, collation), wanted, collation))
    },
  }),
}
