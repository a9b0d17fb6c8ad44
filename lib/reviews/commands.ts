import 'server-only'
import type { Types } from 'mongoose'
import { RATING_STEPS } from '@/lib/courses/constants'
import { courseStandingChanged } from '@/lib/courses/events'
import { findMyEnrollment } from '@/lib/enrollments/queries'
import { requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction, inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { Course } from '@/models/course'
import { Review } from '@/models/review'
import { REVIEW_REASONS, REVIEWS_ON_COURSE_PAGE } from './constants'
import { reviewChanged } from './events'
import { obstacleToReviewing } from './policy'
import { counted, ratingOf, shownOnCards, shownOnPage, toHistogram, reaches } from '@/lib/utils/rating'
import type { WriteReview } from './schema'

type WrittenReview = { reviewId: string; isNew: boolean }
type Key = { user: Types.ObjectId; course: Types.ObjectId }

/**
 * Writes the viewer's review of a course they learn in, or writes it anew: however many calls come at once, a learner has
 * one. The course's rating follows in the same transaction.
 */
export async function writeReview(viewer: Viewer, input: WriteReview): Promise<WrittenReview> {
  const key = { user: toObjectId(requireVerified(viewer).userId), course: toObjectId(input.courseId) }
  return inMakingTransaction(async () => {
    await requireRight(viewer, key)
    return writeOnce(key, input)
  })
}

const REVIEWS_PER_STEP = 100

/** Erases every review of a person whose account is gone, each with its course's rating, and their name under answers. */
export async function eraseReviews(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  for (;;) {
    const rows = await Review.find({ user }).limit(REVIEWS_PER_STEP).select({ _id: 1 }).lean()
    for (const { _id } of rows) await inTransaction(() => eraseReview(_id))
    if (rows.length < REVIEWS_PER_STEP) break
  }
  await Review.updateMany({ 'reply.by': user }, { $set: { 'reply.by': null } })
}

async function requireRight(viewer: Viewer, key: Key): Promise<void> {
  const course = await Course.findOne({ _id: key.course, status: { $in: ['published', 'archived'] } })
    .select({ instructor: 1, coInstructors: 1 })
    .lean()
  if (course === null) throw notFound('There is no such course.')
  const enrollment = await findMyEnrollment(viewer, { courseId: key.course.toHexString() })
  const teachers = {
    instructor: course.instructor?.toHexString() ?? null,
    coInstructors: course.coInstructors.map((id) => id.toHexString()),
  }
  const obstacle = obstacleToReviewing(key.user.toHexString(), teachers, enrollment)
  if (obstacle === null) return
  const code = obstacle === REVIEW_REASONS.tooEarly ? 'conflict' : 'forbidden'
  throw new AppError(code, 'You may not review this course.', { reason: obstacle })
}

async function writeOnce(key: Key, { rating, text }: WriteReview): Promise<WrittenReview> {
  const before = await Review.findOne(key).lean()
  if (before?.rating === rating && before.text === text)
    return { reviewId: before._id.toHexString(), isNew: false }
  const featured = await readFeatured(key.course)
  const reviewId = before === null ? await addReview(key, { rating, text }) : before._id
  if (before !== null) await Review.updateOne({ _id: reviewId }, { $set: { rating, text, editedAt: now() } })
  await emit(reviewChanged, { courseId: key.course.toHexString(), at: before?.createdAt ?? now() })
  await count(key.course, { from: before?.rating ?? null, to: rating, featured })
  return { reviewId: reviewId.toHexString(), isNew: before === null }
}

async function addReview(key: Key, said: Pick<WriteReview, 'rating' | 'text'>): Promise<Types.ObjectId> {
  const [row] = await Review.insertMany([{ ...key, ...said, createdAt: now() }])
  if (row === undefined) throw new Error('The review was not inserted.')
  return row._id
}

async function eraseReview(_id: Types.ObjectId): Promise<void> {
  const review = await Review.findById(_id).select({ course: 1, rating: 1, createdAt: 1 }).lean()
  if (review === null) return
  await emit(reviewChanged, { courseId: review.course.toHexString(), at: review.createdAt })
  const featured = await readFeatured(review.course)
  await Review.deleteOne({ _id })
  if (await Course.exists({ _id: review.course }))
    await count(review.course, { from: review.rating, to: null, featured })
}

type Change = { from: number | null; to: number | null; featured: string }

/**
 * Brings the course's rating up to date. Its row is taken first of all: of two reviews at once the second then conflicts
 * and runs again, so that it counts from what the first one left.
 */
async function count(course: Types.ObjectId, { from, to, featured }: Change): Promise<void> {
  const step = (to === null ? 0 : 1) - (from === null ? 0 : 1)
  const row = await Course.findOneAndUpdate(
    { _id: course },
    { $inc: { 'rating.count': step } },
    { timestamps: false },
  )
    .select({ slug: 1, rating: 1 })
    .lean()
  if (row === null) throw notFound('There is no such course.')
  const before = ratingOf(toHistogram(row.rating?.histogram))
  const after = ratingOf(counted(before.histogram, from, to))
  await Course.updateOne(
    { _id: course },
    { $set: { rating: { ...after, histogram: [...after.histogram] } } },
    { timestamps: false },
  )
  const isOnCards = shownOnCards(before) !== shownOnCards(after)
  const isOnPage = shownOnPage(before) !== shownOnPage(after) || featured !== (await readFeatured(course))
  if (RATING_STEPS.some((step) => reaches(before, step) !== reaches(after, step)))
    await emit(courseStandingChanged, { courseId: course.toHexString() })
  if (isOnCards) await changed('catalogue', 'home', `course-card:${course}`)
  if (isOnCards || isOnPage) await changed(`course:${course}`, `course-slug:${row.slug}`)
}

/** What the course's page shows of its reviews, to tell whether a change can be seen there. */
async function readFeatured(course: Types.ObjectId): Promise<string> {
  const rows = await Review.find({ course })
    .sort({ helpfulCount: -1, createdAt: -1, _id: -1 })
    .limit(REVIEWS_ON_COURSE_PAGE)
    .select({ rating: 1, text: 1 })
    .lean()
  return JSON.stringify(rows)
}
