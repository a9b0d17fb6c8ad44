import { expect, test } from 'vitest'
import { getCourse } from '@/lib/courses/queries/course'
import { listRelatedCourses } from '@/lib/courses/queries/related'
import { enroll } from '@/lib/enrollments/commands'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Enrollment } from '@/models/enrollment'
import { Review } from '@/models/review'
import { Types } from 'mongoose'
import { writeReview } from './commands'
import { listFirstReviews, listReviews } from './queries'

useTestDatabase()

test('a course’s page is read in three round trips, with 200 lessons and 3,000 reviews too', async () => {
  const { course } = await makeCourse({ tags: ['numbers'] }, 200)
  await makeCourse({ tags: ['numbers'] }, 1)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await Enrollment.updateMany({ course: course._id }, { $set: { progress: 50 } })
  await writeReview(viewer, { courseId: course.id, rating: 5, text: 'Clear.' })
  const rows = Array.from({ length: 3_000 }, () => ({
    user: new Types.ObjectId(),
    course: course._id,
    rating: 4,
  }))
  await Review.insertMany(rows)

  const { result, calls } = await countRoundTrips(async () => {
    const details = await getCourse(asVisitor(), { slug: course.slug })
    const [related, reviews] = await Promise.all([
      listRelatedCourses(asVisitor(), details),
      listFirstReviews(asVisitor(), { courseId: details.id }),
    ])
    return { details, related, reviews }
  })
  expect(calls).toHaveLength(3)
  expect(result.details.lessonCount).toBe(200)
  expect(result.related).toHaveLength(1)
  expect(result.reviews).toHaveLength(4)

  const page = await countRoundTrips(() => listReviews(asVisitor(), { courseId: course.id, stars: 5 }))
  expect(page.calls).toHaveLength(1)
  expect(page.result.items).toHaveLength(1)
})

test('every order of reviews walks an index and looks at one page of them', async () => {
  const course = new Types.ObjectId()
  await Review.insertMany(
    Array.from({ length: 500 }, (_, index) => ({
      user: new Types.ObjectId(),
      course,
      rating: 1 + (index % 5),
      helpfulCount: index % 7,
    })),
  )
  const sorts: Record<string, 1 | -1>[] = [
    { createdAt: -1, _id: -1 },
    { helpfulCount: -1, createdAt: -1, _id: -1 },
  ]
  for (const filter of [{ course }, { course, rating: 3 }]) {
    for (const sort of sorts) {
      const explained = (await Review.find(filter)
        .sort(sort)
        .limit(21)
        .explain('executionStats')) as unknown as { executionStats: { totalDocsExamined: number } }
      expect(explained.executionStats.totalDocsExamined).toBeLessThanOrEqual(21)
    }
  }
})
