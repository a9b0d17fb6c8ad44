import { expect, test } from 'vitest'
import { catalogueAddress, readCatalogueAddress } from './schema'

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

test('a change of a filter begins the list anew and leaves the others', () => {
  const query = { q: 'data & maths', level: 'Beginner', cursor: 'abc' } as const
  expect(catalogueAddress(query, { level: undefined })).toBe('/courses?q=data+%26+maths')
  expect(catalogueAddress(query, { cursor: 'next' })).toBe(
    '/courses?q=data+%26+maths&level=Beginner&cursor=next',
  )
  expect(catalogueAddress({})).toBe('/courses')
})
