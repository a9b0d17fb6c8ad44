import { Timestamp } from 'bson'
import { fault } from '../errors.ts'
import { addNumbers, integerOf, kindOf, multiplyNumbers, widerKind, zeroLike } from '../values/arithmetic.ts'
import type { Collation } from '../values/compare.ts'
import { bsonType, compareValues } from '../values/compare.ts'
import { integerValue, isNumber, numberKind } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import { showField, showValue } from '../values/show.ts'
import type { Apply, Site } from './modifier.ts'

function identity(site: Site): string {
  return `{_id: ${showValue(site.doc['_id'])}}`
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** `$set`. */
export function setTo(value: unknown): Apply {
  return () => ({ set: value })
}

/** `$setOnInsert`. */
export function setOnInsert(value: unknown): Apply {
  return (_current, site) => (site.inserting ? { set: value } : 'keep')
}

/** `$unset`. */
export function unset(): Apply {
  return (current) => (current === undefined ? 'keep' : 'unset')
}

/** `$inc`: keeps the type where it fits, int becomes long on overflow, long overflow is an error. */
export function increment(field: string, operand: unknown): Apply {
  if (!isNumber(operand))
    throw fault('TypeMismatch', `Cannot increment with non-numeric argument: ${showField(field, operand)}`)
  return arithmetic({ name: '$inc', compute: addNumbers }, operand, operand)
}

/** `$mul`: a missing field becomes zero of the factor's type. */
export function multiply(field: string, operand: unknown): Apply {
  if (!isNumber(operand))
    throw fault('TypeMismatch', `Cannot multiply with non-numeric argument: ${showField(field, operand)}`)
  return arithmetic({ name: '$mul', compute: multiplyNumbers }, operand, zeroLike(operand))
}

type Arithmetic = { name: string; compute: typeof addNumbers }

function arithmetic({ name, compute }: Arithmetic, operand: unknown, whenMissing: unknown): Apply {
  return (current, site) => {
    if (current === undefined) return { set: whenMissing }
    if (!isNumber(current)) {
      const type = bsonType(current).alias
      throw fault(
        'TypeMismatch',
        `Cannot apply ${name} to a value of non-numeric type. ${identity(site)} has the field '${lastPart(site.path)}' of non-numeric type ${type}`,
      )
    }
    const result = compute(current, operand)
    if (result === undefined) {
      throw fault(
        'BadValue',
        `Failed to apply ${name} operations to current value ((${typeLabel(current)})${showValue(current)}) for document ${identity(site)}`,
      )
    }
    return { set: result }
  }
}

function typeLabel(value: unknown): string {
  return { int: 'NumberInt', long: 'NumberLong', double: 'NumberDouble', decimal: 'NumberDecimal' }[
    kindOf(value)
  ]
}

/** `$min` (wanted −1) and `$max` (wanted 1), in BSON order across types. */
export function extreme(wanted: 1 | -1, operand: unknown, collation: Collation | undefined): Apply {
  return (current) => {
    if (current === undefined) return { set: operand }
    return compareValues(operand, current, collation) === wanted ? { set: operand } : 'keep'
  }
}

/** `$currentDate: true | {$type: 'date' | 'timestamp'}`. */
export function currentDate(operand: unknown): Apply {
  const kind = currentDateKind(operand)
  return (_current, site) => {
    if (kind === 'date') return { set: new Date(site.now) }
    return { set: new Timestamp({ t: Math.floor(site.now.getTime() / 1000), i: 1 }) }
  }
}

function currentDateKind(operand: unknown): 'date' | 'timestamp' {
  if (typeof operand === 'boolean') return 'date'
  if (!isPlainObject(operand)) {
    throw fault(
      'BadValue',
      `${bsonType(operand).alias} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    )
  }
  for (const name of Object.keys(operand)) {
    if (name !== '$type') throw fault('BadValue', `Unrecognized $currentDate option: ${name}`)
  }
  const kind = operand['$type']
  if (kind === 'date' || kind === 'timestamp') return kind
  throw fault(
    'BadValue',
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  )
}

const BIT_OPERATIONS: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

/** `$bit: {and|or|xor: integer}`; a missing field counts as int 0. */
export function bitwise(field: string, operand: unknown): Apply {
  if (!isPlainObject(operand)) {
    throw fault(
      'BadValue',
      `The $bit modifier is not compatible with a ${bsonType(operand).alias}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  }
  const steps = Object.keys(operand).map((name) => bitStep(name, operand[name]))
  if (steps.length === 0) {
    throw fault(
      'BadValue',
      `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`,
    )
  }
  return (current, site) => {
    const kind = numberKind(current)
    if (current !== undefined && kind !== 'int' && kind !== 'long') {
      throw fault(
        'BadValue',
        `Cannot apply $bit to a value of non-integral type.${identity(site)} has the field ${lastPart(site.path)} of non-integer type ${bsonType(current).alias}`,
      )
    }
    let value = current === undefined ? 0n : integerOf(current)
    let width = current === undefined ? ('int' as const) : kindOf(current)
    for (const step of steps) {
      value = step.compute(value, step.operand)
      width = widerKind(width, step.kind)
    }
    return { set: integerValue(value, width === 'long' ? 'long' : 'int') }
  }
}

function bitStep(
  name: string,
  operand: unknown,
): { compute: (a: bigint, b: bigint) => bigint; operand: bigint; kind: 'int' | 'long' } {
  const compute = Object.hasOwn(BIT_OPERATIONS, name) ? BIT_OPERATIONS[name] : undefined
  if (compute === undefined)
    throw fault(
      'BadValue',
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: ${showField(name, operand)}`,
    )
  const kind = numberKind(operand)
  if (kind !== 'int' && kind !== 'long') {
    throw fault(
      'BadValue',
      `The $bit modifier field must be an Integer(32/64 bit); a '${bsonType(operand).alias}' is not supported here: ${showField(name, operand)}`,
    )
  }
  return { compute, operand: integerOf(operand), kind }
}
