import { fault } from '../errors.ts'
import type { Collation } from '../values/compare.ts'
import {
  binaryParts,
  bsonType,
  canonicalType,
  compareValues,
  equalValues,
  regexParts,
} from '../values/compare.ts'
import { isNumber, classOf, toExactInteger, toNumber } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import { isRegex, regexTest } from './regex.ts'
import type { RegexParts } from '../values/compare.ts'
import { showValue } from '../values/show.ts'

/** A test of one value; undefined stands for a missing field. */
export type LeafTest = (value: unknown) => boolean

const NULL_TYPES = 5
const MIN_KEY = -1
const MAX_KEY = 127

/** `$eq`: null also matches missing; NaN equals NaN; strings by collation. */
export function equalTest(operand: unknown, collation: Collation | undefined): LeafTest {
  refuseUndefined(operand)
  if (operand === null) return (value) => value === null || value === undefined
  return (value) => value !== undefined && equalValues(value, operand, collation)
}

type OrderContext = { collation: Collation | undefined; path: string }
type OrderOperator = '$gt' | '$gte' | '$lt' | '$lte'

/**
 * `$gt` and its like compare within one type only ("type bracketing"), MinKey and MaxKey against all types.
 * Source: ComparisonMatchExpression::matchesSingleElement of MongoDB 7.0.
 */
export function orderTest(
  operator: OrderOperator,
  operand: unknown,
  { collation, path }: OrderContext,
): LeafTest {
  refuseUndefined(operand)
  if (isRegex(operand)) throw fault('BadValue', `Can't have RegEx as arg to predicate over field '${path}'.`)
  const type = canonicalType(operand)
  const admitsEqual = operator === '$gte' || operator === '$lte'
  const wanted = operator === '$gt' || operator === '$gte' ? 1 : -1
  const operandIsNaN = isNumber(operand) && Number.isNaN(toNumber(operand))
  return (value) => {
    const own = canonicalType(value)
    if (own !== type) {
      if (own + type === NULL_TYPES) return admitsEqual
      if (type === MAX_KEY) return wanted === -1
      return type === MIN_KEY && wanted === 1
    }
    const valueIsNaN = own === 10 && Number.isNaN(toNumber(value))
    if (operandIsNaN || valueIsNaN) return admitsEqual && operandIsNaN && valueIsNaN
    const order = compareValues(value, operand, collation)
    return order === 0 ? admitsEqual : order === wanted
  }
}

/** `$in`: any equal value, or a matching regex. */
export function inTest(
  operand: unknown,
  collation: Collation | undefined,
  operator: '$in' | '$nin',
): LeafTest {
  if (!Array.isArray(operand)) throw fault('BadValue', `${operator} needs an array`)
  for (const item of operand) {
    refuseUndefined(item)
    if (isPlainObject(item) && Object.keys(item)[0]?.startsWith('$') && !isReference(item)) {
      throw fault('BadValue', 'cannot nest $ under $in')
    }
  }
  const regexes = operand.filter(isRegex).map((regex) => regexMatchTest(regexParts(regex)))
  const isMember = memberTest(operand, collation)
  return (value) => isMember(value) || regexes.some((test) => test(value))
}

/** Membership by equality; sorted once so that long lists cost a binary search a value. */
function memberTest(items: unknown[], collation: Collation | undefined): LeafTest {
  const holdsNull = items.includes(null)
  const sorted = items.filter((item) => item !== null).sort((a, b) => compareValues(a, b, collation))
  return (value) => {
    if (value === null || value === undefined) return holdsNull
    let low = 0
    let high = sorted.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const order = compareValues(sorted[middle], value, collation)
      if (order === 0) return true
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return false
  }
}

/** A regex matches strings and symbols, and the same regex stored as a value. */
export function regexMatchTest(regex: RegexParts): LeafTest {
  const matches = regexTest(regex)
  return (value) => {
    if (typeof value === 'string') return matches(value)
    if (classOf(value) === 'BSONSymbol') return matches(String(value))
    if (!isRegex(value)) return false
    const stored = regexParts(value)
    return stored.pattern === regex.pattern && stored.options === regex.options
  }
}

const TYPE_NUMBERS: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
}
const NUMBER_TYPES = [1, 16, 18, 19]

/** `$type` by number, alias, `number`, or a list of these. */
export function typeTest(operand: unknown, path: string): LeafTest {
  const wanted = new Set((Array.isArray(operand) ? (operand as unknown[]) : [operand]).flatMap(typeNumbers))
  if (wanted.size === 0) throw fault('FailedToParse', `${path} must match at least one type`)
  return (value) => value !== undefined && wanted.has(bsonType(value).number)
}

function typeNumbers(operand: unknown): number[] {
  if (typeof operand === 'string') {
    if (operand === 'number') return NUMBER_TYPES
    const number = TYPE_NUMBERS[operand]
    if (number === undefined) throw fault('BadValue', `Unknown type name alias: ${operand}`)
    return [number]
  }
  if (!isNumber(operand)) throw fault('TypeMismatch', 'type must be represented as a number or a string')
  const number = toNumber(operand)
  if (!Object.values(TYPE_NUMBERS).includes(number))
    throw fault('BadValue', `Invalid numerical type code: ${number}`)
  return [number]
}

/** `$size`. */
export function sizeTest(operand: unknown): LeafTest {
  const size = naturalNumber(operand, '$size', (reason) =>
    fault('BadValue', `Failed to parse $size. ${reason}`),
  )
  return (value) => Array.isArray(value) && BigInt(value.length) === size
}

/** A whole number that is not negative; anything else is refused in MongoDB's words. */
function naturalNumber(value: unknown, field: string, refuse: (reason: string) => Error): bigint {
  const shown = `${field}: ${showValue(value)}`
  if (!isNumber(value)) throw refuse(`Expected a number in: ${shown}`)
  const integer = toExactInteger(value)
  if (integer === undefined) throw refuse(`Expected an integer: ${shown}`)
  if (integer < 0n) throw refuse(`Expected a non-negative number in: ${shown}`)
  return integer
}

/** `$mod: [divisor, remainder]`; fractions are cut off on both sides. */
export function modTest(operand: unknown): LeafTest {
  if (!Array.isArray(operand)) throw fault('BadValue', 'malformed mod, needs to be an array')
  if (operand.length < 2) throw fault('BadValue', 'malformed mod, not enough elements')
  if (operand.length > 2) throw fault('BadValue', 'malformed mod, too many elements')
  const [divisor, remainder] = (operand as unknown[]).map(modOperand) as [bigint, bigint]
  if (divisor === 0n) throw fault('BadValue', 'divisor cannot be 0')
  return (value) => {
    const integer = truncated(value)
    return integer !== undefined && integer % divisor === remainder
  }
}

function modOperand(value: unknown, index: number): bigint {
  const name = index === 0 ? 'divisor' : 'remainder'
  if (!isNumber(value)) throw fault('BadValue', `malformed mod, ${name} not a number`)
  const integer = truncated(value)
  if (integer !== undefined && BigInt.asIntN(64, integer) === integer) return integer
  const reason =
    integer === undefined
      ? 'Unable to coerce NaN/Inf to integral type'
      : 'Out of bounds coercing to integral value'
  throw fault('BadValue', `malformed mod, ${name} value is invalid :: caused by :: ${reason}`)
}

function truncated(value: unknown): bigint | undefined {
  if (!isNumber(value)) return undefined
  const exact = toExactInteger(value)
  if (exact !== undefined) return exact
  const number = Math.trunc(toNumber(value))
  return Number.isFinite(number) ? BigInt(number) : undefined
}

type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear'

/** The four bit tests, on integers (negative ones in two's complement) and binary data. */
export function bitTest(operator: BitOperator, operand: unknown, path: string): LeafTest {
  const positions = bitPositions(operator, operand, path)
  const wantsSet = operator === '$bitsAllSet' || operator === '$bitsAnySet'
  const isAll = operator === '$bitsAllSet' || operator === '$bitsAllClear'
  return (value) => {
    const isSet = bitReader(value)
    if (isSet === undefined) return false
    return isAll
      ? positions.every((at) => isSet(at) === wantsSet)
      : positions.some((at) => isSet(at) === wantsSet)
  }
}

function bitPositions(operator: string, operand: unknown, path: string): number[] {
  if (Array.isArray(operand)) {
    const refuse = (reason: string): Error => fault('BadValue', `Failed to parse bit position. ${reason}`)
    return operand.map((item, index) => Number(naturalNumber(item, String(index), refuse)))
  }
  const isBinary = bsonType(operand).alias === 'binData'
  if (!isBinary && !isNumber(operand))
    throw fault(
      'BadValue',
      `${path} takes an Array, a number, or a BinData but received: ${operator}: ${showValue(operand)}`,
    )
  if (!isBinary) naturalNumber(operand, operator, (reason) => fault('FailedToParse', reason))
  const isSet = bitReader(operand)
  const count = isBinary ? binaryParts(operand).bytes.length * 8 : 64
  return Array.from({ length: count }, (_, at) => at).filter((at) => isSet?.(at))
}

function bitReader(value: unknown): ((position: number) => boolean) | undefined {
  if (isNumber(value)) {
    const integer = toExactInteger(value)
    if (integer === undefined || BigInt.asIntN(64, integer) !== integer) return undefined
    // Positions beyond 64 bits read the sign, as MongoDB's sign extension does.
    return (position) => ((integer >> BigInt(position)) & 1n) === 1n
  }
  if (bsonType(value).alias !== 'binData') return undefined
  const { bytes } = binaryParts(value)
  return (position) => (((bytes[position >> 3] ?? 0) >> (position & 7)) & 1) === 1
}

function refuseUndefined(operand: unknown): void {
  if (operand === undefined) throw fault('BadValue', 'cannot compare to undefined')
}

/** `{$ref, $id}` starts with a dollar but is a value. */
export function isReference(value: Record<string, unknown>): boolean {
  return ['$ref', '$id', '$db'].includes(Object.keys(value)[0] ?? '')
}
