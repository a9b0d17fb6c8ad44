import { Double, Int32, Long } from 'bson'
import type { Decimal128 } from 'bson'
import { addDecimals, multiplyDecimals, negateDecimal, toDecimal128 } from './decimal.ts'
import type { NumberKind } from './numbers.ts'
import { integerValue, numberKind, toDecimal, toExactInteger, toNumber } from './numbers.ts'

export type NumberValue = Int32 | Long | Double | Decimal128

const RANK: Record<NumberKind, number> = { int: 0, long: 1, double: 2, decimal: 3 }

/** The wider of two number kinds: the kind of their sum. */
export function widerKind(a: NumberKind, b: NumberKind): NumberKind {
  return RANK[a] >= RANK[b] ? a : b
}

export function kindOf(value: unknown): NumberKind {
  return numberKind(value) ?? 'double'
}

/** Sum in the wider type; two ints that overflow give a long, longs that overflow give undefined. */
export function addNumbers(a: unknown, b: unknown): NumberValue | undefined {
  const kind = widerKind(kindOf(a), kindOf(b))
  if (kind === 'decimal') return toDecimal128(addDecimals(toDecimal(a), toDecimal(b)))
  if (kind === 'double') return new Double(toNumber(a) + toNumber(b))
  return integerValue(integerOf(a) + integerOf(b), kind)
}

/** Difference, by the rules of addNumbers. */
export function subtractNumbers(a: unknown, b: unknown): NumberValue | undefined {
  const kind = widerKind(kindOf(a), kindOf(b))
  if (kind === 'decimal') return toDecimal128(addDecimals(toDecimal(a), negateDecimal(toDecimal(b))))
  if (kind === 'double') return new Double(toNumber(a) - toNumber(b))
  return integerValue(integerOf(a) - integerOf(b), kind)
}

/** Product, by the rules of addNumbers. */
export function multiplyNumbers(a: unknown, b: unknown): NumberValue | undefined {
  const kind = widerKind(kindOf(a), kindOf(b))
  if (kind === 'decimal') return toDecimal128(multiplyDecimals(toDecimal(a), toDecimal(b)))
  if (kind === 'double') return new Double(toNumber(a) * toNumber(b))
  return integerValue(integerOf(a) * integerOf(b), kind)
}

/** The integer of an int or long. */
export function integerOf(value: unknown): bigint {
  return toExactInteger(value) ?? 0n
}

/** Zero of a number's kind, as `$mul` of a missing field sets it. */
export function zeroLike(value: unknown): NumberValue {
  switch (kindOf(value)) {
    case 'int':
      return new Int32(0)
    case 'long':
      return Long.fromNumber(0)
    case 'double':
      return new Double(0)
    case 'decimal':
      return toDecimal128({ negative: false, coefficient: 0n, exponent: 0 })
  }
}
