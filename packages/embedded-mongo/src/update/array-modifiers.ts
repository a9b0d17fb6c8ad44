import { fault } from '../errors.ts'
import { compileElementTest } from '../query/matcher.ts'
import type { FilterOptions } from '../query/matcher.ts'
import { compileSort } from '../query/sort.ts'
import type { Collation } from '../values/compare.ts'
import { bsonType, compareValues, equalValues } from '../values/compare.ts'
import { isNumber, toExactInteger, toNumber } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import { showValue } from '../values/show.ts'
import type { Apply, Outcome } from './modifier.ts'

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

type PushClauses = {
  each: unknown[]
  position?: number
  slice?: number
  sort?: (a: unknown, b: unknown) => number
}

/** `$push`, with `$each`, `$position`, `$sort`, `$slice`: inserted, then sorted, then cut. */
export function push(operand: unknown, collation: Collation | undefined): Apply {
  const clauses = pushClauses(operand, collation)
  return (current, site) => {
    if (current !== undefined && !Array.isArray(current)) {
      const type = bsonType(current).alias
      throw fault(
        'BadValue',
        `The field '${site.path}' must be an array but is of type ${type} in document {_id: ${showValue(site.doc['_id'])}}`,
      )
    }
    const before = (current ?? []) as unknown[]
    const after = [...before]
    after.splice(insertAt(clauses.position, before.length), 0, ...clauses.each)
    if (clauses.sort !== undefined) after.sort(clauses.sort)
    const set = clauses.slice === undefined ? after : cut(after, clauses.slice)
    const isChange = clauses.each.length > 0 || clauses.sort !== undefined || set.length !== after.length
    return { set, isChange }
  }
}

function insertAt(position: number | undefined, length: number): number {
  if (position === undefined) return length
  return position < 0 ? Math.max(0, length + position) : Math.min(position, length)
}

function cut(items: unknown[], slice: number): unknown[] {
  if (slice === 0) return []
  return slice > 0 ? items.slice(0, slice) : items.slice(slice)
}

function pushClauses(operand: unknown, collation: Collation | undefined): PushClauses {
  if (!isPlainObject(operand) || !('$each' in operand)) return { each: [operand] }
  const each = operand['$each']
  if (!Array.isArray(each))
    throw fault(
      'BadValue',
      `The argument to $each in $push must be an array but it was of type: ${bsonType(each).alias}`,
    )
  const clauses: PushClauses = { each: each as unknown[] }
  for (const name of Object.keys(operand)) {
    const value = operand[name]
    if (name === '$slice') clauses.slice = integerClause(name, value)
    else if (name === '$position') clauses.position = integerClause(name, value)
    else if (name === '$sort') clauses.sort = pushSort(value, collation)
    else if (name !== '$each') throw fault('BadValue', `Unrecognized clause in $push: ${name}`)
  }
  return clauses
}

function integerClause(name: string, value: unknown): number {
  const integer = isNumber(value) ? toExactInteger(value) : undefined
  if (integer === undefined)
    throw fault(
      'BadValue',
      `The value for ${name} must be an integer value${name === '$slice' ? ' but was given' : ', not of'} type: ${bsonType(value).alias}`,
    )
  return Number(integer)
}

function pushSort(value: unknown, collation: Collation | undefined): (a: unknown, b: unknown) => number {
  if (isPlainObject(value)) {
    if (Object.keys(value).length === 0)
      throw fault('BadValue', 'The $sort pattern is empty when it should be a set of fields.')
    for (const field of Object.keys(value)) sortDirection(value[field])
    const compare = compileSort(value, collation)
    // Elements that are no documents have none of the fields.
    return (a, b) => compare(isPlainObject(a) ? a : {}, isPlainObject(b) ? b : {})
  }
  if (!isNumber(value))
    throw fault(
      'BadValue',
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    )
  const direction = sortDirection(value)
  return (a, b) => direction * compareValues(a ?? null, b ?? null, collation)
}

function sortDirection(value: unknown): 1 | -1 {
  const direction = toNumber(value)
  if (direction === 1 || direction === -1) return direction
  throw fault('BadValue', 'The $sort element value must be either 1 or -1')
}

/** `$addToSet`, with `$each`: appends what is not there yet; duplicates that are there already stay. */
export function addToSet(operand: unknown, collation: Collation | undefined): Apply {
  const values = addToSetValues(operand)
  return (current, site) => {
    if (current !== undefined && !Array.isArray(current)) {
      throw fault(
        'BadValue',
        `Cannot apply $addToSet to non-array field. Field named '${lastPart(site.path)}' has non-array type ${bsonType(current).alias}`,
      )
    }
    const after = [...((current ?? []) as unknown[])]
    for (const value of values) {
      if (!after.some((item) => equalValues(item ?? null, value, collation))) after.push(value)
    }
    return current !== undefined && after.length === (current as unknown[]).length ? 'keep' : { set: after }
  }
}

function addToSetValues(operand: unknown): unknown[] {
  if (!isPlainObject(operand) || Object.keys(operand)[0] !== '$each') return [operand]
  const each = operand['$each']
  if (!Array.isArray(each))
    throw fault(
      'TypeMismatch',
      `The argument to $each in $addToSet must be an array but it was of type ${bsonType(each).alias}`,
    )
  const [, extra] = Object.keys(operand)
  if (extra !== undefined)
    throw fault('BadValue', `Found unexpected fields after $each in $addToSet: ${showValue(operand)}`)
  return each as unknown[]
}

/** `$pop: 1` takes the last element, `-1` the first. */
export function pop(field: string, operand: unknown): Apply {
  if (!isNumber(operand))
    throw fault('FailedToParse', `Expected a number in: ${field}: ${showValue(operand)}`)
  const end = toNumber(operand)
  if (end !== 1 && end !== -1)
    throw fault('FailedToParse', `$pop expects 1 or -1, found: ${showValue(operand)}`)
  return (current, site) => {
    if (current === undefined) return 'keep'
    if (!Array.isArray(current))
      throw fault(
        'TypeMismatch',
        `Path '${site.path}' contains an element of non-array type '${bsonType(current).alias}'`,
      )
    if (current.length === 0) return 'keep'
    return { set: end === 1 ? current.slice(0, -1) : current.slice(1) }
  }
}

/** `$pull`: removes the elements that meet a condition or equal a value. */
export function pull(operand: unknown, options: FilterOptions): Apply {
  const matches = compileElementTest(operand, options)
  return cull(matches)
}

/** `$pullAll`: removes the elements equal to any of the given values. */
export function pullAll(operand: unknown, collation: Collation | undefined): Apply {
  if (!Array.isArray(operand))
    throw fault('BadValue', `$pullAll requires an array argument but was given a ${bsonType(operand).alias}`)
  const values = operand as unknown[]
  return cull((item) => values.some((value) => equalValues(item, value, collation)))
}

/** Both operators name `$pull` in this error, as in MongoDB. */
function cull(matches: (value: unknown) => boolean): Apply {
  return (current): Outcome => {
    if (current === undefined) return 'keep'
    if (!Array.isArray(current)) throw fault('BadValue', 'Cannot apply $pull to a non-array value')
    const after = (current as unknown[]).filter((item) => !matches(item ?? null))
    return after.length === current.length ? 'keep' : { set: after }
  }
}
