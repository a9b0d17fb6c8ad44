import { Decimal128 } from 'bson'

/**
 * Decimal128 as sign, coefficient and exponent (value = ±coefficient × 10^exponent), with the arithmetic the server needs.
 * Rules: IEEE 754-2008 decimal128 — 34 digits, half-even, ideal exponents.
 */
export type Decimal = {
  negative: boolean
  coefficient: bigint
  exponent: number
  special?: 'nan' | 'infinity'
}

const DIGITS = 34
const MIN_EXPONENT = -6176
const MAX_EXPONENT = 6111
const LOW_49 = (1n << 49n) - 1n
const MAX_COEFFICIENT = 10n ** 34n - 1n

const NAN_DECIMAL: Decimal = { negative: false, coefficient: 0n, exponent: 0, special: 'nan' }

/** Decimal128 → parts, from its bits (text would be ten times slower in sorts). */
export function decimalParts(value: Decimal128): Decimal {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16)
  const low = view.getBigUint64(0, true)
  const high = view.getBigUint64(8, true)
  const negative = high >> 63n === 1n
  const combination = Number((high >> 58n) & 0x1fn)
  if (combination === 0x1f) return NAN_DECIMAL
  if (combination === 0x1e) return { negative, coefficient: 0n, exponent: 0, special: 'infinity' }
  // Combination 11xxx carries a coefficient beyond 34 digits: the standard reads it as zero.
  if (combination >= 0x18)
    return { negative, coefficient: 0n, exponent: Number((high >> 47n) & 0x3fffn) + MIN_EXPONENT }
  const coefficient = ((high & LOW_49) << 64n) | low
  const exponent = Number((high >> 49n) & 0x3fffn) + MIN_EXPONENT
  return { negative, coefficient: coefficient > MAX_COEFFICIENT ? 0n : coefficient, exponent }
}

/** Parts → Decimal128, rounded half-even to 34 digits; too large becomes infinity, too small zero. */
export function toDecimal128(value: Decimal): Decimal128 {
  if (value.special === 'nan') return Decimal128.fromString('NaN')
  if (value.special === 'infinity') return Decimal128.fromString(value.negative ? '-Infinity' : 'Infinity')
  let { coefficient, exponent } = value
  const digits = digitCount(coefficient)
  if (digits > DIGITS) [coefficient, exponent] = dropDigits(coefficient, exponent, digits - DIGITS)
  if (exponent < MIN_EXPONENT)
    [coefficient, exponent] = dropDigits(coefficient, exponent, MIN_EXPONENT - exponent)
  while (exponent > MAX_EXPONENT && coefficient !== 0n && digitCount(coefficient) < DIGITS) {
    coefficient *= 10n
    exponent -= 1
  }
  if (coefficient === 0n) exponent = Math.min(exponent, MAX_EXPONENT)
  const sign = value.negative ? '-' : ''
  if (exponent > MAX_EXPONENT) return Decimal128.fromString(`${sign}Infinity`)
  return Decimal128.fromString(`${sign}${coefficient}E${exponent}`)
}

function digitCount(coefficient: bigint): number {
  return coefficient.toString().length
}

function dropDigits(coefficient: bigint, exponent: number, count: number): [bigint, number] {
  if (count > digitCount(coefficient) + 1) return [0n, exponent + count]
  const rounded = divideHalfEven(coefficient, 10n ** BigInt(count))
  // 999…9 may round up to one digit more; the value is a power of ten then, so nothing is lost by dropping its zero.
  return digitCount(rounded) > DIGITS ? [rounded / 10n, exponent + count + 1] : [rounded, exponent + count]
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const twice = (dividend % divisor) * 2n
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) return quotient + 1n
  return quotient
}

export function decimalFromBigInt(value: bigint): Decimal {
  return { negative: value < 0n, coefficient: value < 0n ? -value : value, exponent: 0 }
}

/** MongoDB turns a double into a decimal of 15 significant digits (Decimal128::kRoundTo15Digits). */
export function decimalFromDouble(value: number): Decimal {
  if (Number.isNaN(value)) return NAN_DECIMAL
  const negative = value < 0 || Object.is(value, -0)
  if (!Number.isFinite(value)) return { negative, coefficient: 0n, exponent: 0, special: 'infinity' }
  if (value === 0) return { negative, coefficient: 0n, exponent: 0 }
  return decimalFromText(value.toPrecision(15))
}

/** Plain or scientific decimal text → parts. */
function decimalFromText(text: string): Decimal {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)
  if (match === null) return NAN_DECIMAL
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  return {
    negative: sign === '-',
    coefficient: BigInt(`0${whole}${fraction}`),
    exponent: Number(exponent) - fraction.length,
  }
}

export function decimalToNumber(value: Decimal): number {
  if (value.special === 'nan') return NaN
  const magnitude = value.special === 'infinity' ? Infinity : Number(`${value.coefficient}e${value.exponent}`)
  return value.negative ? -magnitude : magnitude
}

function signed(value: Decimal): bigint {
  return value.negative ? -value.coefficient : value.coefficient
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent)
  return [
    signed(a) * 10n ** BigInt(a.exponent - exponent),
    signed(b) * 10n ** BigInt(b.exponent - exponent),
    exponent,
  ]
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.special === 'nan' || b.special === 'nan') return NAN_DECIMAL
  if (a.special !== undefined) return b.special !== undefined && a.negative !== b.negative ? NAN_DECIMAL : a
  if (b.special !== undefined) return b
  const [left, right, exponent] = aligned(a, b)
  const sum = left + right
  return {
    negative: sum < 0n || (sum === 0n && a.negative && b.negative),
    coefficient: sum < 0n ? -sum : sum,
    exponent,
  }
}

export function negateDecimal(value: Decimal): Decimal {
  return { ...value, negative: !value.negative }
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.special === 'nan' || b.special === 'nan') return NAN_DECIMAL
  const negative = a.negative !== b.negative
  if (a.special !== undefined || b.special !== undefined) {
    return isZero(a) || isZero(b)
      ? NAN_DECIMAL
      : { negative, coefficient: 0n, exponent: 0, special: 'infinity' }
  }
  return { negative, coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }
}

function isZero(value: Decimal): boolean {
  return value.special === undefined && value.coefficient === 0n
}

export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.special === 'nan' || b.special === 'nan') return NAN_DECIMAL
  const negative = a.negative !== b.negative
  if (a.special !== undefined) return b.special !== undefined ? NAN_DECIMAL : { ...a, negative }
  if (b.special !== undefined) return { negative, coefficient: 0n, exponent: 0 }
  if (isZero(b))
    return isZero(a) ? NAN_DECIMAL : { negative, coefficient: 0n, exponent: 0, special: 'infinity' }
  const ideal = a.exponent - b.exponent
  if (isZero(a)) return { negative, coefficient: 0n, exponent: ideal }
  const scale = BigInt(Math.max(0, DIGITS + 2 + digitCount(b.coefficient) - digitCount(a.coefficient)))
  const dividend = a.coefficient * 10n ** scale
  let coefficient = dividend / b.coefficient
  let exponent = ideal - Number(scale)
  // A sticky digit keeps half-even rounding right when the division does not come out even.
  if (dividend % b.coefficient !== 0n)
    return { negative, coefficient: coefficient * 10n + 1n, exponent: exponent - 1 }
  while (exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n
    exponent += 1
  }
  return { negative, coefficient, exponent }
}

/** Remainder with the sign of the dividend, as C's fmod. */
export function remainderDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.special !== undefined || b.special === 'nan' || isZero(b)) return NAN_DECIMAL
  if (b.special !== undefined) return a
  const [left, right, exponent] = aligned(a, b)
  const rest = left % right
  return { negative: a.negative, coefficient: rest < 0n ? -rest : rest, exponent }
}

export type Rounding = 'halfEven' | 'truncate' | 'floor' | 'ceil'

/** Rounds to `place` digits after the point (negative: before it). */
export function roundDecimal(value: Decimal, place: number, rounding: Rounding): Decimal {
  if (value.special !== undefined || -place <= value.exponent) return value
  const divisor = 10n ** BigInt(-place - value.exponent)
  const whole = value.coefficient / divisor
  const isExact = value.coefficient % divisor === 0n
  let coefficient = whole
  if (rounding === 'halfEven') coefficient = divideHalfEven(value.coefficient, divisor)
  else if (!isExact && rounding === 'floor' && value.negative) coefficient = whole + 1n
  else if (!isExact && rounding === 'ceil' && !value.negative) coefficient = whole + 1n
  return { negative: value.negative, coefficient, exponent: -place }
}

/** Exact order of two finite or infinite decimals (not NaN). */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = order(a)
  const right = order(b)
  if (left !== right || left === 0 || a.special !== undefined) return Math.sign(left - right)
  // Exponents may lie 12,000 apart: settle by magnitude before multiplying out.
  const magnitude = digitCount(a.coefficient) + a.exponent - digitCount(b.coefficient) - b.exponent
  if (magnitude !== 0) return Math.sign(magnitude) * left
  const [x, y] = aligned(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** -2 −infinity, -1 negative, 0 zero, 1 positive, 2 infinity. */
function order(value: Decimal): number {
  const sign = value.negative ? -1 : 1
  if (value.special === 'infinity') return 2 * sign
  return value.coefficient === 0n ? 0 : sign
}

/** The exact value of a finite double (a dyadic fraction has a finite decimal expansion). */
export function exactDecimal(value: number): Decimal {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Math.abs(value))
  const bits = view.getBigUint64(0)
  const biased = Number(bits >> 52n)
  const fraction = bits & ((1n << 52n) - 1n)
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  const power = (biased === 0 ? 1 : biased) - 1075
  const negative = value < 0
  if (power >= 0) return { negative, coefficient: mantissa << BigInt(power), exponent: 0 }
  return { negative, coefficient: mantissa * 5n ** BigInt(-power), exponent: power }
}
