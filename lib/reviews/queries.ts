import 'server-only'
import type { PipelineStage } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { Review as ReviewModel } from '@/models/review'
import { REVIEWS_ON_COURSE_PAGE, REVIEWS_PER_PAGE, type ReviewSort } from './constants'
import { toReview, type Review, type ReviewRow } from './dto'
import type { ReviewsQuery } from './schema'

const NEWEST: SortField[] = [
  { path: 'createdAt', direction: -1 },
  { path: '_id', direction: -1 },
]
const SORTS: Record<ReviewSort, SortField[]> = {
  newest: NEWEST,
  helpful: [{ path: 'helpfulCount', direction: -1 }, ...NEWEST],
}

/** A page of a course's reviews, for everybody who sees the course; the most helpful first unless asked otherwise. */
export async function listReviews(
  _viewer: Viewer,
  { courseId, stars, sort: order = 'helpful', cursor }: ReviewsQuery & { courseId: string },
): Promise<Page<Review>> {
  const sort = SORTS[order]
  const filter = { course: toObjectId(courseId), ...(stars && { rating: stars }) }
  const rows = await readReviews({ $and: [filter, keysetFilter(sort, cursor)] }, sort, REVIEWS_PER_PAGE + 1)
  return toPage(rows, { limit: REVIEWS_PER_PAGE, sort, toItem: toReview })
}

/** The few that the course's own page shows. One round trip. */
export async function listFirstReviews(
  _viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<Review[]> {
  const rows = await readReviews({ course: toObjectId(courseId) }, SORTS.helpful, REVIEWS_ON_COURSE_PAGE)
  return rows.map(toReview)
}

type OwnReviewRow = Pick<
  ReviewRow,
  'rating' | 'text' | 'createdAt' | 'editedAt' | 'helpfulCount' | 'reply'
> & { courses: { title: string }[] }

/** Every review the viewer wrote, with what was answered; one at a time. */
export async function* listOwnReviews(viewer: Viewer) {
  const user = toObjectId(requireMember(viewer).userId)
  const rows = ReviewModel.aggregate([
    { $match: { user } },
    { $sort: { course: 1 } },
    {
      $lookup: {
        from: Course.collection.name,
        localField: 'course',
        foreignField: '_id',
        pipeline: [{ $project: { title: 1 } }],
        as: 'courses',
      },
    },
  ])
  for await (const row of rows.cursor<OwnReviewRow>()) {
    const { courses, rating, text, createdAt, editedAt, helpfulCount, reply } = row
    yield {
      course: courses[0]?.title ?? null,
      rating,
      text,
      writtenAt: createdAt,
      editedAt: editedAt ?? null,
      helpfulCount,
      reply: reply ? { text: reply.text, repliedAt: reply.repliedAt } : null,
    }
  }
}

function readReviews(
  filter: Record<string, unknown>,
  sort: SortField[],
  limit: number,
): Promise<ReviewRow[]> {
  return ReviewModel.aggregate<ReviewRow>([
    { $match: filter },
    { $sort: keysetSort(sort) },
    { $limit: limit },
    ...JOIN_PEOPLE,
  ])
}

/** Suspended accounts are left out, so that no name of theirs is shown. */
const person = (localField: string, as: string): PipelineStage.Lookup => ({
  $lookup: {
    from: 'users',
    localField,
    foreignField: '_id',
    pipeline: [
      { $match: { active: true } },
      { $project: { _id: 0, username: 1, fullName: 1, 'avatar.url': 1 } },
    ],
    as,
  },
})
const JOIN_PEOPLE: PipelineStage[] = [
  person('user', 'authorRow'),
  person('reply.by', 'replierRow'),
  { $set: { authorRow: { $first: '$authorRow' }, replierRow: { $first: '$replierRow' } } },
]
