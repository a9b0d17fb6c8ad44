import { expect, test } from 'vitest'
import { formatMoney, toMajorUnits, toMinorUnits } from './money'

test('minor units follow the currency', () => {
  expect(formatMoney({ amount: 1950, currency: 'EUR' }, 'en')).toBe('€19.50')
  expect(formatMoney({ amount: 1950, currency: 'JPY' }, 'en')).toBe('¥1,950')
  expect(toMajorUnits({ amount: 1950, currency: 'KWD' })).toBe(1.95)
  expect(toMinorUnits(19.5, 'EUR')).toBe(1950)
  expect(toMinorUnits(1950, 'JPY')).toBe(1950)
  expect(toMinorUnits(0.1 + 0.2, 'USD')).toBe(30)
})
