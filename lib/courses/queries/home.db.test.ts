import { expect, test } from 'vitest'
import { systemViewer, type Viewer } from '@/lib/platform/auth/viewer'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asAdmin, asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import type { CourseFields } from '@/models/course'
import { featureCourse, unfeatureCourse } from '../commands/featuring'
import { refreshListing } from '../commands/listing'
import { listAllCourses } from './all-courses'
import { getHomeShelves, listCoursesForReader } from './home'

useTestDatabase()

const house = systemViewer('test')

async function add(title: string, facts: Partial<CourseFields> = {}): Promise<string> {
  const { course } = await makeCourse({ title, ...facts }, 1)
  await refreshListing(house, { courseId: course.id })
  return course.id as string
}

test('the home page: what an admin features, what is new, what is learned, and in which languages', async () => {
  const admin = await asAdmin()
  const first = await add('First', { enrollmentCount: 3, publishedAt: new Date('2030-01-01') })
  const second = await add('Second', { language: 'ja', publishedAt: new Date('2030-01-02') })
  await add('Third', { language: 'ja', publishedAt: new Date('2030-01-03') })
  await add('Over', { endDate: new Date('2020-01-01'), enrollmentCount: 99 })
  const draft = await add('Draft', { status: 'draft', language: 'ko' })
  for (const courseId of [first, second]) await featureCourse(admin, { courseId })
  await featureCourse(admin, { courseId: first })

  const { result, calls } = await countRoundTrips(() => getHomeShelves(asVisitor(), { size: 2 }))
  expect(calls).toHaveLength(4)
  const titles = (courses: { title: string }[]) => courses.map(({ title }) => title)
  expect(titles(result.featured)).toEqual(['Second', 'First'])
  expect(titles(result.newest)).toEqual(['Third', 'Second'])
  expect(titles(result.popular)).toEqual(['First'])
  expect(result.languages).toEqual([
    { language: 'ja', count: 2 },
    { language: 'en', count: 1 },
  ])

  await unfeatureCourse(admin, { courseId: second })
  expect(titles((await getHomeShelves(asVisitor(), { size: 2 })).featured)).toEqual(['First'])
  await expect(featureCourse(admin, { courseId: draft })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'course.not_published',
  })
  await expect(featureCourse(admin, { courseId: '0'.repeat(24) })).rejects.toMatchObject({
    code: 'not_found',
  })
  for (const [viewer, code] of [
    [asVisitor(), 'unauthenticated'],
    [await asStudent(), 'forbidden'],
    [await asInstructor(), 'forbidden'],
  ] as const) {
    await expect(featureCourse(viewer, { courseId: first })).rejects.toMatchObject({ code })
    await expect(unfeatureCourse(viewer, { courseId: first })).rejects.toMatchObject({ code })
  }
})

test('a reader’s shelf: the languages of their profile, else of their browser, filled up with what is new', async () => {
  for (const [title, language] of [
    ['Bangla one', 'bn'],
    ['Japanese one', 'ja'],
    ['Japanese two', 'ja'],
    ['English one', 'en'],
  ] as const)
    await add(title, { language })
  const shelf = async (viewer: Viewer, browserLanguages: string[]) =>
    (await listCoursesForReader(viewer, { browserLanguages, size: 3 })).map(({ title }) => title)
  expect(await shelf(asVisitor(), ['bn'])).toEqual(['Bangla one', 'English one', 'Japanese two'])
  expect(await shelf(asVisitor(), ['xx', 'ja'])).toEqual(['Japanese two', 'Japanese one', 'English one'])
  expect(await shelf(asVisitor(), [])).toHaveLength(3)
  const { id } = await makeUser({
    profile: { nativeLanguages: ['en'], learning: [{ language: 'bn', level: 'beginner' }] },
  } as Parameters<typeof makeUser>[0])
  const member = await signedIn(id as string)
  expect((await shelf(member, ['ja'])).slice(0, 2)).toEqual(['English one', 'Bangla one'])
})

test('admins find every course by its words and state, page after page; nobody else does', async () => {
  const admin = await asAdmin()
  await add('Knots for sailors')
  await add('Knots to come', { status: 'draft' })
  await add('Knots of old', { status: 'archived' })
  await add('日本語の結び方', { status: 'inReview', language: 'ja' })
  const titles = async (query: Parameters<typeof listAllCourses>[1]) =>
    (await listAllCourses(admin, query)).items.map(({ title }) => title)
  expect(await titles({})).toHaveLength(4)
  expect(await titles({ q: 'knots' })).toEqual(['Knots of old', 'Knots to come', 'Knots for sailors'])
  expect(await titles({ q: 'knots', status: 'draft' })).toEqual(['Knots to come'])
  expect(await titles({ status: 'archived' })).toEqual(['Knots of old'])
  expect(await titles({ q: '結び' })).toEqual(['日本語の結び方'])
  expect(await titles({ q: 'nothing' })).toEqual([])
  expect(await titles({ q: '???' })).toEqual([])
  const [published] = (await listAllCourses(admin, { status: 'published' })).items
  expect(published).toMatchObject({ isFeatured: false, can: { feature: true, unfeature: false } })
  const [archived] = (await listAllCourses(admin, { status: 'archived' })).items
  expect(archived?.can).toEqual({ feature: false, unfeature: false })
  for (const viewer of [await asStudent(), await asInstructor()])
    await expect(listAllCourses(viewer, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listAllCourses(asVisitor(), {})).rejects.toMatchObject({ code: 'unauthenticated' })
})
