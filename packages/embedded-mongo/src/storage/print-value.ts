import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import type { Doc } from '../values/codec.ts'

/** A document as MongoDB prints it in error messages: `{ email: "a@b.c", age: 3 }`. */
export function printDoc(doc: Doc): string {
  const fields = Object.entries(doc).filter(([, value]) => value !== undefined)
  if (fields.length === 0) return '{}'
  return `{ ${fields.map(([name, value]) => `${name}: ${printValue(value)}`).join(', ')} }`
}

/** One value in that form. */
export function printValue(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(printValue).join(', ')} ]`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  return printBson(value) ?? printDoc(value as Doc)
}

function printBson(value: unknown): string | undefined {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Int32) return String(value.value)
  if (value instanceof Double) return printDouble(value.value)
  if (value instanceof Timestamp)
    return `Timestamp(${value.getHighBitsUnsigned()}, ${value.getLowBitsUnsigned()})`
  if (value instanceof Long) return value.toString()
  if (value instanceof Decimal128) return value.toString()
  if (value instanceof Binary) return printBinary(value)
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`
  if (value instanceof Code) return String(value.code)
  if (value instanceof MinKey) return 'MinKey'
  if (value instanceof MaxKey) return 'MaxKey'
  return undefined
}

function printDouble(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}

function printBinary(value: Binary): string {
  const bytes = value.buffer.subarray(0, value.position)
  if (value.sub_type === Binary.SUBTYPE_UUID && bytes.length === 16)
    return `UUID("${value.toUUID().toHexString()}")`
  return `BinData(${value.sub_type}, ${Buffer.from(bytes).toString('hex').toUpperCase()})`
}
