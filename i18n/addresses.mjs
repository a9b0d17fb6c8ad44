import { CATALOGUE_ADDRESSES } from '../lib/courses/addresses.mjs'

/**
 * Kept pages that with one of these parameters are another route, rendered per request. Plain JavaScript, because
 * server.mjs reads it before any bundle.
 */
export const ADDRESSES_WITH_PARAMETERS = {
  ...CATALOGUE_ADDRESSES,
  /** The home page with a word of farewell, for who has just deleted their account. */
  '/': { to: '/farewell', parameters: ['farewell'] },
}

/** The page of a lesson, without its locale. */
export const LESSON_ADDRESS = /^\/learn\/[^/]+\/[0-9a-f]{24}$/
