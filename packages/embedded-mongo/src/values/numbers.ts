import { type Double, Int32, Long, type Decimal128 } from 'bson'
import type { Decimal } from './decimal.ts'
import {
  compareDecimals,
  decimalFromBigInt,
  decimalFromDouble,
  decimalParts,
  decimalToNumber,
  exactDecimal,
} from './decimal.ts'

export type NumberKind = 'int' | 'long' | 'double' | 'decimal'

const MAX_LONG = 2n ** 63n - 1n
const MIN_LONG = -(2n ** 63n)

/** The BSON class name of a typed value (`Int32`, `ObjectId`, …), undefined for plain JS values. */
export function classOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const tag = (value as { _bsontype?: unknown })._bsontype
  // A user's field named _bsontype is an own property of a plain object; BSON classes have it on the prototype.
  return typeof tag === 'string' && !Object.hasOwn(value, '_bsontype') ? tag : undefined
}

/** Which of BSON's four number types a value has; undefined when it is no number. */
export function numberKind(value: unknown): NumberKind | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Object.is(value, -0) ? integerKind(value) : 'double'
  if (typeof value === 'bigint') return 'long'
  switch (classOf(value)) {
    case 'Int32':
      return 'int'
    case 'Double':
      return 'double'
    case 'Long':
      return 'long'
    case 'Decimal128':
      return 'decimal'
    default:
      return undefined
  }
}

function integerKind(value: number): NumberKind {
  if (value >= -0x80000000 && value <= 0x7fffffff) return 'int'
  return Number.isSafeInteger(value) ? 'long' : 'double'
}

export function isNumber(value: unknown): boolean {
  return numberKind(value) !== undefined
}

/** The nearest JS number of any BSON number; NaN for what is no number. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  switch (classOf(value)) {
    case 'Int32':
      return (value as Int32).value
    case 'Double':
      return (value as Double).value
    case 'Long':
      return (value as Long).toNumber()
    case 'Decimal128':
      return decimalToNumber(decimalParts(value as Decimal128))
    default:
      return NaN
  }
}

/** Exact integer of an int or long, or of an integral double or decimal; undefined when there is none. */
export function toExactInteger(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value
  const kind = numberKind(value)
  if (kind === 'long' && typeof value !== 'number') return (value as Long).toBigInt()
  if (kind === 'decimal') return integerOfDecimal(decimalParts(value as Decimal128))
  const number = toNumber(value)
  return Number.isInteger(number) ? BigInt(number) : undefined
}

function integerOfDecimal(value: Decimal): bigint | undefined {
  if (value.special !== undefined) return undefined
  if (value.coefficient === 0n) return 0n
  // Anything above 10^40 is beyond every use of an exact integer here, and multiplying it out could take 6,000 digits.
  if (value.exponent > 40 || value.exponent < -40) return undefined
  const sign = value.negative ? -1n : 1n
  if (value.exponent >= 0) return sign * value.coefficient * 10n ** BigInt(value.exponent)
  const divisor = 10n ** BigInt(-value.exponent)
  return value.coefficient % divisor === 0n ? (sign * value.coefficient) / divisor : undefined
}

/** Any number as decimal parts, doubles rounded to 15 digits as MongoDB's arithmetic does. */
export function toDecimal(value: unknown): Decimal {
  const kind = numberKind(value)
  if (kind === 'decimal') return decimalParts(value as Decimal128)
  if (kind === 'double') return decimalFromDouble(toNumber(value))
  return decimalFromBigInt(toExactInteger(value) ?? 0n)
}

/** The smallest of int and long that holds an integer; undefined beyond 64 bits. */
export function integerValue(value: bigint, atLeast: 'int' | 'long' = 'int'): Int32 | Long | undefined {
  if (atLeast === 'int' && value >= -0x80000000n && value <= 0x7fffffffn) return new Int32(Number(value))
  return value >= MIN_LONG && value <= MAX_LONG ? Long.fromBigInt(value) : undefined
}

/** A JS count as Int32, or Long when it does not fit. */
export function countValue(count: number): Int32 | Long {
  return count <= 0x7fffffff && count >= -0x80000000 ? new Int32(count) : Long.fromNumber(count)
}

/** Exact order of any two BSON numbers; NaN is below all others and equal to itself. */
export function compareNumbers(a: unknown, b: unknown): number {
  const left = comparable(a)
  const right = comparable(b)
  if (typeof left === 'object') return compareWithDecimal(left, right)
  if (typeof right === 'object') return 0 - compareWithDecimal(right, left)
  // JS compares bigint with number by exact value.
  if (left < right) return -1
  if (left > right) return 1
  // Neither less nor greater: equal, unless NaN is among them.
  return (Number.isNaN(left) ? 0 : 1) - (Number.isNaN(right) ? 0 : 1)
}

function comparable(value: unknown): number | bigint | Decimal {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  switch (classOf(value)) {
    case 'Int32':
      return (value as Int32).value
    case 'Double':
      return (value as Double).value
    case 'Long':
      return (value as Long).toBigInt()
    default:
      return decimalParts(value as Decimal128)
  }
}

function compareWithDecimal(a: Decimal, b: number | bigint | Decimal): number {
  const isNaNRight = typeof b === 'object' ? b.special === 'nan' : typeof b === 'number' && Number.isNaN(b)
  if (a.special === 'nan') return isNaNRight ? 0 : -1
  if (isNaNRight) return 1
  if (typeof b === 'object') return compareDecimals(a, b)
  if (typeof b === 'bigint') return compareDecimals(a, decimalFromBigInt(b))
  if (!Number.isFinite(b)) return a.special === 'infinity' && a.negative === b < 0 ? 0 : b < 0 ? 1 : -1
  // Rounding is monotone, so only a tie of the rounded values needs the long expansion.
  const nearest = decimalToNumber(a)
  if (nearest !== b) return nearest < b ? -1 : 1
  return compareDecimals(a, exactDecimal(b))
}
