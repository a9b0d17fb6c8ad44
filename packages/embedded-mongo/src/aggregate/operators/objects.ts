import { Long } from 'bson'
import type { Timestamp } from 'bson'
import { location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { presentNames } from '../../values/compare.ts'
import { classOf, isNumber } from '../../values/numbers.ts'
import { docOf } from '../../values/ordered.ts'
import { fieldOf, isPlainObject } from '../../values/paths.ts'
import { showValue } from '../../values/show.ts'
import { objectOperand, operator, typeName } from '../arguments.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish } from '../types.ts'

const objectToArray = operator(1, 1, ([value]) => {
  if (isNullish(value)) return null
  if (!isPlainObject(value))
    throw location(40390, `$objectToArray requires a document input, found: ${typeName(value)}`)
  return presentNames(value).map((name) => ({ k: name, v: value[name] }))
})

const mergeObjects = operator(0, Infinity, (values) => mergeAll(values))

/** Fields of later objects win; null is skipped. A single array argument is its elements. */
export function mergeAll(values: unknown[]): Doc {
  const merged = new Map<string, unknown>()
  const [only] = values
  for (const value of values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values) {
    if (isNullish(value)) continue
    if (!isPlainObject(value))
      throw location(
        40400,
        `$mergeObjects requires object inputs, but input ${showValue(value)} is of type ${typeName(value)}`,
      )
    for (const name of presentNames(value)) merged.set(name, value[name])
  }
  return docOf(merged)
}

/** `$getField: 'a'` or `{field, input}`: names with dots and dollars are taken literally. */
const getField: Builder = (operand, context) => {
  const isLong = isPlainObject(operand) && ('field' in operand || 'input' in operand)
  const given = isLong ? operand : { field: operand, input: '$$CURRENT' }
  if (!('field' in given)) throw location(3041702, "$getField requires 'field' to be specified")
  if (!('input' in given)) throw location(3041703, "$getField requires 'input' to be specified")
  const name = fieldName(given['field'], '$getField', 5654600)
  const input = context.compile(given['input'])
  return (scope) => {
    const value = input(scope)
    if (isNullish(value)) return value
    return isPlainObject(value) ? fieldOf(value, name) : undefined
  }
}

function fieldName(value: unknown, name: string, code: number): string {
  const literal = isPlainObject(value) ? (value['$literal'] ?? value['$const']) : value
  if (typeof literal !== 'string')
    throw location(
      code,
      `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`,
    )
  if (literal === value && literal.startsWith('$'))
    throw location(code, `${name} requires 'field' to evaluate to a constant, but got a field path`)
  return literal
}

/** `$setField` and `$unsetField` (which sets `$$REMOVE`). */
function fieldSetter(hasValue: boolean): Builder {
  return (operand, context, name) => {
    const given = objectOperand(operand, name, 4161100)
    const allowed = hasValue ? ['field', 'input', 'value'] : ['field', 'input']
    for (const argument of Object.keys(given)) {
      if (!allowed.includes(argument))
        throw location(4161101, `${name} found an unknown argument: ${argument}`)
    }
    for (const argument of allowed) {
      if (!(argument in given)) throw location(4161102, `${name} requires '${argument}' to be specified`)
    }
    const field = fieldName(given['field'], name, 4161106)
    const input = context.compile(given['input'])
    const value = hasValue ? context.compile(given['value']) : () => undefined
    return (scope) => {
      const source = input(scope)
      if (isNullish(source)) return null
      if (!isPlainObject(source))
        throw location(4161105, `${name} requires 'input' to evaluate to type Object`)
      const fields = new Map(Object.entries(source))
      const set = value(scope)
      if (set === undefined) fields.delete(field)
      else fields.set(field, set)
      return docOf(fields)
    }
  }
}

/** The two halves of a timestamp as longs. */
function timestampPart(read: (value: Timestamp) => number): Builder {
  return operator(1, 1, ([value], _context, name) => {
    if (isNullish(value)) return null
    if (classOf(value) !== 'Timestamp')
      throw location(5687301, `${name} requires a timestamp argument, found: ${typeName(value)}`)
    return Long.fromNumber(read(value as Timestamp))
  })
}

/** Objects, types and timestamps. */
export const OBJECTS: Operators = {
  $objectToArray: objectToArray,
  $mergeObjects: mergeObjects,
  $getField: getField,
  $setField: fieldSetter(true),
  $unsetField: fieldSetter(false),
  $type: operator(1, 1, ([value]) => typeName(value)),
  $isNumber: operator(1, 1, ([value]) => isNumber(value)),
  $tsSecond: timestampPart((value) => value.getHighBitsUnsigned()),
  $tsIncrement: timestampPart((value) => value.getLowBitsUnsigned()),
}
