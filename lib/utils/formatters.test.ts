import { expect, test } from 'vitest'
import { dateFormat, displayNames, numberFormat } from './formatters'

const ZONES = Intl.supportedValuesOf('timeZone').slice(0, 256)

test('a formatter is made once for a locale and its options', () => {
  expect(dateFormat('en', { dateStyle: 'long' })).toBe(dateFormat('en', { dateStyle: 'long' }))
  expect(dateFormat('de', { dateStyle: 'long' })).not.toBe(dateFormat('en', { dateStyle: 'long' }))
  expect(numberFormat('en')).not.toBe(numberFormat('en', { style: 'percent' }))
  expect(displayNames('en', 'language').of('pt-BR')).toBe('Brazilian Portuguese')
  expect(displayNames('en', 'region').of('PT')).toBe('Portugal')
})

test('of many formatters those stay that are used; what was not used for the longest time is dropped', () => {
  const used = dateFormat('en', { dateStyle: 'full' })
  const unused = dateFormat('en', { dateStyle: 'short' })
  for (const timeZone of ZONES) {
    dateFormat('en', { timeZone })
    dateFormat('en', { dateStyle: 'full' })
  }
  expect(dateFormat('en', { dateStyle: 'full' })).toBe(used)
  expect(dateFormat('en', { dateStyle: 'short' })).not.toBe(unused)
})
