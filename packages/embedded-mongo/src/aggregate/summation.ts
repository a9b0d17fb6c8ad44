import { Double } from 'bson'
import type { NumberValue } from '../values/arithmetic.ts'
import { kindOf, widerKind } from '../values/arithmetic.ts'
import type { Decimal } from '../values/decimal.ts'
import { addDecimals, decimalFromDouble, toDecimal128 } from '../values/decimal.ts'
import type { NumberKind } from '../values/numbers.ts'
import { integerValue, toDecimal, toExactInteger, toNumber } from '../values/numbers.ts'

/**
 * A sum of BSON numbers as `$sum`, `$avg` and `$add` build it: integers exactly, doubles with a compensation term
 * (MongoDB's DoubleDoubleSummation), decimals in decimal; the result has the widest type met.
 */
export class Summation {
  private kind: NumberKind = 'int'
  private integers = 0n
  private sum = 0
  private compensation = 0
  private decimals: Decimal | undefined
  count = 0

  add(value: unknown): void {
    const kind = kindOf(value)
    this.count += 1
    this.kind = widerKind(this.kind, kind)
    if (kind === 'decimal')
      this.decimals =
        this.decimals === undefined ? toDecimal(value) : addDecimals(this.decimals, toDecimal(value))
    else if (kind === 'double') this.addDouble(toNumber(value))
    else this.integers += toExactInteger(value) ?? 0n
  }

  private addDouble(value: number): void {
    const total = this.sum + value
    const kept = total - this.sum
    const lost = this.sum - (total - kept) + (value - kept)
    this.sum = total
    // Infinities have no rounding error; Infinity − Infinity would poison the compensation.
    if (Number.isFinite(lost)) this.compensation += lost
  }

  private double(): number {
    return this.sum + Number(this.integers) + this.compensation
  }

  private decimal(): Decimal {
    const whole = addDecimals(this.decimals ?? toDecimal(0), toDecimal(this.integers))
    return this.sum === 0 && this.compensation === 0
      ? whole
      : addDecimals(whole, decimalFromDouble(this.sum + this.compensation))
  }

  /** The sum; longs that overflow become a double. */
  total(): NumberValue {
    if (this.kind === 'decimal') return toDecimal128(this.decimal())
    if (this.kind === 'double') return new Double(this.double())
    return integerValue(this.integers, this.kind) ?? new Double(Number(this.integers))
  }

  /** The mean: a double, or a decimal when any was met; null of nothing. */
  mean(divide: (total: Decimal, count: number) => Decimal): NumberValue | null {
    if (this.count === 0) return null
    if (this.kind === 'decimal') return toDecimal128(divide(this.decimal(), this.count))
    return new Double(this.double() / this.count)
  }
}
