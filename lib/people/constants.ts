/** Cards of instructors on one page. */
export const INSTRUCTORS_PER_PAGE = 24

/** How much of a biography stands on a card. */
export const EXCERPT_CHARACTERS = 180
