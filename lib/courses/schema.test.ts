import { expect, test } from 'vitest'
import {
  catalogueAddress,
  isCanonical,
  readCatalogueAddress,
  sortOf,
  withoutFilter,
  type CatalogueQuery,
} from './schema'

test('the address is read field by field; what cannot be meant is left out', () => {
  expect(
    readCatalogueAddress({
      q: '  data   science ',
      category: ['science', 'art', 'No Slug', 'art'],
      level: 'Expert',
      language: ['xx', 'ja'],
      price: ['free', 'paid'],
      rating: '5',
      duration: '17-',
      run: 'expired',
      sort: 'newest; drop',
      utm_source: 'mail',
      cursor: undefined,
    }),
  ).toEqual({
    q: 'data science',
    category: ['art', 'science'],
    language: ['ja'],
    price: 'free',
    duration: ['17-'],
  })
})

test('operators, long text and blank words never reach a query', () => {
  expect(readCatalogueAddress({ q: '   ', category: '{"$ne":1}', cursor: 'x'.repeat(2_000) })).toEqual({})
  expect(readCatalogueAddress({ q: 'x'.repeat(500) }).q).toHaveLength(100)
  const many = Array.from({ length: 60 }, (_, index) => `c${index}`)
  expect(readCatalogueAddress({ category: many }).category?.length).toBe(20)
})

test('the usual order goes without saying: the best of a search, else what is new', () => {
  expect(sortOf({})).toBe('newest')
  expect(sortOf({ q: 'data' })).toBe('best')
  expect(sortOf({ sort: 'best' })).toBe('newest')
  expect(readCatalogueAddress({ sort: 'best' })).toEqual({})
  expect(readCatalogueAddress({ sort: 'newest' })).toEqual({})
  expect(readCatalogueAddress({ sort: 'newest', q: 'data' }).sort).toBe('newest')
})

test('a change of a filter begins the list anew and leaves the others', () => {
  const query: CatalogueQuery = { q: 'data & maths', level: ['Advanced', 'Beginner'], cursor: 'abc' }
  expect(catalogueAddress(query, { level: undefined })).toBe('/courses?q=data+%26+maths')
  expect(catalogueAddress(withoutFilter(query, 'level', 'Advanced'))).toBe(
    '/courses?q=data+%26+maths&level=Beginner',
  )
  expect(catalogueAddress(query, { cursor: 'next' })).toBe(
    '/courses?q=data+%26+maths&level=Advanced&level=Beginner&cursor=next',
  )
  expect(catalogueAddress({})).toBe('/courses')
  expect(catalogueAddress({ category: ['art'] })).toBe('/courses/category/art')
  expect(catalogueAddress({ category: ['art', 'science'] })).toBe('/courses?category=art&category=science')
})

test.each([
  [{ q: 'data', level: ['Advanced', 'Beginner'] }, true],
  [{ level: ['Beginner', 'Advanced'], q: 'data' }, true],
  [{ q: ' data' }, false],
  [{ q: 'data', level: 'Expert' }, false],
  [{ level: ['Beginner', 'Beginner'] }, false],
  [{ sort: 'newest' }, false],
  [{ category: 'art' }, false],
  [{ category: 'art', cursor: 'abc' }, true],
])('%j is the one address of its list: %j', (said, isOne) => {
  expect(isCanonical(said, readCatalogueAddress(said))).toBe(isOne)
})
