import { expect, test } from 'vitest'
import { readCatalogueAddress } from './schema'

test('the address is read field by field; what cannot be meant is left out', () => {
  expect(
    readCatalogueAddress({
      q: '  data ',
      category: ['science', 'art'],
      level: 'Expert',
      language: 'xx',
      price: 'free',
      sort: 'newest; drop',
      utm_source: 'mail',
      cursor: undefined,
    }),
  ).toEqual({ q: 'data', category: 'science', price: 'free' })
})

test('operators, long text and blank words never reach a query', () => {
  expect(readCatalogueAddress({ q: '   ', category: '{"$ne":1}', cursor: 'x'.repeat(2_000) })).toEqual({})
  expect(readCatalogueAddress({ q: 'x'.repeat(101) })).toEqual({})
})
