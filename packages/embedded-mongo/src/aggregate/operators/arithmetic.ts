import { Double, Long } from 'bson'
import type { Decimal128 } from 'bson'
import { fault, location } from '../../errors.ts'
import { kindOf, multiplyNumbers, subtractNumbers, widerKind } from '../../values/arithmetic.ts'
import type { Rounding } from '../../values/decimal.ts'
import {
  decimalFromDouble,
  decimalParts,
  decimalToNumber,
  divideDecimals,
  exactDecimal,
  remainderDecimals,
  roundDecimal,
  toDecimal128,
} from '../../values/decimal.ts'
import {
  integerValue,
  isNumber,
  numberKind,
  toDecimal,
  toExactInteger,
  toNumber,
} from '../../values/numbers.ts'
import { isPlainObject } from '../../values/paths.ts'
import { operator, typeMismatch, typeName } from '../arguments.ts'
import { Summation } from '../summation.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish } from '../types.ts'

const ANY = Infinity

/** A number or the sum of a date and numbers; source: ExpressionAdd of MongoDB 7.0. */
const add = operator(0, ANY, (values) => {
  let date: Date | undefined
  const sum = new Summation()
  if (values.some(isNullish)) return null
  for (const value of values) {
    if (value instanceof Date) {
      if (date !== undefined) throw location(16612, 'only one date allowed in an $add expression')
      date = value
    } else if (isNumber(value)) sum.add(value)
    else throw typeMismatch(`$add only supports numeric or date types, not ${typeName(value)}`)
  }
  return date === undefined ? sum.total() : new Date(date.getTime() + Math.round(toNumber(sum.total())))
})

const subtract = operator(2, 2, ([left, right]) => {
  if (isNullish(left) || isNullish(right)) return null
  if (left instanceof Date && right instanceof Date) return Long.fromNumber(left.getTime() - right.getTime())
  if (left instanceof Date && isNumber(right)) return new Date(left.getTime() - Math.round(toNumber(right)))
  if (isNumber(left) && isNumber(right))
    return subtractNumbers(left, right) ?? new Double(toNumber(left) - toNumber(right))
  throw typeMismatch(`can't $subtract ${typeName(right)} from ${typeName(left)}`)
})

const multiply = operator(0, ANY, (values) => {
  if (values.some(isNullish)) return null
  return values.reduce<unknown>((product, value) => {
    if (!isNumber(value)) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(value)}`)
    return multiplyNumbers(product, value) ?? new Double(toNumber(product) * toNumber(value))
  }, 1)
})

const divide = operator(2, 2, ([left, right]) => {
  if (isNullish(left) || isNullish(right)) return null
  if (!isNumber(left) || !isNumber(right))
    throw typeMismatch(`$divide only supports numeric types, not ${typeName(left)} and ${typeName(right)}`)
  if (toNumber(right) === 0) throw fault('BadValue', "can't $divide by zero")
  if (widerKind(kindOf(left), kindOf(right)) === 'decimal')
    return toDecimal128(divideDecimals(toDecimal(left), toDecimal(right)))
  return new Double(toNumber(left) / toNumber(right))
})

const mod = operator(2, 2, ([left, right]) => {
  if (isNullish(left) || isNullish(right)) return null
  if (!isNumber(left) || !isNumber(right))
    throw location(16611, `$mod only supports numeric types, not ${typeName(left)} and ${typeName(right)}`)
  if (toNumber(right) === 0) throw location(16610, "can't $mod by zero")
  const kind = widerKind(kindOf(left), kindOf(right))
  if (kind === 'decimal') return toDecimal128(remainderDecimals(toDecimal(left), toDecimal(right)))
  if (kind === 'double') return new Double(toNumber(left) % toNumber(right))
  return integerValue((toExactInteger(left) ?? 0n) % (toExactInteger(right) ?? 1n), kind)
})

/** An operator of one number; null for null, MongoDB's assertion for anything but numbers. */
function numeric(apply: (value: unknown) => unknown): Builder {
  return operator(1, 1, ([value], _context, name) => {
    if (isNullish(value)) return null
    if (!isNumber(value)) throw location(28765, `${name} only supports numeric types, not ${typeName(value)}`)
    return apply(value)
  })
}

/** A function of reals: doubles, and decimals by way of a double. */
function real(compute: (value: number) => number, check?: (value: number) => void): Builder {
  return numeric((value) => {
    const number = toNumber(value)
    check?.(number)
    return realValue(compute(number), numberKind(value) === 'decimal')
  })
}

function realValue(value: number, isDecimal: boolean): Double | Decimal128 {
  return isDecimal ? toDecimal128(decimalFromDouble(value)) : new Double(value)
}

function within(low: number, high: number, name: string): (value: number) => void {
  return (value) => {
    if (value < low || value > high)
      throw location(50989, `cannot apply ${name} to ${value}, value must be in [${low},${high}]`)
  }
}

const abs = numeric((value) => {
  const kind = kindOf(value)
  if (kind === 'decimal') return toDecimal128({ ...toDecimal(value), negative: false })
  if (kind === 'double') return new Double(Math.abs(toNumber(value)))
  const integer = toExactInteger(value) ?? 0n
  const result = integerValue(integer < 0n ? -integer : integer, kind)
  if (result === undefined) throw location(28680, "can't take $abs of long long min")
  return result
})

function rounded(rounding: Rounding, wholeOnly: boolean): Builder {
  return operator(1, wholeOnly ? 1 : 2, ([value, place], _context, name) => {
    if (isNullish(value) || place === null) return null
    if (!isNumber(value)) throw location(51081, `${name} only supports numeric types, not ${typeName(value)}`)
    return roundTo(value, place === undefined ? 0 : roundPlace(place), rounding)
  })
}

function roundPlace(place: unknown): number {
  const integer = isNumber(place) ? toExactInteger(place) : undefined
  if (integer === undefined) throw location(51082, 'precision argument to  $round must be a integral value')
  if (integer < -20n || integer > 100n)
    throw location(51083, `cannot apply $round with precision value ${integer} value must be in [-20, 100]`)
  return Number(integer)
}

function roundTo(value: unknown, place: number, rounding: Rounding): unknown {
  const kind = kindOf(value)
  if (kind === 'decimal')
    return toDecimal128(roundDecimal(decimalParts(value as Decimal128), place, rounding))
  if (kind === 'double') {
    const number = toNumber(value)
    if (!Number.isFinite(number)) return value
    if (place === 0) return new Double(roundWhole(number, rounding))
    // Of the exact binary value: 1.255 is a little less and rounds down.
    return new Double(decimalToNumber(roundDecimal(exactDecimal(number), place, rounding)))
  }
  if (place >= 0) return value
  const result = roundDecimal(toDecimal(value), place, rounding)
  return integerValue(toExactInteger(toDecimal128(result)) ?? 0n, kind) ?? new Double(decimalToNumber(result))
}

function roundWhole(value: number, rounding: Rounding): number {
  switch (rounding) {
    case 'floor':
      return Math.floor(value)
    case 'ceil':
      return Math.ceil(value)
    case 'truncate':
      return Math.trunc(value)
    case 'halfEven': {
      const low = Math.floor(value)
      if (value - low !== 0.5) return Math.round(value)
      return low % 2 === 0 ? low : low + 1
    }
  }
}

const pow = operator(2, 2, ([base, exponent]) => {
  if (isNullish(base) || isNullish(exponent)) return null
  if (!isNumber(base)) throw location(28762, `$pow's base must be numeric, not ${typeName(base)}`)
  if (!isNumber(exponent)) throw location(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`)
  if (toNumber(base) === 0 && toNumber(exponent) < 0)
    throw location(28764, '$pow cannot take a base of 0 and a negative exponent')
  const kind = widerKind(kindOf(base), kindOf(exponent))
  const power = kind === 'int' || kind === 'long' ? (toExactInteger(exponent) ?? -1n) : -1n
  if (power >= 0n && power <= 4096n) {
    const exact = integerValue((toExactInteger(base) ?? 0n) ** power, kind as 'int' | 'long')
    if (exact !== undefined) return exact
  }
  return realValue(toNumber(base) ** toNumber(exponent), kind === 'decimal')
})

const log = operator(2, 2, ([value, base]) => {
  if (isNullish(value) || isNullish(base)) return null
  if (!isNumber(value)) throw location(28756, `$log's argument must be numeric, not ${typeName(value)}`)
  if (!isNumber(base)) throw location(28757, `$log's base must be numeric, not ${typeName(base)}`)
  if (toNumber(value) <= 0)
    throw location(28758, `$log's argument must be a positive number, but is ${toNumber(value)}`)
  if (toNumber(base) <= 0 || toNumber(base) === 1)
    throw location(28759, `$log's base must be a positive number not equal to 1, but is ${toNumber(base)}`)
  return realValue(
    Math.log(toNumber(value)) / Math.log(toNumber(base)),
    widerKind(kindOf(value), kindOf(base)) === 'decimal',
  )
})

function positive(name: string, code: number): (value: number) => void {
  return (value) => {
    if (value <= 0) throw location(code, `${name}'s argument must be a positive number, but is ${value}`)
  }
}

function bitwise(combine: (a: bigint, b: bigint) => bigint, start: bigint): Builder {
  return operator(0, ANY, (values, _context, name) => {
    if (values.some(isNullish)) return null
    let isLong = false
    let result = start
    for (const value of values) {
      const kind = numberKind(value)
      if (kind !== 'int' && kind !== 'long')
        throw fault('TypeMismatch', `${name} only supports int and long operands.`)
      isLong ||= kind === 'long'
      result = combine(result, toExactInteger(value) ?? 0n)
    }
    return integerValue(result, isLong ? 'long' : 'int')
  })
}

const bitNot = operator(1, 1, ([value]) => {
  if (isNullish(value)) return null
  const kind = numberKind(value)
  if (kind !== 'int' && kind !== 'long')
    throw fault('TypeMismatch', '$bitNot only supports int and long, not: ' + typeName(value) + '.')
  return integerValue(~(toExactInteger(value) ?? 0n), kind)
})

/** Takes `{}`, which elsewhere would be one argument. */
const rand: Builder = (operand) => {
  const isEmpty = Array.isArray(operand)
    ? operand.length === 0
    : isPlainObject(operand) && Object.keys(operand).length === 0
  if (!isEmpty) throw location(3040501, '$rand does not currently accept arguments')
  return () => new Double(Math.random())
}

const UNIT = (name: string): ((value: number) => void) => within(-1, 1, name)

/** Arithmetic, rounding, powers, trigonometry and bits. */
export const ARITHMETIC: Operators = {
  $add: add,
  $subtract: subtract,
  $multiply: multiply,
  $divide: divide,
  $mod: mod,
  $abs: abs,
  $ceil: rounded('ceil', true),
  $floor: rounded('floor', true),
  $trunc: rounded('truncate', false),
  $round: rounded('halfEven', false),
  $pow: pow,
  $sqrt: real(Math.sqrt, (value) => {
    if (value < 0) throw location(28714, "$sqrt's argument must be greater than or equal to 0")
  }),
  $exp: real(Math.exp),
  $ln: real(Math.log, positive('$ln', 28766)),
  $log10: real(Math.log10, positive('$log10', 28761)),
  $log: log,
  $sin: real(Math.sin),
  $cos: real(Math.cos),
  $tan: real(Math.tan),
  $asin: real(Math.asin, UNIT('$asin')),
  $acos: real(Math.acos, UNIT('$acos')),
  $atan: real(Math.atan),
  $atan2: operator(2, 2, ([y, x]) => {
    if (isNullish(y) || isNullish(x)) return null
    if (!isNumber(y) || !isNumber(x))
      throw location(51044, `$atan2 only supports numeric types, not ${typeName(y)} and ${typeName(x)}`)
    return realValue(Math.atan2(toNumber(y), toNumber(x)), widerKind(kindOf(y), kindOf(x)) === 'decimal')
  }),
  $sinh: real(Math.sinh),
  $cosh: real(Math.cosh),
  $tanh: real(Math.tanh),
  $asinh: real(Math.asinh),
  $acosh: real(Math.acosh, within(1, Infinity, '$acosh')),
  $atanh: real(Math.atanh, UNIT('$atanh')),
  $degreesToRadians: real((value) => (value * Math.PI) / 180),
  $radiansToDegrees: real((value) => (value * 180) / Math.PI),
  $bitAnd: bitwise((a, b) => a & b, -1n),
  $bitOr: bitwise((a, b) => a | b, 0n),
  $bitXor: bitwise((a, b) => a ^ b, 0n),
  $bitNot: bitNot,
  $rand: rand,
}
