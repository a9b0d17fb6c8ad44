import { expect, test } from 'vitest'
import { listCatalogue } from '@/lib/courses/queries/catalogue'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeCategory } from '@/lib/platform/testing/courses'
import { asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { CourseSet } from '@/models/course-set'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { Review } from '@/models/review'
import { User } from '@/models/user'
import { seedGenerated } from './generated'

useTestDatabase()

const AMOUNTS = { courses: 24, people: 30, enrollments: 150 }
const seed = () => seedGenerated(AMOUNTS, () => undefined)
const counts = () =>
  Promise.all([Course, Lesson, User, Enrollment, Review].map((model) => model.estimatedDocumentCount()))

test('counts on the courses equal what was written, and a run that is begun again adds nothing', async () => {
  await makeCategory({ name: 'Science', slug: 'science' })
  await seed()
  const before = await counts()
  expect(before.slice(0, 4)).toEqual([24, expect.any(Number), 36, 150])
  // As if it had been broken off in the middle of a step.
  const [lost] = await Enrollment.find({}).sort({ _id: -1 }).limit(1).lean()
  await Enrollment.deleteOne({ _id: lost?._id })
  await seed()
  expect(await counts()).toEqual(before)
  for (const course of await Course.find({}).limit(AMOUNTS.courses).lean()) {
    expect(course.enrollmentCount).toBe(await Enrollment.countDocuments({ course: course._id }))
    expect(course.rating?.count ?? 0).toBe(await Review.countDocuments({ course: course._id }))
    expect(course.lessonCount).toBe(await Lesson.countDocuments({ course: course._id }))
  }
  const { total, languages } = await listCatalogue(asVisitor(), {})
  expect(total.count).toBe(24)
  expect(languages.length).toBeGreaterThan(1)
})

test('a run that was broken off among the courses goes on there; a full academy is not listed again', async () => {
  await makeCategory({ name: 'Science', slug: 'science' })
  await seed()
  const [before, listed] = [await counts(), await rowsOfSets()]
  await seed()
  expect(await rowsOfSets()).toEqual(listed)
  const last = await Course.findOne({}).sort({ _id: -1 }).lean()
  await Course.deleteOne({ _id: last?._id })
  await Lesson.findOneAndDelete({ course: last?._id }, { sort: { _id: -1 } })
  await CourseSet.deleteMany({}, { requireFilter: false })
  await seed()
  expect(await counts()).toEqual(before)
  expect((await Course.findById(last?._id).lean())?.enrollmentCount).toBe(last?.enrollmentCount)
  expect((await listCatalogue(asVisitor(), {})).total.count).toBe(AMOUNTS.courses)
})

async function rowsOfSets(): Promise<string[]> {
  return (await CourseSet.find({}).sort({ _id: 1 }).select({ _id: 1 }).lean()).map(({ _id }) =>
    _id.toHexString(),
  )
}
