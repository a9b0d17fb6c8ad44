import { fault } from '../errors.ts'
import type { Collation } from '../values/compare.ts'
import { binaryParts, bsonType, canonicalType, compareValues, equalValues } from '../values/compare.ts'
import { isNumber, classOf, toExactInteger, toNumber } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import { isRegex, regexTest } from './regex.ts'

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
      throw fault('BadValue', `cannot nest $ under ${operator}`)
    }
  }
  const regexes = operand.filter(isRegex).map(regexMatchTest)
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
export function regexMatchTest(regex: unknown): LeafTest {
  const matches = regexTest(regex)
  return (value) => {
    if (typeof value === 'string') return matches(value)
    if (classOf(value) === 'BSONSymbol') return matches(String(value))
    return isRegex(value) && equalValues(value, regex)
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
export function typeTest(operand: unknown): LeafTest {
  const wanted = new Set((Array.isArray(operand) ? (operand as unknown[]) : [operand]).flatMap(typeNumbers))
  if (wanted.size === 0) throw fault('FailedToParse', '$type must match at least one type')
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
  if (!isNumber(operand))
    throw fault('BadValue', `Failed to parse $size. Expected a number in: $size: ${String(operand)}`)
  const size = toExactInteger(operand)
  if (size === undefined) throw fault('BadValue', 'Failed to parse $size. Expected an integer')
  if (size < 0n) throw fault('BadValue', 'Failed to parse $size. Expected a non-negative number')
  return (value) => Array.isArray(value) && BigInt(value.length) === size
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
  const integer = truncated(value)
  if (integer === undefined)
    throw fault('BadValue', `malformed mod, ${index === 0 ? 'divisor' : 'remainder'} not a number`)
  return integer
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
export function bitTest(operator: BitOperator, operand: unknown): LeafTest {
  const positions = bitPositions(operator, operand)
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

function bitPositions(operator: string, operand: unknown): number[] {
  if (Array.isArray(operand)) {
    return operand.map((item) => {
      const position = toNumber(item)
      if (!Number.isInteger(position) || position < 0)
        throw fault('BadValue', `bit positions must be >= 0 but got: ${String(item)}`)
      return position
    })
  }
  const isBinary = bsonType(operand).alias === 'binData'
  const integer = isNumber(operand) ? toExactInteger(operand) : undefined
  if (!isBinary && integer === undefined)
    throw fault(
      'BadValue',
      `${operator} takes an Array, a number, or a BinData but received: ${bsonType(operand).alias}`,
    )
  if (integer !== undefined && integer < 0n)
    throw fault('FailedToParse', `Expected a non-negative number in: ${operator}: ${integer}`)
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
