import mongoose from 'mongoose'
import { beforeEach, describe, expect, test } from 'vitest'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { Types } from 'mongoose'
import { searchTermsOf } from '../search-terms'
import { getHomeShelves, getShelf, listCatalogue, listTaughtCourses } from './catalogue'
import { getCourse, getPreviewLesson } from './course'

useTestDatabase()

const titles = async (query: Parameters<typeof listCatalogue>[1]) =>
  (await listCatalogue(asVisitor(), query)).page.items.map(({ title }) => title)

describe('what the catalogue finds', () => {
  beforeEach(async () => {
    const mira = await makeUser({ fullName: 'Mira Okafor', role: 'instructor', approved: true })
    const science = await makeCategory({ name: 'Science', slug: 'science', order: 2 })
    await makeCategory({ name: 'Art', slug: 'art', order: 1 })
    const add = (title: string, language: 'en' | 'ja' | 'bn' | 'ko', facts: object = {}) =>
      makeCourse(
        {
          title,
          language,
          instructor: mira._id,
          searchTerms: searchTermsOf({
            title,
            subtitle: '',
            tags: [],
            category: '',
            instructor: 'Mira Okafor',
            language,
          }),
          ...facts,
        },
        1,
      )
    const day = (number: number) => new Date(Date.UTC(2030, 0, number))
    await add('Reading data', 'en', {
      publishedAt: day(1),
      enrollmentCount: 5,
      category: science._id,
      categorySlug: 'science',
    })
    await add('Crème brûlée', 'en', {
      publishedAt: day(2),
      level: 'Advanced',
      price: { amount: 900, currency: 'EUR' },
    })
    await add('日本語の文法', 'ja', { publishedAt: day(3), enrollmentCount: 9 })
    await add('বাংলা ভাষা', 'bn', { publishedAt: day(4), price: { amount: 500, currency: 'EUR' } })
    await add('Secret data', 'en', { status: 'draft' })
    await add('Old data', 'en', { status: 'archived' })
  })

  test('published courses only, in the order asked for', async () => {
    expect(await titles({})).toEqual(['বাংলা ভাষা', '日本語の文法', 'Crème brûlée', 'Reading data'])
    expect((await titles({ sort: 'popular' })).slice(0, 2)).toEqual(['日本語の文法', 'Reading data'])
    expect((await titles({ sort: 'price' })).slice(2)).toEqual(['বাংলা ভাষা', 'Crème brûlée'])
  })

  test.each([
    [{ q: 'read' }, ['Reading data']],
    [{ q: 'DATA rea' }, ['Reading data']],
    [{ q: 'creme' }, ['Crème brûlée']],
    [{ q: 'brûl' }, ['Crème brûlée']],
    [{ q: 'mira' }, ['বাংলা ভাষা', '日本語の文法', 'Crème brûlée', 'Reading data']],
    [{ q: '文法', language: 'ja' }, ['日本語の文法']],
    [{ q: 'ভাষা' }, ['বাংলা ভাষা']],
    [{ q: 'nothing like this' }, []],
    [{ q: '.*' }, []],
    [{ q: '???' }, []],
    [{ level: 'Advanced' }, ['Crème brûlée']],
    [{ language: 'bn' }, ['বাংলা ভাষা']],
    [{ price: 'paid', language: 'en' }, ['Crème brûlée']],
    [{ price: 'free' }, ['日本語の文法', 'Reading data']],
    [{ category: 'science' }, ['Reading data']],
    [{ category: 'art' }, []],
    [{ category: 'unknown' }, []],
  ] as const)('%j', async (query, expected) => {
    expect(await titles(query)).toEqual(expected)
  })

  test('counts, shelves and cards come along in two round trips', async () => {
    const { result, calls } = await countRoundTrips(() => listCatalogue(asVisitor(), { category: 'science' }))
    expect(calls).toHaveLength(2)
    expect(result.total).toEqual({ count: 1, isExact: true })
    expect(result.categories.map(({ slug }) => slug)).toEqual(['art', 'science'])
    expect(result.page.items[0]).toMatchObject({
      title: 'Reading data',
      category: { name: 'Science', slug: 'science' },
      instructor: { fullName: 'Mira Okafor', avatarUrl: null },
      price: { amount: 0 },
      lessonCount: 1,
    })
    expect(Object.keys(result.page.items[0]?.instructor ?? {})).toEqual(['username', 'fullName', 'avatarUrl'])
  })

  test('a shelf is there or not found; the home page shows what is new and what is learned', async () => {
    expect((await getShelf(asVisitor(), { slug: 'art' })).shelf.name).toBe('Art')
    await expect(getShelf(asVisitor(), { slug: 'nope' })).rejects.toMatchObject({ code: 'not_found' })
    const home = await getHomeShelves(asVisitor(), { size: 3 })
    expect(home.newest).toHaveLength(3)
    expect(home.popular.map(({ title }) => title)).toEqual(['日本語の文法', 'Reading data'])
  })
})

test('pages follow one another without a gap or a repetition while courses come and go', async () => {
  const published = Array.from({ length: 60 }, (_, index) => new Date(Date.UTC(2030, 0, 1 + (index % 7))))
  const rows = await Promise.all(published.map((publishedAt) => makeCourse({ publishedAt }, 1)))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { page } = await listCatalogue(asVisitor(), { cursor })
    seen.push(...page.items.map(({ id }) => id))
    if (cursor === undefined) await makeCourse({ publishedAt: new Date('2040-01-01') }, 1)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toHaveLength(60)
  expect(new Set(seen)).toEqual(new Set(rows.map(({ course }) => course.id as string)))
  await expect(listCatalogue(asVisitor(), { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' })
})

test('a thousand is counted exactly, more is more; pages are read by index whatever their number', async () => {
  const instructor = new Types.ObjectId()
  const course = (index: number) => ({
    title: `Course ${index}`,
    slug: `bulk-${index}`,
    level: 'Beginner',
    language: 'en',
    instructor,
    status: 'published',
    publishedAt: new Date(Date.UTC(2030, 0, 1, 0, index)),
    searchTerms: ['course', `word${index}`],
    categorySlug: index % 2 === 0 ? 'even' : 'odd',
  })
  await Course.insertMany(Array.from({ length: 1_000 }, (_, index) => course(index)))
  expect((await listCatalogue(asVisitor(), {})).total).toEqual({ count: 1_000, isExact: true })
  await Course.insertMany([course(1_000)])
  expect((await listCatalogue(asVisitor(), {})).total).toEqual({ count: 1_000, isExact: false })

  const examined = async (filter: Record<string, unknown>, sort: Record<string, 1 | -1>) => {
    const plan = await mongoose.connection.db?.command({
      explain: { find: 'courses', filter, sort, limit: 25 },
      verbosity: 'executionStats',
    })
    return plan?.['executionStats'] as { totalDocsExamined: number; nReturned: number }
  }
  const newest = { publishedAt: -1, _id: -1 } as const
  for (const filter of [
    { status: 'published' },
    { status: 'published', categorySlug: 'odd' },
    { status: 'published', instructor },
  ]) {
    expect((await examined(filter, newest)).totalDocsExamined).toBeLessThanOrEqual(30)
  }
  expect(
    (await examined({ status: 'published' }, { enrollmentCount: -1, _id: -1 })).totalDocsExamined,
  ).toBeLessThanOrEqual(30)
  expect(
    (await examined({ status: 'published' }, { 'price.amount': 1, _id: -1 })).totalDocsExamined,
  ).toBeLessThanOrEqual(30)
  const words = await examined({ status: 'published', $and: [{ searchTerms: /^word77/ }] }, newest)
  expect(words).toMatchObject({ nReturned: 11 })
  expect(words.totalDocsExamined).toBeLessThanOrEqual(12)
})

describe('one course', () => {
  test('drafts, reviews and archived ones are not found by those whose they are not', async () => {
    const owner = await asInstructor()
    for (const status of ['draft', 'inReview', 'archived'] as const) {
      const { course } = await makeCourse({ status, instructor: toObjectId(owner.userId) })
      for (const viewer of [asVisitor(), await asStudent(), await asInstructor()]) {
        await expect(getCourse(viewer, { slug: course.slug })).rejects.toMatchObject({ code: 'not_found' })
      }
      expect((await getCourse(owner, { slug: course.slug })).can.edit).toBe(true)
      expect((await getCourse(await asAdmin(), { slug: course.slug })).can.edit).toBe(true)
    }
  })

  test('its outline names published lessons in order, without their texts, in one round trip', async () => {
    const { course } = await makeCourse({}, [
      { title: 'A' },
      { title: 'B', isPublished: false },
      { title: 'C', body: 'secret' },
    ])
    const { result, calls } = await countRoundTrips(() => getCourse(asVisitor(), { slug: course.slug }))
    expect(calls).toHaveLength(1)
    expect(
      result.outline.map((module) => module.sections.flatMap((s) => s.lessons.map((l) => l.title))),
    ).toEqual([['A'], ['C']])
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(JSON.stringify(result)).not.toContain('searchTerms')
  })

  test('previews are everybody’s, other lessons nobody’s at that address', async () => {
    const { course, lessons } = await makeCourse({}, [
      { title: 'One', isPreview: true },
      { title: 'Two' },
      { title: 'Three', isPreview: true },
      { title: 'Four', isPreview: true, isPublished: false },
    ])
    const at = (index: number) => ({ slug: course.slug, lessonId: lessons[index]?.id as string })
    expect(await getPreviewLesson(asVisitor(), at(0))).toMatchObject({
      lesson: { title: 'One', body: 'Text of lesson 1.' },
      previous: null,
      next: { title: 'Three' },
    })
    for (const index of [1, 3]) {
      await expect(getPreviewLesson(await asStudent(), at(index))).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    const other = await makeCourse({ status: 'draft' }, [{ isPreview: true }])
    const stray = { slug: course.slug, lessonId: other.lessons[0]?.id as string }
    await expect(getPreviewLesson(asVisitor(), stray)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getPreviewLesson(asVisitor(), { ...stray, slug: other.course.slug })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('a teacher’s published courses are listed for everybody', async () => {
    const owner = await asInstructor()
    const instructor = toObjectId(owner.userId)
    const { course } = await makeCourse({ instructor })
    await makeCourse({ instructor, status: 'draft' })
    const page = await listTaughtCourses(asVisitor(), { instructorId: owner.userId })
    expect(page.items.map(({ slug }) => slug)).toEqual([course.slug])
  })
})
