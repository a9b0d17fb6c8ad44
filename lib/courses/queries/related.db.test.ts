import { expect, test } from 'vitest'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { getCourse } from './course'
import { listRelatedCourses } from './related'

useTestDatabase()

async function relatedTo(slug: string): Promise<string[]> {
  const course = await getCourse(asVisitor(), { slug })
  return (await listRelatedCourses(asVisitor(), course)).map(({ title }) => title)
}

test('the likest come first, never the course itself, a draft or an archived one', async () => {
  const shelf = await makeCategory({ slug: 'maths' })
  const onShelf = { category: shelf._id, categorySlug: 'maths' }
  const { course } = await makeCourse({ ...onShelf, tags: ['numbers', 'proof'], title: 'Algebra' })
  await makeCourse({ title: 'Same shelf and language', ...onShelf, level: 'Advanced' })
  await makeCourse({ title: 'Both subjects', tags: ['proof', 'numbers'] })
  await makeCourse({ title: 'One subject', tags: ['proof'] })
  await makeCourse({ title: 'Both subjects, in Japanese', tags: ['proof', 'numbers'], language: 'ja' })
  await makeCourse({ title: 'A draft', tags: ['proof', 'numbers'], status: 'draft' })
  await makeCourse({ title: 'Over', tags: ['proof', 'numbers'], endDate: new Date('2020-01-01') })
  await makeCourse({ title: 'An old one', tags: ['proof', 'numbers'], status: 'archived' })
  expect(await relatedTo(course.slug)).toEqual(['Both subjects', 'One subject', 'Both subjects, in Japanese'])
})

test('of equals the one that most people learn; a course alone has no other beside it', async () => {
  const { course } = await makeCourse({ language: 'bn' })
  expect(await relatedTo(course.slug)).toEqual([])
  await makeCourse({ title: 'Few', language: 'bn', isListed: true, enrollmentCount: 1 })
  await makeCourse({ title: 'Many', language: 'bn', isListed: true, enrollmentCount: 9 })
  expect(await relatedTo(course.slug)).toEqual(['Many', 'Few'])
})

test('it takes one round trip, and each kind of likeness looks at a few rows by its index', async () => {
  const shelf = await makeCategory({ slug: 'maths' })
  const facts = { category: shelf._id, categorySlug: 'maths', tags: ['numbers'], isListed: true }
  const { course } = await makeCourse(facts, 1)
  const row = (await Course.findById(course._id).lean()) ?? {}
  await Course.insertMany(
    Array.from({ length: 200 }, (_, index) => ({ ...row, _id: undefined, slug: `other-${index}` })),
  )
  const details = await getCourse(asVisitor(), { slug: course.slug })
  const { result, calls } = await countRoundTrips(() => listRelatedCourses(asVisitor(), details))
  expect(result).toHaveLength(3)
  expect(calls).toEqual(['courses.aggregate'])
  const filters: Record<string, string | boolean>[] = [
    { tags: 'numbers', status: 'published' },
    { categorySlug: 'maths', status: 'published' },
    { language: 'en', isListed: true },
  ]
  for (const filter of filters) {
    const explained = (await Course.find(filter)
      .sort({ publishedAt: -1, _id: -1 })
      .limit(12)
      .explain('executionStats')) as unknown as { executionStats: { totalDocsExamined: number } }
    expect(explained.executionStats.totalDocsExamined).toBeLessThanOrEqual(12)
  }
})
