import { expect, test } from 'vitest'
import { CATALOGUE_ADDRESSES } from './addresses.mjs'
import { CatalogueQuery } from './schema'

test('the server sends exactly the parameters of the catalogue to the route that reads them', () => {
  expect(CATALOGUE_ADDRESSES['/courses'].parameters).toEqual(Object.keys(CatalogueQuery.shape))
})
