import type { Binary, Timestamp } from 'bson'
import { fault } from '../errors.ts'
import { bsonType } from '../values/compare.ts'
import { classOf, isNumber, numberKind, toNumber } from '../values/numbers.ts'

/** A value as `$toString` and the string operators see it; null and missing are empty. */
export function coerceToString(value: unknown, name: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (isNumber(value)) return numberText(value)
  if (value instanceof Date) return value.toISOString()
  const type = bsonType(value).alias
  if (type === 'symbol' || type === 'javascript') return String(value)
  if (type === 'timestamp') return timestampText(value as Timestamp)
  throw fault('Location16007', `can't convert from BSON type ${type} to String (${name})`)
}

function timestampText(value: Timestamp): string {
  return `Timestamp(${value.getHighBitsUnsigned()}, ${value.getLowBitsUnsigned()})`
}

/** A number as text: integers plainly, doubles in their shortest form, decimals with their digits. */
export function numberText(value: unknown): string {
  if (numberKind(value) !== 'double') return String(value)
  const number = toNumber(value)
  if (Number.isFinite(number)) return Object.is(number, -0) ? '-0' : String(number)
  return Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity'
}

/** The bytes of binary data, or undefined. */
export function binaryBytes(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value
  return classOf(value) === 'Binary'
    ? (value as Binary).buffer.subarray(0, (value as Binary).position)
    : undefined
}
