import type { Code, Decimal128, ObjectId, Timestamp } from 'bson'
import type { Doc } from './codec.ts'
import type { Collation } from './compare.ts'
import { binaryParts, canonicalType, presentNames, regexParts } from './compare.ts'
import { textOf } from './collation.ts'
import type { Decimal } from './decimal.ts'
import { compareDecimals, decimalFromBigInt, decimalParts, decimalToNumber, exactDecimal } from './decimal.ts'
import { numberKind, toExactInteger, toNumber } from './numbers.ts'

/**
 * Key strings: bytes whose memcmp order is the order of compareValues, field by field, for index keys.
 * Every value is one type byte plus a self-delimiting payload (no key is a prefix of another), so fields can simply follow each
 * other; a descending field has all its bytes complemented. FORMAT IS FINAL: stored indexes depend on every byte here.
 */
export type Direction = 1 | -1

/** Type bytes lie apart so that `tag + 1` bounds a type; 0 is left for terminators of nested values. */
const TAG_STEP = 2
const TAG_OFFSET = 4
const TAG_MAX = 0xfa

/** The key of an index entry; given only the first fields' values it is the common prefix of all their entries. */
export function encodeKey(values: unknown[], directions: Direction[], collation?: Collation): Uint8Array {
  const writer = new KeyWriter(collation)
  values.forEach((value, index) => {
    const start = writer.length
    writeValue(writer, value)
    if (directions[index] === -1) writer.complementFrom(start)
  })
  return writer.finish()
}

/** The smallest key greater than everything that starts with `prefix` (an empty prefix: greater than all keys). */
export function keyUpperBound(prefix: Uint8Array): Uint8Array {
  for (let index = prefix.length - 1; index >= 0; index--) {
    const byte = prefix[index] as number
    if (byte === 0xff) continue
    const bound = prefix.slice(0, index + 1)
    bound[index] = byte + 1
    return bound
  }
  return new Uint8Array([0xff, 0xff, 0xff])
}

/** First bytes of a field, [low, high), that hold every value of the type of `sample`, for ranges like `{$gt: 5}`. */
export function typeBracket(sample: unknown, direction: Direction): { low: Uint8Array; high: Uint8Array } {
  const tag = tagOf(canonicalType(sample))
  const first = direction === 1 ? tag : ~tag & 0xff
  return { low: new Uint8Array([first]), high: new Uint8Array([first + 1]) }
}

function tagOf(canonical: number): number {
  if (canonical === 127) return TAG_MAX
  return TAG_OFFSET + TAG_STEP * (canonical + 1)
}

class KeyWriter {
  private bytes = Buffer.allocUnsafe(64)
  readonly collation: Collation | undefined
  length = 0

  constructor(collation: Collation | undefined) {
    this.collation = collation
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count))
    this.bytes.copy(grown, 0, 0, this.length)
    this.bytes = grown
  }

  byte(value: number): void {
    this.reserve(1)
    this.bytes[this.length++] = value
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  uint32(value: number): void {
    this.reserve(4)
    this.bytes.writeUInt32BE(value, this.length)
    this.length += 4
  }

  double(value: number): void {
    this.reserve(8)
    this.bytes.writeDoubleBE(value, this.length)
    this.length += 8
  }

  int64(value: bigint): void {
    this.reserve(8)
    this.bytes.writeBigUInt64BE(BigInt.asUintN(64, value ^ (1n << 63n)), this.length)
    this.length += 8
  }

  /** UTF-8 with 00 escaped as 00 FF and closed by 00 00, so that a shorter text sorts first and contains no end. */
  text(text: string): void {
    const bytes = Buffer.from(text, 'utf8')
    if (!text.includes('\0')) this.raw(bytes)
    else
      for (const byte of bytes) {
        this.byte(byte)
        if (byte === 0) this.byte(0xff)
      }
    this.byte(0)
    this.byte(0)
  }

  complementFrom(start: number): void {
    for (let index = start; index < this.length; index++)
      this.bytes[index] = ~(this.bytes[index] as number) & 0xff
  }

  finish(): Uint8Array {
    return new Uint8Array(this.bytes.subarray(0, this.length))
  }
}

function writeValue(writer: KeyWriter, value: unknown): void {
  const canonical = canonicalType(value)
  writer.byte(tagOf(canonical))
  writePayload(writer, canonical, value)
}

function writePayload(writer: KeyWriter, canonical: number, value: unknown): void {
  switch (canonical) {
    case 10:
      return writeNumber(writer, value)
    case 15:
      return writer.text(textOf(value, writer.collation))
    case 20:
      return writeObject(writer, value as Doc)
    case 25:
      return writeArray(writer, value as unknown[])
    case 30:
      return writeBinary(writer, value)
    case 35:
      return writer.raw((value as ObjectId).id)
    case 40:
      return writer.byte(value === true ? 2 : 1)
    case 45:
      return writer.int64(dateMillis(value as Date))
    case 47:
      writer.uint32((value as Timestamp).getHighBitsUnsigned())
      return writer.uint32((value as Timestamp).getLowBitsUnsigned())
    default:
      return writeRare(writer, canonical, value)
  }
}

function writeRare(writer: KeyWriter, canonical: number, value: unknown): void {
  if (canonical === 50) {
    const { pattern, options } = regexParts(value)
    writer.text(pattern)
    writer.text(options)
  }
  if (canonical === 60 || canonical === 65) writer.text(String((value as Code).code))
  if (canonical === 65) writeValue(writer, (value as Code).scope)
}

function dateMillis(date: Date): bigint {
  const millis = date.getTime()
  return BigInt(Number.isNaN(millis) ? 0 : millis)
}

/** Fields as type byte, name, payload: the order in which compareValues looks at them. */
function writeObject(writer: KeyWriter, doc: Doc): void {
  for (const name of presentNames(doc)) {
    const value = doc[name]
    const canonical = canonicalType(value)
    writer.byte(tagOf(canonical))
    writer.text(name)
    writePayload(writer, canonical, value)
  }
  writer.byte(0)
}

function writeArray(writer: KeyWriter, items: unknown[]): void {
  for (const item of items) writeValue(writer, item ?? null)
  writer.byte(0)
}

function writeBinary(writer: KeyWriter, value: unknown): void {
  const { subtype, bytes } = binaryParts(value)
  writer.uint32(bytes.length)
  writer.byte(subtype)
  writer.raw(bytes)
}

const CLASS_NAN = 1
const CLASS_NEGATIVE = 2
const CLASS_POSITIVE = 3

/**
 * A number is its class, the double next to it towards zero, and, where that double is not the number itself (large longs, most
 * decimals), a mark and its own decimal digits. Equal numbers of different types get equal bytes this way, and doubles stay short.
 */
function writeNumber(writer: KeyWriter, value: unknown): void {
  const { double, exact } = splitNumber(value)
  if (Number.isNaN(double)) return writer.byte(CLASS_NAN)
  const isNegative = double < 0 || exact?.negative === true
  writer.byte(isNegative ? CLASS_NEGATIVE : CLASS_POSITIVE)
  const start = writer.length
  writer.double(Math.abs(double))
  if (exact === undefined) writer.byte(0)
  else {
    writer.byte(1)
    writeDigits(writer, exact)
  }
  if (isNegative) writer.complementFrom(start)
}

function splitNumber(value: unknown): { double: number; exact?: Decimal } {
  const kind = numberKind(value)
  const double = toNumber(value)
  if (kind === 'int' || kind === 'double' || Number.isNaN(double))
    return { double: double === 0 ? 0 : double }
  if (kind === 'long') {
    const integer = toExactInteger(value) ?? 0n
    return BigInt(double) === integer
      ? { double }
      : { double: towardsZero(double, decimalFromBigInt(integer)), exact: decimalFromBigInt(integer) }
  }
  return splitDecimal(decimalParts(value as Decimal128))
}

function splitDecimal(decimal: Decimal): { double: number; exact?: Decimal } {
  const nearest = decimalToNumber(decimal)
  if (decimal.special !== undefined) return { double: nearest }
  if (decimal.coefficient === 0n) return { double: 0 }
  if (Number.isFinite(nearest) && compareDecimals(decimal, exactDecimal(nearest)) === 0)
    return { double: nearest }
  return { double: towardsZero(nearest, decimal), exact: decimal }
}

/** The double next to `decimal` whose magnitude is not larger, given the nearest double. */
function towardsZero(nearest: number, decimal: Decimal): number {
  const magnitude = Math.abs(nearest)
  if (magnitude === 0) return 0
  if (magnitude === Infinity) return Math.sign(nearest) * Number.MAX_VALUE
  if (compareDecimals(exactDecimal(magnitude), { ...decimal, negative: false }) <= 0) return nearest
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, magnitude)
  view.setBigUint64(0, view.getBigUint64(0) - 1n)
  return Math.sign(nearest) * view.getFloat64(0)
}

/** Scientific notation in bytes: place of the first digit, then pairs of digits as 1…100, closed by 0. */
function writeDigits(writer: KeyWriter, decimal: Decimal): void {
  const digits = decimal.coefficient.toString()
  const significant = digits.replace(/0+$/, '')
  const place = digits.length + decimal.exponent + 0x4000
  writer.byte(place >> 8)
  writer.byte(place & 0xff)
  for (let index = 0; index < significant.length; index += 2) {
    writer.byte(Number(significant.slice(index, index + 2).padEnd(2, '0')) + 1)
  }
  writer.byte(0)
}
