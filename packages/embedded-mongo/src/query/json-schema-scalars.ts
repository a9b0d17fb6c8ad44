import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType, compareValues, equalValues } from '../values/compare.ts'
import { remainderDecimals } from '../values/decimal.ts'
import { isNumber, toDecimal, toExactInteger, toNumber } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import { showValue } from '../values/show.ts'
import { compileRegex } from './regex.ts'
import { typeTest } from './value-tests.ts'

const JSON_TYPES = ['object', 'array', 'number', 'boolean', 'string', 'null']

/** A compiled schema. */
export type Schema = {
  /** What the value breaks, in the shape of a validation error's details; nothing when it meets the schema. */
  failures(value: unknown): Doc[]
  /** `title` and `description`, which errors repeat. */
  notes: Doc
}

/** One keyword's demand of a value: what is wrong with it, or undefined. */
export type Rule = (value: unknown) => Doc | undefined
type Compile = (schema: unknown, name?: string) => Schema
/** `name` is the keyword; `siblings` is the schema that it stands in; `compile` compiles schemas inside. */
export type Keyword = (operand: unknown, name: string, siblings: Doc, compile: Compile) => Rule | undefined

/** How error texts name a keyword. */
export function keyword(name: string): string {
  return `$jsonSchema keyword '${name}'`
}

export function mismatch(what: string, rule: string): Error {
  return fault('TypeMismatch', `${what} ${rule}`)
}

/** A rule for values of one kind; others meet it. */
function rule(
  applies: (value: unknown) => boolean,
  holds: (value: unknown) => boolean,
  details: (value: unknown) => Doc,
): Rule {
  return (value) => (applies(value) && !holds(value) ? details(value) : undefined)
}

/** What most rules say of a value that breaks them. */
export function failure(name: string, operand: unknown, reason: string): (value: unknown) => Doc {
  return (value) => ({ operatorName: name, specifiedAs: { [name]: operand }, reason, consideredValue: value })
}

/** A count: a whole number that is not negative. */
export function countOperand(operand: unknown, name: string): bigint {
  const shown = `${name}: ${showValue(operand)}`
  if (!isNumber(operand)) throw fault('FailedToParse', `Expected a number in: ${shown}`)
  const integer = toExactInteger(operand)
  if (integer === undefined) throw fault('FailedToParse', `Expected an integer: ${shown}`)
  if (integer < 0n) throw fault('FailedToParse', `Expected a non-negative number in: ${shown}`)
  return integer
}

const type: Keyword = (operand, name) => {
  const names: unknown[] = Array.isArray(operand) ? operand : [operand]
  if (names.some((each) => typeof each !== 'string') || names.length === 0)
    throw fault('TypeMismatch', `${keyword(name)} must be either a string or an array of strings`)
  if (new Set(names).size < names.length)
    throw fault('FailedToParse', `${keyword(name)} has duplicate value: ${String(names.at(-1))}`)
  const aliases = name === 'type' ? names.map((each) => jsonType(String(each))) : names
  const matches = typeTest(aliases, name)
  return (value) =>
    matches(value)
      ? undefined
      : {
          operatorName: name,
          specifiedAs: { [name]: operand },
          reason: 'type did not match',
          consideredValue: value,
          consideredType: bsonType(value).alias,
        }
}

function jsonType(name: string): string {
  if (name === 'integer') throw fault('BadValue', "$jsonSchema type 'integer' is not currently supported.")
  if (!JSON_TYPES.includes(name)) throw fault('BadValue', `Unknown type name alias: ${name}`)
  return name === 'boolean' ? 'bool' : name
}

const enumeration: Keyword = (operand, name) => {
  if (!Array.isArray(operand))
    throw fault(
      'TypeMismatch',
      `${keyword(name)} must be an array, but found an element of type ${bsonType(operand).alias}`,
    )
  if (operand.length === 0) throw fault('FailedToParse', `${keyword(name)} cannot be an empty array`)
  const allowed = operand.map(inAnyOrder)
  const holds = (value: unknown): boolean => allowed.some((each) => equalValues(each, inAnyOrder(value)))
  return rule(() => true, holds, failure(name, operand, 'value was not found in enum'))
}

/** Schemas compare objects whatever the order of their fields. */
export function inAnyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inAnyOrder)
  if (!isPlainObject(value)) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, inAnyOrder(value[name])]))
}

/** `minimum` and `maximum`; `exclusive…` beside them takes the bound itself away. */
function bound(wanted: 1 | -1, exclusive: string): Keyword {
  return (operand, name, siblings) => {
    if (!isNumber(operand)) throw fault('TypeMismatch', `${keyword(name)} must be a number`)
    const isExclusive = siblings[exclusive] === true
    const holds = (value: unknown): boolean => {
      const order = compareValues(value, operand)
      return order === 0 ? !isExclusive : order === wanted
    }
    const specifiedAs = isExclusive ? { [name]: operand, [exclusive]: true } : { [name]: operand }
    return rule(isNumber, holds, (value) => ({
      operatorName: name,
      specifiedAs,
      reason: 'comparison failed',
      consideredValue: value,
    }))
  }
}

function exclusive(other: string): Keyword {
  return (operand, name, siblings) => {
    if (typeof operand !== 'boolean') throw fault('TypeMismatch', `${keyword(name)} must be a boolean`)
    if (!(other in siblings))
      throw fault('FailedToParse', `${keyword(other)} must be a present if ${name} is present`)
    return undefined
  }
}

const multipleOf: Keyword = (operand, name) => {
  if (!isNumber(operand)) throw fault('TypeMismatch', `${keyword(name)} must be a number`)
  if (!(toNumber(operand) > 0) || !Number.isFinite(toNumber(operand)))
    throw fault('FailedToParse', `${keyword(name)} must have a positive value`)
  const holds = (value: unknown): boolean => {
    const rest = remainderDecimals(toDecimal(value), toDecimal(operand))
    return rest.special === undefined && rest.coefficient === 0n
  }
  const reason = 'considered value is not a multiple of the specified value'
  return rule(isNumber, holds, failure(name, operand, reason))
}

/** Lengths count code points. */
function length(holds: (length: bigint, bound: bigint) => boolean): Keyword {
  return (operand, name) => {
    const count = countOperand(operand, name)
    const isText = (value: unknown): boolean => typeof value === 'string'
    const reason = 'specified string length was not satisfied'
    return rule(
      isText,
      (value) => holds(BigInt([...(value as string)].length), count),
      failure(name, operand, reason),
    )
  }
}

const pattern: Keyword = (operand, name) => {
  if (typeof operand !== 'string') throw fault('TypeMismatch', `${keyword(name)} must be a string`)
  const compiled = compileRegex(operand, '')
  const isText = (value: unknown): boolean => typeof value === 'string'
  const reason = 'regular expression did not match'
  return rule(isText, (value) => compiled.test(value as string), failure(name, operand, reason))
}

function propertyCount(holds: (count: bigint, bound: bigint) => boolean): Keyword {
  return (operand, name) => {
    const count = countOperand(operand, name)
    const own = (value: unknown): number => Object.keys(value as Doc).length
    return rule(
      isPlainObject,
      (value) => holds(BigInt(own(value)), count),
      (value) => ({
        operatorName: name,
        specifiedAs: { [name]: operand },
        reason: 'specified number of properties was not satisfied',
        numberOfProperties: own(value),
      }),
    )
  }
}

const atLeast = (value: bigint, bound: bigint): boolean => value >= bound
const atMost = (value: bigint, bound: bigint): boolean => value <= bound

/** Keywords that look at one value, without schemas inside. */
export const SCALAR_KEYWORDS: Record<string, Keyword> = {
  type,
  bsonType: type,
  enum: enumeration,
  minimum: bound(1, 'exclusiveMinimum'),
  maximum: bound(-1, 'exclusiveMaximum'),
  exclusiveMinimum: exclusive('minimum'),
  exclusiveMaximum: exclusive('maximum'),
  multipleOf,
  minLength: length(atLeast),
  maxLength: length(atMost),
  pattern,
  minProperties: propertyCount(atLeast),
  maxProperties: propertyCount(atMost),
}
