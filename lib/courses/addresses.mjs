/**
 * The catalogue without parameters is kept; with one of these it is another route, rendered per request. server.mjs
 * reads this before any bundle, hence plain JavaScript; addresses.test.ts holds it to the schema.
 */
export const CATALOGUE_ADDRESSES = {
  '/courses': {
    to: '/catalogue',
    parameters: [
      'q',
      'sort',
      'tag',
      'category',
      'level',
      'language',
      'price',
      'rating',
      'duration',
      'run',
      'cursor',
    ],
  },
}
