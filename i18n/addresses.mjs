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

/** The page on which a lesson is written, without its locale: its author looks at the frame too. */
export const WRITTEN_LESSON_ADDRESS = /^\/instructor\/courses\/[0-9a-f]{24}\/lessons\/[0-9a-f]{24}$/

/** The page of a free lesson with a frame in it, without its locale; the lesson's own page is kept and holds none. */
export const PREVIEW_FRAME_ADDRESS = /^\/courses\/[^/]+\/preview\/[0-9a-f]{24}\/frame$/
