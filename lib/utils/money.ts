import { numberFormat } from './formatters'

export type Money = { amount: number; currency: string }

/** `{ amount: 1950, currency: 'EUR' }` → “€19.50”: amounts are integers in the currency's minor unit. */
export function formatMoney(money: Money, locale: string): string {
  const format = numberFormat(locale, { style: 'currency', currency: money.currency })
  return format.format(toMajorUnits(money))
}

/** The amount as a decimal number in the currency's own unit, for machines that ask for it (schema.org). */
export function toMajorUnits({ amount, currency }: Money): number {
  return amount / 10 ** minorUnitDigits(currency)
}

/** `{ amount: 1950, currency: 'EUR' }` → “19.50”, as a person types it into a field; `0` where it is nothing. */
export function amountText({ amount, currency }: Money): string {
  return amount === 0 ? '0' : toMajorUnits({ amount, currency }).toFixed(minorUnitDigits(currency))
}

/** `19.5, 'EUR'` → 1950; rounds to the nearest minor unit. */
export function toMinorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** minorUnitDigits(currency))
}

function minorUnitDigits(currency: string): number {
  return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** Whether a code names a currency that people pay with today, as this runtime knows them. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code)
}
