import type { Doc } from '../values/codec.ts'
import { bsonType, compareValues, equalValues } from '../values/compare.ts'
import type { Collation } from '../values/compare.ts'
import { canonicalType } from '../values/compare.ts'
import { readConditions } from './planner-conditions.ts'
import type { Condition } from './planner-conditions.ts'

/**
 * Whether every document that meets the conditions is in a partial index: each part of its filter must follow from
 * them. Errs on the side of no. Source: expression_algo.cpp `isSubsetOf` of MongoDB 7.0.
 */
export function impliesFilter(
  conditions: Map<string, Condition[]>,
  filter: Doc,
  collation: Collation | undefined,
): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === '$and') return (value as Doc[]).every((part) => impliesFilter(conditions, part, collation))
    if (name === '$or') return (value as Doc[]).some((part) => impliesFilter(conditions, part, collation))
    const wanted = readConditions({ [name]: value }).paths.get(name) ?? []
    const known = conditions.get(name) ?? []
    return (
      wanted.length > 0 &&
      wanted.every((part) => known.some((condition) => implies(condition, part, collation)))
    )
  })
}

/** Whether a condition leaves out documents that lack the field (or have null in it). */
export function requiresField(condition: Condition): boolean {
  if (condition.op === 'eq') return condition.value !== null && condition.value !== undefined
  if (condition.op === 'in')
    return (
      condition.values.length > 0 && condition.values.every((value) => value !== null && value !== undefined)
    )
  if (condition.op === 'gte' || condition.op === 'lte')
    return condition.value !== null && condition.value !== undefined
  return condition.op !== 'ne' && condition.op !== 'type'
}

function implies(known: Condition, wanted: Condition, collation: Collation | undefined): boolean {
  if (known.op === 'group') return known.conditions.some((part) => implies(part, wanted, collation))
  if (wanted.op === 'exists') return requiresField(known)
  const values = known.op === 'eq' ? [known.value] : known.op === 'in' ? known.values : undefined
  if (values !== undefined)
    return values.length > 0 && values.every((value) => satisfies(value, wanted, collation))
  if (isRange(known) && isRange(wanted)) return rangeImplies(known, wanted, collation)
  return known.op === 'type' && wanted.op === 'type' && equalValues(known.value, wanted.value)
}

/** Whether the value itself meets the condition. Arrays and regular expressions mean more than equality: no. */
function satisfies(value: unknown, wanted: Condition, collation: Collation | undefined): boolean {
  if (Array.isArray(value) || canonicalType(value) === canonicalType(/a/)) return false
  if (wanted.op === 'eq') return equalValues(value, wanted.value, collation)
  if (wanted.op === 'in') return wanted.values.some((one) => equalValues(value, one, collation))
  if (wanted.op === 'type') return hasType(value, wanted.value)
  if (!isRange(wanted) || canonicalType(value) !== canonicalType(wanted.value)) return false
  const order = compareValues(value, wanted.value, collation)
  if (wanted.op === 'gt') return order > 0
  if (wanted.op === 'gte') return order >= 0
  return wanted.op === 'lt' ? order < 0 : order <= 0
}

type Range = { op: 'gt' | 'gte' | 'lt' | 'lte'; value: unknown }

function isRange(condition: Condition): condition is Range {
  return condition.op === 'gt' || condition.op === 'gte' || condition.op === 'lt' || condition.op === 'lte'
}

function rangeImplies(known: Range, wanted: Range, collation: Collation | undefined): boolean {
  if (canonicalType(known.value) !== canonicalType(wanted.value) || known.op[0] !== wanted.op[0]) return false
  const order = compareValues(known.value, wanted.value, collation)
  if (order === 0) return known.op === wanted.op || wanted.op.endsWith('e')
  return known.op.startsWith('g') ? order > 0 : order < 0
}

function hasType(value: unknown, wanted: unknown): boolean {
  const { alias, number } = bsonType(value)
  const names = Array.isArray(wanted) ? (wanted as unknown[]) : [wanted]
  return names.some((name) => {
    if (name === 'number') return canonicalType(value) === canonicalType(0)
    return typeof name === 'string' ? name === alias : Number(name) === number
  })
}
