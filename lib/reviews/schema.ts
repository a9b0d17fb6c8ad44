import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { REVIEW_SORTS, REVIEW_TEXT_MAX, STARS } from './constants'

export const WriteReview = z.object({
  courseId: objectId,
  rating: z.int().min(1).max(5),
  text: z.string().trim().max(REVIEW_TEXT_MAX),
})
export type WriteReview = z.output<typeof WriteReview>

/** What the address of a course's reviews may say. */
export const ReviewsQuery = z.object({
  stars: z.coerce.number().pipe(z.literal(STARS)).optional(),
  sort: z.enum(REVIEW_SORTS).optional(),
  cursor: z.string().max(1_000).optional(),
})
export type ReviewsQuery = z.output<typeof ReviewsQuery>

/** What a person mistyped or an old link still says is left out rather than refused. */
export function readReviewsAddress(
  searchParams: Record<string, string | string[] | undefined>,
): ReviewsQuery {
  const fields = Object.entries(ReviewsQuery.shape).flatMap(([name, schema]) => {
    const given = searchParams[name]
    const parsed = schema.safeParse(Array.isArray(given) ? given[0] : given)
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : []
  })
  return ReviewsQuery.parse(Object.fromEntries(fields))
}

type Changes = { [Name in keyof ReviewsQuery]?: ReviewsQuery[Name] | undefined }

/** The address of a course's reviews with `changes` to what is shown; the place in the list goes. */
export function reviewsAddress(slug: string, query: ReviewsQuery, changes: Changes = {}): string {
  const { stars, sort, cursor } = { ...query, cursor: undefined, ...changes }
  const entries = Object.entries({ stars, sort: sort === 'helpful' ? undefined : sort, cursor })
  const given = entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return `/courses/${slug}/reviews${given.length === 0 ? '' : `?${new URLSearchParams(given)}`}`
}
