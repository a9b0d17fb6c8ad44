import { Decimal128, Double, Long, ObjectId } from 'bson'
import type { Timestamp } from 'bson'
import { fault } from '../../errors.ts'
import { bsonType } from '../../values/compare.ts'
import { roundDecimal, toDecimal128 } from '../../values/decimal.ts'
import {
  classOf,
  integerValue,
  isNumber,
  numberKind,
  toDecimal,
  toExactInteger,
  toNumber,
} from '../../values/numbers.ts'
import { isPlainObject } from '../../values/paths.ts'
import { namedOperator, operator, typeName } from '../arguments.ts'
import { parseIsoDate } from '../date-format.ts'
import { numberText } from '../text.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish, isTruthy } from '../types.ts'

type Target = 'double' | 'string' | 'objectId' | 'bool' | 'date' | 'int' | 'long' | 'decimal'

const TARGETS: Record<string, Target> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
  double: 'double',
  string: 'string',
  objectId: 'objectId',
  bool: 'bool',
  date: 'date',
  int: 'int',
  long: 'long',
  decimal: 'decimal',
}

function failure(message: string, detail = ''): Error {
  return fault('ConversionFailure', `${message} in $convert with no onError value${detail}`)
}

function unsupported(value: unknown, target: Target): Error {
  return failure(`Unsupported conversion from ${typeName(value)} to ${target}`)
}

const CONVERTERS: Record<Target, (value: unknown) => unknown> = {
  double: toDouble,
  string: toText,
  objectId: toObjectId,
  bool: (value) => (isNumber(value) ? toNumber(value) !== 0 : isTruthy(value)),
  date: toDate,
  int: (value) => toInteger(value, 'int'),
  long: (value) => toInteger(value, 'long'),
  decimal: toDecimalValue,
}

function toDouble(value: unknown): unknown {
  if (isNumber(value)) {
    const number = toNumber(value)
    if (!Number.isFinite(number) && numberKind(value) === 'decimal' && !/inf|nan/i.test(String(value)))
      throw failure('Conversion would overflow target type')
    return new Double(number)
  }
  if (typeof value === 'boolean') return new Double(value ? 1 : 0)
  if (value instanceof Date) return new Double(value.getTime())
  if (typeof value !== 'string') throw unsupported(value, 'double')
  return new Double(numberFromText(value))
}

function numberFromText(text: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text)
  const special = { infinity: Infinity, inf: Infinity, '-infinity': -Infinity, '-inf': -Infinity, nan: NaN }[
    text.toLowerCase()
  ]
  if (special !== undefined) return special
  throw failure(`Failed to parse number '${text}'`)
}

function toDecimalValue(value: unknown): unknown {
  if (isNumber(value)) return numberKind(value) === 'decimal' ? value : toDecimal128(toDecimal(value))
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0')
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()))
  if (typeof value !== 'string') throw unsupported(value, 'decimal')
  try {
    return Decimal128.fromStringWithRounding(value)
  } catch {
    throw failure(`Failed to parse number '${value}'`)
  }
}

function toInteger(value: unknown, target: 'int' | 'long'): unknown {
  if (isNumber(value)) return fitting(truncatedInteger(value), target)
  if (typeof value === 'boolean') return integerValue(value ? 1n : 0n, target)
  if (value instanceof Date && target === 'long') return Long.fromNumber(value.getTime())
  if (typeof value !== 'string') throw unsupported(value, target)
  if (!/^[+-]?\d+$/.test(value)) throw failure(`Failed to parse number '${value}'`)
  return fitting(BigInt(value), target, value)
}

function truncatedInteger(value: unknown): bigint {
  const exact = toExactInteger(value)
  if (exact !== undefined) return exact
  const number = toNumber(value)
  if (!Number.isFinite(number))
    throw failure(`Attempt to convert ${Number.isNaN(number) ? 'NaN' : 'infinity'} value to integer type`)
  if (numberKind(value) === 'decimal')
    return (
      toExactInteger(toDecimal128(roundDecimal(toDecimal(value), 0, 'truncate'))) ??
      BigInt(Math.trunc(number))
    )
  return BigInt(Math.trunc(number))
}

function fitting(integer: bigint, target: 'int' | 'long', text?: string): unknown {
  const result = integerValue(integer, target)
  if (result === undefined || numberKind(result) !== target) {
    throw text === undefined
      ? failure('Conversion would overflow target type', `: ${integer}`)
      : failure(`Failed to parse number '${text}'`)
  }
  return result
}

function toText(value: unknown): unknown {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) return numberText(value)
  if (value instanceof Date) return value.toISOString()
  if (classOf(value) === 'ObjectId') return String(value)
  throw unsupported(value, 'string')
}

function toObjectId(value: unknown): unknown {
  if (classOf(value) === 'ObjectId') return value
  if (typeof value !== 'string') throw unsupported(value, 'objectId')
  if (!/^[0-9a-fA-F]{24}$/.test(value)) throw failure(`Failed to parse objectId '${value}'`)
  return new ObjectId(value)
}

function toDate(value: unknown): unknown {
  if (value instanceof Date) return value
  const kind = numberKind(value)
  if (kind === 'int') throw unsupported(value, 'date')
  if (kind !== undefined) return new Date(Number(truncatedInteger(value)))
  if (classOf(value) === 'ObjectId') return (value as ObjectId).getTimestamp()
  if (classOf(value) === 'Timestamp') return new Date((value as Timestamp).getHighBitsUnsigned() * 1000)
  if (typeof value !== 'string') throw unsupported(value, 'date')
  const instant = parseIsoDate(value, undefined)
  if (instant === undefined) throw failure(`Error parsing date string '${value}'`)
  return new Date(instant)
}

/** `$toInt` and its like: null gives null, what cannot be converted is an error (241). */
function to(target: Target): Builder {
  return operator(1, 1, ([value]) => (isNullish(value) ? null : CONVERTERS[target](value)))
}

const convert = namedOperator(
  {
    required: ['input', 'to'],
    optional: ['onError', 'onNull'],
    codes: { notObject: 9, unknown: 9, missing: 9 },
  },
  (values) => {
    const { input, to: wanted } = values
    if (isNullish(input)) return 'onNull' in values ? values['onNull'] : null
    if (isNullish(wanted)) return null
    const target = targetOf(isPlainObject(wanted) ? wanted['type'] : wanted)
    if (!('onError' in values)) return CONVERTERS[target](input)
    try {
      return CONVERTERS[target](input)
    } catch {
      return values['onError']
    }
  },
)

function targetOf(wanted: unknown): Target {
  const key = typeof wanted === 'string' ? wanted : isNumber(wanted) ? String(toNumber(wanted)) : ''
  const target = Object.hasOwn(TARGETS, key) ? TARGETS[key] : undefined
  if (target === undefined) throw fault('BadValue', `Unknown type name: ${key || bsonType(wanted).alias}`)
  return target
}

/** Conversions between types. */
export const CONVERSIONS: Operators = {
  $convert: convert,
  $toDouble: to('double'),
  $toString: to('string'),
  $toObjectId: to('objectId'),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toDecimal: to('decimal'),
}
