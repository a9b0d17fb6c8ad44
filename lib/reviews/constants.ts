export const STARS = [1, 2, 3, 4, 5] as const
export type Stars = (typeof STARS)[number]

export const REVIEW_SORTS = ['helpful', 'newest'] as const
export type ReviewSort = (typeof REVIEW_SORTS)[number]

export const REVIEW_TEXT_MAX = 4_000
export const REPLY_TEXT_MAX = 4_000

/** Who has done less of a course cannot know it yet. */
export const REVIEW_MIN_PROGRESS = 10

export const REVIEWS_PER_PAGE = 20
/** What the course's own page shows of them. */
export const REVIEWS_ON_COURSE_PAGE = 4

export const REVIEW_REASONS = {
  notLearning: 'review.not_learning',
  tooEarly: 'review.too_early',
  ownCourse: 'review.own_course',
} as const
