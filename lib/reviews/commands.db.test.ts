import { expect, test } from 'vitest'
import { suspendAccount } from '@/lib/accounts/commands/standing'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { CacheTag } from '@/models/cache-tag'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Review } from '@/models/review'
import { eraseReviews, writeReview } from './commands'
import { listFirstReviews, listOwnReviews, listReviews } from './queries'
import { WriteReview } from './schema'

useTestDatabase()

const ratingOf = async (courseId: string) => (await Course.findById(courseId).lean())?.rating
const review = (courseId: string, rating = 4, text = 'Clear and short.') => ({ courseId, rating, text })

async function learner(courseId: string, progress = 50, facts: Parameters<typeof asStudent>[0] = {}) {
  const viewer = await asStudent(facts)
  await enroll(viewer, { courseId })
  await Enrollment.updateOne({ user: toObjectId(viewer.userId) }, { $set: { progress } })
  return viewer
}

const learners = (courseId: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => learner(courseId)))

test('a learner has one review, written anew as often as they like; the rating follows', async () => {
  const { course } = await makeCourse()
  const [ada, ben] = await learners(course.id, 2)
  const first = await writeReview(ada as Member, review(course.id, 5))
  await writeReview(ben as Member, review(course.id, 2, ''))
  expect(await ratingOf(course.id)).toEqual({ average: 3.5, count: 2, histogram: [0, 1, 0, 0, 1] })
  const again = await writeReview(ada as Member, review(course.id, 3, 'On reflection.'))
  expect(again).toEqual({ reviewId: first.reviewId, isNew: false })
  expect(await ratingOf(course.id)).toEqual({ average: 2.5, count: 2, histogram: [0, 1, 1, 0, 0] })
  expect(await Review.findById(first.reviewId).lean()).toMatchObject({
    text: 'On reflection.',
    editedAt: expect.any(Date),
  })
})

test('who may not review is told why, and nothing is written', async () => {
  const teacher = await asInstructor()
  const { course } = await makeCourse({ instructor: toObjectId(teacher.userId) })
  const draft = await makeCourse({ status: 'draft' })
  const early = await learner(course.id, 9)
  const gone = await learner(course.id)
  await Enrollment.updateOne({ user: toObjectId(gone.userId) }, { $set: { status: 'cancelled' } })
  const unverified = await learner(course.id, 50, { emailVerifiedAt: undefined })
  const refused = (viewer: Parameters<typeof writeReview>[0], courseId = course.id) =>
    expect(writeReview(viewer, review(courseId))).rejects

  await refused(asVisitor()).toMatchObject({ code: 'unauthenticated' })
  await refused(systemViewer('test')).toMatchObject({ code: 'unauthenticated' })
  await refused(unverified).toMatchObject({ code: 'forbidden', reason: 'account.unverified' })
  await refused(await asStudent()).toMatchObject({ code: 'forbidden', reason: 'review.not_learning' })
  await refused(gone).toMatchObject({ code: 'forbidden', reason: 'review.not_learning' })
  await refused(early).toMatchObject({ code: 'conflict', reason: 'review.too_early' })
  await refused(teacher).toMatchObject({ code: 'forbidden', reason: 'review.own_course' })
  await refused(early, draft.course.id).toMatchObject({ code: 'not_found' })
  await refused(early, '0'.repeat(24)).toMatchObject({ code: 'not_found' })
  expect(await Review.countDocuments()).toBe(0)
  expect(await ratingOf(course.id)).toMatchObject({ count: 0 })
})

test.each([0, 6, 2.5, '4'])('%s is no number of stars', (rating) => {
  expect(WriteReview.safeParse({ courseId: '0'.repeat(24), rating, text: '' }).success).toBe(false)
})

test('twenty calls at once of one person make one review, and twenty people are all counted', async () => {
  const { course } = await makeCourse()
  const ada = await learner(course.id)
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => writeReview(ada, review(course.id, 1 + (index % 5)))),
  )
  const own = await Review.find({ course: course._id }).lean()
  expect(own).toHaveLength(1)
  expect(await ratingOf(course.id)).toMatchObject({ count: 1, average: own[0]?.rating })

  const people = await learners(course.id, 20)
  await Promise.all(people.map((person, index) => writeReview(person, review(course.id, 1 + (index % 5)))))
  const stars = (await Review.find({ course: course._id }).lean()).map(({ rating }) => rating)
  const histogram = [1, 2, 3, 4, 5].map((each) => stars.filter((given) => given === each).length)
  expect(await ratingOf(course.id)).toEqual({
    count: 21,
    average: stars.reduce((sum, each) => sum + each, 0) / 21,
    histogram,
  })
})

test('a course of an earlier shape gets its histogram with its next review', async () => {
  const { course } = await makeCourse()
  await Course.collection.updateOne({ _id: course._id }, { $set: { rating: { average: 0, count: 0 } } })
  await writeReview(await learner(course.id), review(course.id, 4))
  expect(await ratingOf(course.id)).toEqual({ average: 4, count: 1, histogram: [0, 0, 0, 1, 0] })
})

test('kept pages are dropped only when what they show changes', async () => {
  const { course } = await makeCourse()
  const tagsAfter = async (run: () => Promise<unknown>) => {
    await CacheTag.deleteMany({ tag: { $exists: true } })
    await run()
    return (await CacheTag.find().lean()).map(({ tag }) => tag).toSorted()
  }
  const ofCourse = [`course-slug:${course.slug}`, `course:${course.id}`]
  const all = ['catalogue', `course-card:${course.id}`, ...ofCourse, 'home'].toSorted()
  const ada = await learner(course.id)
  expect(await tagsAfter(() => writeReview(ada, review(course.id)))).toEqual(all)
  expect(await tagsAfter(() => writeReview(ada, review(course.id)))).toEqual([])
  expect(await tagsAfter(() => writeReview(ada, review(course.id, 4, 'Longer.')))).toEqual(ofCourse)

  // Of very many reviews one more is seen neither in the average nor among the first ones.
  await Review.updateMany({ course: course._id }, { $set: { helpfulCount: 9 } })
  for (const viewer of await learners(course.id, 3)) await writeReview(viewer, review(course.id, 4))
  await Review.updateMany({ course: course._id }, { $set: { helpfulCount: 9 } })
  const rating = { average: 4, count: 3000, histogram: [0, 0, 0, 3000, 0] }
  await Course.updateOne({ _id: course._id }, { $set: { rating } })
  const late = await learner(course.id)
  expect(await tagsAfter(() => writeReview(late, review(course.id)))).toEqual([])
  expect(await tagsAfter(() => writeReview(late, review(course.id, 4, 'Other words.')))).toEqual([])
})

test('reviews come a page at a time, in either order, of all stars or of one number of them', async () => {
  const { course } = await makeCourse()
  const people = await learners(course.id, 23)
  for (const [index, person] of people.entries()) {
    setClock(new Date(Date.UTC(2030, 0, index + 1)))
    await writeReview(person, review(course.id, 1 + (index % 5), `Review ${index}`))
  }
  setClock(undefined)
  await Review.updateOne({ text: 'Review 3' }, { $set: { helpfulCount: 7 } })
  const read = async (query: object) => {
    const texts: string[] = []
    let cursor: string | undefined
    do {
      const page = await listReviews(asVisitor(), { courseId: course.id, ...query, cursor })
      expect(page.items.length).toBeLessThanOrEqual(20)
      texts.push(...page.items.map(({ text }) => Number(text.slice(7)).toString()))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return texts.map(Number)
  }
  const newest = Array.from({ length: 23 }, (_, index) => 22 - index)
  expect(await read({ sort: 'newest' })).toEqual(newest)
  expect(await read({})).toEqual([3, ...newest.filter((number) => number !== 3)])
  expect(await read({ stars: 4, sort: 'newest' })).toEqual([18, 13, 8, 3])
  expect((await listFirstReviews(asVisitor(), { courseId: course.id })).map(({ text }) => text)).toEqual([
    'Review 3',
    'Review 22',
    'Review 21',
    'Review 20',
  ])
  await expect(listReviews(asVisitor(), { courseId: course.id, cursor: 'nothing' })).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('a review shows its author and the answer to it; of a suspended author the words alone', async () => {
  const teacher = await asInstructor({ fullName: 'Ines Okafor' })
  const { course } = await makeCourse({ instructor: toObjectId(teacher.userId) })
  const ada = await learner(course.id, 50, { username: 'ada', fullName: 'Ada Lovelace' })
  await writeReview(ada, review(course.id, 5, 'مرحبا 👩🏽‍🔬 clear'))
  const reply = { by: toObjectId(teacher.userId), text: 'Thank you.', repliedAt: new Date('2030-01-01') }
  await Review.updateOne({ course: course._id }, { $set: { reply } })
  const read = async () => (await listFirstReviews(asVisitor(), { courseId: course.id }))[0]
  expect(await read()).toMatchObject({
    text: 'مرحبا 👩🏽‍🔬 clear',
    author: { username: 'ada', fullName: 'Ada Lovelace' },
    reply: { text: 'Thank you.', by: 'Ines Okafor' },
  })
  await suspendAccount(systemViewer('test'), { userId: ada.userId, reason: 'Spam.' })
  expect(await read()).toMatchObject({ rating: 5, author: null })
})

test('an erased account takes its reviews along, and its name off its answers', async () => {
  const { course } = await makeCourse()
  const [ada, ben] = await learners(course.id, 2)
  await writeReview(ada as Member, review(course.id, 1))
  await writeReview(ben as Member, review(course.id, 5))
  const reply = { by: toObjectId(ada?.userId ?? ''), text: 'Thank you.', repliedAt: new Date() }
  await Review.updateOne({ user: toObjectId(ben?.userId ?? '') }, { $set: { reply } })
  await expect(eraseReviews(ben as Member, { userId: ada?.userId ?? '' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await eraseReviews(systemViewer('test'), { userId: ada?.userId ?? '' })
  await eraseReviews(systemViewer('test'), { userId: ada?.userId ?? '' })
  expect(await ratingOf(course.id)).toEqual({ average: 5, count: 1, histogram: [0, 0, 0, 0, 1] })
  expect(await Review.find({ course: course._id }).lean()).toMatchObject([{ rating: 5, reply: { by: null } }])
})

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const row of rows) found.push(row)
  return found
}

test('a person takes their own reviews along, and nobody else’s', async () => {
  const { course } = await makeCourse({ title: 'Algebra' })
  const [ada, ben] = await learners(course.id, 2)
  await writeReview(ada as Member, review(course.id, 4))
  await writeReview(ben as Member, review(course.id, 1))
  const own = await all(listOwnReviews(ada as Member))
  expect(own).toMatchObject([{ course: 'Algebra', rating: 4, text: 'Clear and short.', reply: null }])
  await expect(all(listOwnReviews(asVisitor()))).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})
