import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson'
import type { Collation } from './collation.ts'
import { textOf } from './collation.ts'
import type { Doc } from './codec.ts'
import { classOf, compareNumbers, numberKind } from './numbers.ts'

export type { Collation } from './collation.ts'
export { parseCollation } from './collation.ts'

type BsonType = { number: number; alias: string; canonical: number }

const UNDEFINED: BsonType = { number: 6, alias: 'missing', canonical: 0 }
const NULL: BsonType = { number: 10, alias: 'null', canonical: 5 }
const STRING: BsonType = { number: 2, alias: 'string', canonical: 15 }
const OBJECT: BsonType = { number: 3, alias: 'object', canonical: 20 }
const ARRAY: BsonType = { number: 4, alias: 'array', canonical: 25 }
const BOOL: BsonType = { number: 8, alias: 'bool', canonical: 40 }
const DATE: BsonType = { number: 9, alias: 'date', canonical: 45 }
const REGEX: BsonType = { number: 11, alias: 'regex', canonical: 50 }
const BINARY: BsonType = { number: 5, alias: 'binData', canonical: 30 }
const NUMBERS = {
  double: { number: 1, alias: 'double', canonical: 10 },
  int: { number: 16, alias: 'int', canonical: 10 },
  long: { number: 18, alias: 'long', canonical: 10 },
  decimal: { number: 19, alias: 'decimal', canonical: 10 },
}

/** By class name; the canonical numbers are MongoDB's canonicalizeBSONType. */
const CLASSES: Record<string, BsonType> = {
  Int32: NUMBERS.int,
  Double: NUMBERS.double,
  Long: NUMBERS.long,
  Decimal128: NUMBERS.decimal,
  ObjectId: { number: 7, alias: 'objectId', canonical: 35 },
  Binary: BINARY,
  BSONRegExp: REGEX,
  Timestamp: { number: 17, alias: 'timestamp', canonical: 47 },
  BSONSymbol: { number: 14, alias: 'symbol', canonical: 15 },
  Code: { number: 13, alias: 'javascript', canonical: 60 },
  MinKey: { number: -1, alias: 'minKey', canonical: -1 },
  MaxKey: { number: 127, alias: 'maxKey', canonical: 127 },
}
const CODE_WITH_SCOPE: BsonType = { number: 15, alias: 'javascriptWithScope', canonical: 65 }

function typeOf(value: unknown): BsonType {
  switch (typeof value) {
    case 'string':
      return STRING
    case 'boolean':
      return BOOL
    case 'undefined':
      return UNDEFINED
    case 'number':
    case 'bigint':
      return NUMBERS[numberKind(value) ?? 'double']
  }
  if (value === null) return NULL
  if (Array.isArray(value)) return ARRAY
  const name = classOf(value)
  if (name === 'Code' && (value as Code).scope) return CODE_WITH_SCOPE
  if (name !== undefined) return CLASSES[name] ?? OBJECT
  if (value instanceof Date) return DATE
  if (value instanceof Uint8Array) return BINARY
  return value instanceof RegExp ? REGEX : OBJECT
}

/** The type's place in MongoDB's order of types; missing 0 stands below null 5, all numbers share 10. */
export function canonicalType(value: unknown): number {
  return typeOf(value).canonical
}

/** BSON type number and alias as `$type` knows them; a missing value is `missing`. */
export function bsonType(value: unknown): { number: number; alias: string } {
  return typeOf(value)
}

/** The total BSON order of two values: -1, 0 or 1. Source: BSONElement::woCompare of MongoDB 7.0. */
export function compareValues(a: unknown, b: unknown, collation?: Collation): number {
  const left = typeOf(a)
  const right = typeOf(b)
  if (left.canonical !== right.canonical) return left.canonical < right.canonical ? -1 : 1
  switch (left.canonical) {
    case 10:
      return compareNumbers(a, b)
    case 15:
      return compareText(textOf(a, collation), textOf(b, collation))
    case 20:
      return compareObjects(a as Doc, b as Doc, collation)
    case 25:
      return compareArrays(a as unknown[], b as unknown[], collation)
    case 40:
      return Number(a) - Number(b)
    case 45:
      return Math.sign((a as Date).getTime() - (b as Date).getTime())
    case 65:
      return compareCode(a, b) || compareValues((a as Code).scope, (b as Code).scope, collation)
    default:
      return compareRare(left.canonical, a, b)
  }
}

export function equalValues(a: unknown, b: unknown, collation?: Collation): boolean {
  return compareValues(a, b, collation) === 0
}

function compareRare(canonical: number, a: unknown, b: unknown): number {
  switch (canonical) {
    case 30:
      return compareBinary(binaryParts(a), binaryParts(b))
    case 35:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id)
    case 47:
      return compareTimestamps(a as Timestamp, b as Timestamp)
    case 50:
      return compareRegex(regexParts(a), regexParts(b))
    case 60:
      return compareCode(a, b)
    default:
      return 0
  }
}

function compareCode(a: unknown, b: unknown): number {
  return compareText(String((a as Code).code), String((b as Code).code))
}

/** Strings order by UTF-8 bytes; UTF-16 order differs only where one side is a surrogate (beyond U+FFFF). */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return codePointWeight(left) < codePointWeight(right) ? -1 : 1
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0
}

function codePointWeight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function compareObjects(a: Doc, b: Doc, collation: Collation | undefined): number {
  const left = presentNames(a)
  const right = presentNames(b)
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const leftName = left[index] as string
    const rightName = right[index] as string
    const leftValue = a[leftName]
    const rightValue = b[rightName]
    // MongoDB looks at type, then name, then value of each field in turn.
    const byType = canonicalType(leftValue) - canonicalType(rightValue)
    if (byType !== 0) return Math.sign(byType)
    const order = compareText(leftName, rightName) || compareValues(leftValue, rightValue, collation)
    if (order !== 0) return order
  }
  return Math.sign(left.length - right.length)
}

/** The names of the fields that are there; a field holding undefined is missing. */
export function presentNames(doc: Doc): string[] {
  const names = Object.keys(doc)
  return names.some((name) => doc[name] === undefined)
    ? names.filter((name) => doc[name] !== undefined)
    : names
}

function compareArrays(a: unknown[], b: unknown[], collation: Collation | undefined): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    // An undefined element goes to the wire as null.
    const order = compareValues(a[index] ?? null, b[index] ?? null, collation)
    if (order !== 0) return order
  }
  return Math.sign(a.length - b.length)
}

export type BinaryParts = { subtype: number; bytes: Uint8Array }

export function binaryParts(value: unknown): BinaryParts {
  if (value instanceof Uint8Array) return { subtype: 0, bytes: value }
  const binary = value as Binary
  return { subtype: binary.sub_type, bytes: binary.buffer.subarray(0, binary.position) }
}

function compareBinary(a: BinaryParts, b: BinaryParts): number {
  const order = a.bytes.length - b.bytes.length || a.subtype - b.subtype || Buffer.compare(a.bytes, b.bytes)
  return Math.sign(order)
}

function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return Math.sign(
    a.getHighBitsUnsigned() - b.getHighBitsUnsigned() || a.getLowBitsUnsigned() - b.getLowBitsUnsigned(),
  )
}

export type RegexParts = { pattern: string; options: string }

export function regexParts(value: unknown): RegexParts {
  if (value instanceof RegExp) return { pattern: value.source, options: value.flags }
  const regex = value as BSONRegExp
  return { pattern: regex.pattern, options: regex.options }
}

function compareRegex(a: RegexParts, b: RegexParts): number {
  return compareText(a.pattern, b.pattern) || compareText(a.options, b.options)
}

/** True when two values are the same bytes on the wire: same types, same order of fields. Int 1 and double 1 differ. */
export function identicalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const left = typeOf(a)
  if (left.number !== typeOf(b).number) return false
  if (left === ARRAY) return sameItems(a as unknown[], b as unknown[])
  if (left === OBJECT) return sameFields(a as Doc, b as Doc)
  if (left === NUMBERS.decimal) return String(a) === String(b)
  if (left === NUMBERS.double && Object.is(Number(a), -0) !== Object.is(Number(b), -0)) return false
  return compareValues(a, b) === 0
}

function sameItems(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => identicalValues(item ?? null, b[index] ?? null))
}

function sameFields(a: Doc, b: Doc): boolean {
  const left = presentNames(a)
  const right = presentNames(b)
  return (
    left.length === right.length &&
    left.every((name, index) => name === right[index] && identicalValues(a[name], b[name]))
  )
}
