import mongoose, { type PipelineStage } from 'mongoose'
import { beforeEach, describe, expect, test } from 'vitest'
import { updateProfile } from '@/lib/accounts/commands/profile'
import { setClock } from '@/lib/platform/clock'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { makeUser } from '@/lib/platform/testing/factories'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Course, type CourseFields } from '@/models/course'
import { CourseSet } from '@/models/course-set'
import { CourseSortRow } from '@/models/course-sort-row'
import '../jobs'
import { saveCategory } from '../commands/categories'
import { refreshListing, turnListings } from '../commands/listing'
import { rebuildListings } from '../commands/rebuild-listings'
import { recountSortValues } from '../commands/sort-values'
import { bytesOf } from '../listing/bytes'
import { SORT_ROW_SIZE, unpackSortRow } from '../listing/sort-values'
import type { CatalogueQuery } from '../schema'
import { getShelf, listCatalogue } from './catalogue'

useTestDatabase()

const house = systemViewer('test')
const day = (number: number) => new Date(Date.UTC(2030, 0, number))
const list = (query: CatalogueQuery) => listCatalogue(asVisitor(), query)
const titles = async (query: CatalogueQuery) => (await list(query)).page.items.map(({ title }) => title)

async function add(title: string, facts: Partial<CourseFields> = {}): Promise<string> {
  const { course } = await makeCourse({ title, ...facts }, 1)
  await refreshListing(house, { courseId: course.id })
  return course.id as string
}

describe('what the catalogue finds', () => {
  beforeEach(async () => {
    const mira = await makeUser({ fullName: 'Mira Okafor', role: 'instructor', approved: true })
    const science = await makeCategory({ name: 'Science', slug: 'science', order: 2 })
    await makeCategory({ name: 'Art', slug: 'art', order: 1 })
    const instructor = mira._id
    await add('Reading data', {
      instructor,
      publishedAt: day(1),
      enrollmentCount: 5,
      category: science._id,
      categorySlug: 'science',
      tags: ['Statistics', 'Charts & graphs'],
      durationMinutes: 200,
    })
    await add('Crème brûlée', {
      instructor,
      publishedAt: day(2),
      level: 'Advanced',
      language: 'fr',
      price: { amount: 900, currency: 'EUR' },
      durationMinutes: 30,
      rating: { average: 4.6, count: 12, histogram: [0, 0, 0, 5, 7] },
    })
    await add('日本語の文法', {
      instructor,
      language: 'ja',
      publishedAt: day(3),
      enrollmentCount: 9,
      durationMinutes: 2_000,
      rating: { average: 3.2, count: 2, histogram: [0, 0, 1, 1, 0] },
    })
    await add('বাংলা ভাষা', {
      instructor,
      language: 'bn',
      publishedAt: day(4),
      price: { amount: 500, currency: 'EUR' },
      startDate: new Date('2090-01-01'),
      durationMinutes: 90,
    })
    await add('Secret data', { instructor, status: 'draft' })
    await add('Old data', { instructor, status: 'archived' })
    await add('Data of yesterday', { instructor, endDate: new Date('2020-01-01') })
  })

  const ALL = ['বাংলা ভাষা', '日本語の文法', 'Crème brûlée', 'Reading data']

  test('courses that can be begun now or later, in each order', async () => {
    const orders: [CatalogueQuery['sort'], string[]][] = [
      ['newest', ALL],
      ['popular', ['日本語の文法', 'Reading data', 'বাংলা ভাষা', 'Crème brûlée']],
      ['rating', ['Crème brûlée', '日本語の文法', 'বাংলা ভাষা', 'Reading data']],
      ['price', ['日本語の文法', 'Reading data', 'বাংলা ভাষা', 'Crème brûlée']],
      ['priceDown', ['Crème brûlée', 'বাংলা ভাষা', 'Reading data', '日本語の文法']],
      ['duration', ['Crème brûlée', 'বাংলা ভাষা', 'Reading data', '日本語の文法']],
    ]
    for (const [sort, expected] of orders) {
      const found = await titles({ sort })
      if (sort === 'newest' || sort === 'duration' || sort === 'rating')
        expect(found.slice(0, 2), sort).toEqual(expected.slice(0, 2))
      expect(found[0], sort).toBe(sort === 'price' || sort === 'popular' ? '日本語の文法' : expected[0])
      expect(new Set(found), sort).toEqual(new Set(ALL))
    }
    expect(await titles({})).toEqual(ALL)
  })

  test.each<[CatalogueQuery, string[]]>([
    [{ q: 'read' }, ['Reading data']],
    [{ q: 'DATA rea' }, ['Reading data']],
    [{ q: 'creme' }, ['Crème brûlée']],
    [{ q: 'brûl' }, ['Crème brûlée']],
    [{ q: 'mira', sort: 'newest' }, ALL],
    [{ q: '文法' }, ['日本語の文法']],
    [{ q: '文法', language: ['ja'] }, ['日本語の文法']],
    [{ q: '文法', language: ['bn'] }, []],
    [{ q: 'ভাষা' }, ['বাংলা ভাষা']],
    [{ q: 'science' }, ['Reading data']],
    [{ q: 'nothing like this' }, []],
    [{ q: '.*' }, []],
    [{ q: '???' }, []],
    [{ level: ['Advanced'] }, ['Crème brûlée']],
    [{ level: ['Advanced', 'Intermediate'] }, ['Crème brûlée']],
    [{ language: ['bn', 'ja'] }, ['বাংলা ভাষা', '日本語の文法']],
    [{ price: 'paid' }, ['বাংলা ভাষা', 'Crème brûlée']],
    [{ price: 'paid', language: ['fr'] }, ['Crème brûlée']],
    [{ price: 'free' }, ['日本語の文法', 'Reading data']],
    [{ rating: '4' }, ['Crème brûlée']],
    [{ rating: '3' }, ['日本語の文法', 'Crème brûlée']],
    [{ duration: ['0-1', '17-'] }, ['日本語の文法', 'Crème brûlée']],
    [{ duration: ['1-3'] }, ['বাংলা ভাষা']],
    [{ run: 'upcoming' }, ['বাংলা ভাষা']],
    [{ run: 'active', price: 'paid' }, ['Crème brûlée']],
    [{ category: ['science'] }, ['Reading data']],
    [{ category: ['art', 'science'] }, ['Reading data']],
    [{ category: ['unknown'] }, []],
    [{ tag: ['statistics'] }, ['Reading data']],
    [{ tag: ['CHARTS  & graphs'] }, ['Reading data']],
    [{ tag: ['charts'] }, []],
  ])('%j', async (query, expected) => {
    expect(await titles(query)).toEqual(expected)
  })

  test('counts, choices and cards come along in two round trips, however it is ordered', async () => {
    for (const query of [
      { category: ['science'] },
      { q: 'data' },
      { q: 'data', sort: 'price' as const },
      {},
    ]) {
      const { result, calls } = await countRoundTrips(() => list(query))
      expect(calls, JSON.stringify(query)).toHaveLength(2)
      expect(result.categories.map(({ slug }) => slug)).toEqual(['art', 'science'])
      expect(result.languages.map(({ language }) => language).sort()).toEqual(['bn', 'en', 'fr', 'ja'])
    }
    const { page, total } = await list({ category: ['science'] })
    expect(total).toEqual({ count: 1, isExact: true })
    expect(page.items[0]).toMatchObject({
      title: 'Reading data',
      category: { name: 'Science', slug: 'science' },
      instructor: { fullName: 'Mira Okafor', avatarUrl: null },
      price: { amount: 0 },
      lessonCount: 1,
    })
    expect(JSON.stringify(page)).not.toContain('catalogueNumber')
  })

  test('a shelf is there or not found', async () => {
    expect((await getShelf(asVisitor(), { slug: 'art' })).shelf.name).toBe('Art')
    await expect(getShelf(asVisitor(), { slug: 'nope' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('where nothing fits, what would fit is said: without a filter, without a word, by a word really there', async () => {
    const { result, calls } = await countRoundTrips(() =>
      list({ q: 'data', language: ['ja'], level: ['Advanced'] }),
    )
    expect(calls).toHaveLength(2)
    expect(result.suggestions?.waysOut).toEqual([])
    expect(result.suggestions?.popular[0]?.title).toBe('日本語の文法')
    const narrow = (await list({ q: 'reading', language: ['ja'] })).suggestions
    expect(narrow?.waysOut).toEqual([
      { query: { q: 'reading', language: undefined }, without: { filter: 'language' }, count: 1 },
    ])
    const words = (await list({ q: 'reading nonsense' })).suggestions
    expect(words?.waysOut).toEqual([{ query: { q: 'reading' }, without: { word: 'nonsense' }, count: 1 }])
    expect((await list({ q: 'raeding dtaa' })).suggestions?.similar?.words).toBe('reading data')
    expect((await list({ q: 'xylophone data' })).suggestions?.similar).toBeNull()
    expect((await list({ q: 'redaing data' })).suggestions?.similar?.words).toBe('reading data')
    // The words of what is in no list are nobody's to learn.
    expect((await list({ q: 'secrte' })).suggestions?.similar).toBeNull()
  })
})

test('best first: title before subject before subtitle, whole words before beginnings, then learners', async () => {
  await add('Nothing of it 1', { subtitle: 'a painter at work' })
  await add('Nothing of it 2', { subtitle: 'paint at work' })
  await add('Nothing of it 3', { tags: ['painting'] })
  await add('Nothing of it 4', { tags: ['paint'] })
  await add('Painting walls')
  await add('Paint for many', { enrollmentCount: 40 })
  await add('Paint for one', { enrollmentCount: 3 })
  await add('Paint for a thousand', { enrollmentCount: 1_200 })
  expect(await titles({ q: 'paint' })).toEqual([
    'Paint for a thousand',
    'Paint for many',
    'Paint for one',
    'Painting walls',
    'Nothing of it 4',
    'Nothing of it 3',
    'Nothing of it 2',
    'Nothing of it 1',
  ])
})

describe('pages', () => {
  const EVERY: CatalogueQuery[] = [
    {},
    { sort: 'popular' },
    { sort: 'rating' },
    { sort: 'price' },
    { sort: 'priceDown' },
    { sort: 'duration' },
    { q: 'mountain' },
    { q: 'mountain', sort: 'duration' },
  ]

  test.each(EVERY)(
    'follow one another without a gap or a repetition while courses come: %j',
    async (query) => {
      const rows = await Course.insertMany(
        Array.from({ length: 55 }, (_, index) => ({
          title: index % 3 === 0 ? 'Mountains' : 'The mountain',
          slug: `mountain-${index}`,
          level: 'Beginner' as const,
          language: 'en' as const,
          status: 'published' as const,
          publishedAt: day(1 + (index % 7)),
          enrollmentCount: index % 4,
          price: { amount: (index % 3) * 100, currency: 'EUR' },
          durationMinutes: index % 5,
          rating: { average: index % 3, count: index % 2 },
        })),
      )
      await rebuildListings(house)
      const ids = new Set(rows.map(({ id }) => id as string))
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const { page } = await list({ ...query, cursor })
        expect(page.items.length).toBeGreaterThan(0)
        seen.push(...page.items.map(({ id }) => id))
        if (cursor === undefined)
          await add('First of all mountains', { publishedAt: day(31), enrollmentCount: 9 })
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      const old = seen.filter((id) => ids.has(id))
      expect(new Set(old)).toEqual(ids)
      expect(old).toHaveLength(ids.size)
      await expect(list({ ...query, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' })
    },
  )
})

test('every order is that of what is shown, of equal ones the later course first, page after page', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({
    title: `The mountain ${index}`,
    slug: `mountain-${index}`,
    level: 'Beginner' as const,
    language: 'en' as const,
    status: 'published' as const,
    publishedAt: day(1 + ((index * 5) % 11)),
    enrollmentCount: (index * 7) % 13,
    price: { amount: ((index * 3) % 8) * 100, currency: 'EUR' },
    durationMinutes: (index * 11) % 9,
    rating: { average: 3 + ((index * 13) % 17) / 10, count: index % 3 },
  }))
  await Course.insertMany(rows)
  await rebuildListings(house)
  type Made = (typeof rows)[number]
  const orders: [CatalogueQuery['sort'], (one: Made) => number[]][] = [
    ['newest', ({ publishedAt }) => [-publishedAt.getTime()]],
    ['popular', ({ enrollmentCount }) => [-enrollmentCount]],
    ['rating', ({ rating }) => [-rating.average, -rating.count]],
    ['price', ({ price }) => [price.amount]],
    ['priceDown', ({ price }) => [-price.amount]],
    ['duration', ({ durationMinutes }) => [durationMinutes]],
  ]
  for (const [sort, keysOf] of orders) {
    const expected = rows
      .toReversed()
      .toSorted((a, b) => keysOf(a).reduce((order, key, at) => order || key - (keysOf(b)[at] ?? 0), 0))
      .map(({ title }) => title)
    for (const query of [{ sort }, { q: 'mountain', sort }]) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const { page } = await list({ ...query, cursor })
        seen.push(...page.items.map(({ title }) => title))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen, JSON.stringify(query)).toEqual(expected)
    }
  }
})

describe('where a course stands in an order follows', () => {
  const sorts = ['newest', 'popular', 'rating', 'price', 'priceDown', 'duration'] as const

  async function addTwo(): Promise<string> {
    const facts = { publishedAt: day(2), enrollmentCount: 5, price: { amount: 500, currency: 'EUR' } }
    const id = await add('Moved', { ...facts, durationMinutes: 60 })
    await add('Stays', { ...facts, durationMinutes: 60 })
    for (const sort of sorts) expect((await titles({ sort }))[0], sort).toBe('Stays')
    return id
  }

  test.each<[(typeof sorts)[number], Partial<CourseFields>]>([
    ['newest', { publishedAt: day(3) }],
    ['popular', { enrollmentCount: 6 }],
    ['rating', { rating: { average: 4, count: 1, histogram: [0, 0, 0, 1, 0] } }],
    ['price', { price: { amount: 499, currency: 'EUR' } }],
    ['priceDown', { price: { amount: 501, currency: 'EUR' } }],
    ['duration', { durationMinutes: 59 }],
  ])('%s: %j', async (sort, change) => {
    const courseId = await addTwo()
    await Course.updateOne({ _id: courseId }, { $set: change })
    await refreshListing(house, { courseId })
    expect((await titles({ sort }))[0]).toBe('Moved')
  })

  test('learners without anybody waiting for it: each course is counted anew in its turn', async () => {
    const courseId = await addTwo()
    const draft = await add('Draft', { status: 'draft' })
    await Course.updateMany({ _id: [courseId, draft] }, { $inc: { enrollmentCount: 1 } })
    expect((await titles({ sort: 'popular' }))[0]).toBe('Stays')
    await recountSortValues(house)
    expect(await titles({ sort: 'popular' })).toEqual(['Moved', 'Stays'])
    const before = await CourseSortRow.find({}).lean()
    await recountSortValues(house)
    expect(await CourseSortRow.find({}).lean()).toEqual(before)
    await expect(recountSortValues(asVisitor())).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('only rows of values that have changed are brought along', async () => {
    const courseId = await addTwo()
    const broughtAlong = async () => {
      let pipeline: PipelineStage[] = []
      mongoose.set('debug', (collection: string, _method: string, stages: Union[]) => {
        const union = stages.find((stage) => stage.$unionWith?.coll === 'courseSortRows')
        if (collection === 'courseSets' && union?.$unionWith) pipeline = union.$unionWith.pipeline
      })
      await list({ sort: 'price' }).finally(() => mongoose.set('debug', false))
      return CourseSortRow.aggregate(pipeline)
    }
    type Union = { $unionWith?: { coll: string; pipeline: PipelineStage[] } }
    await list({ sort: 'price' })
    expect(await broughtAlong()).toEqual([])
    await Course.updateOne({ _id: courseId }, { $set: { price: { amount: 1, currency: 'EUR' } } })
    await refreshListing(house, { courseId })
    expect(await broughtAlong()).toMatchObject([{ value: 'price', row: 0 }])
    expect(await broughtAlong()).toEqual([])
  })

  test('row after row, and the first one again after the last', async () => {
    const ids: string[] = []
    for (const number of [1, 5_000]) {
      const { course } = await makeCourse({ title: `Number ${number}`, catalogueNumber: number }, 1)
      await refreshListing(house, { courseId: course.id as string })
      ids.push(course.id as string)
    }
    const learners = async () => {
      const rows = await CourseSortRow.find({ value: 'learners' }).sort({ row: 1 }).lean()
      const places = [1, 5_000 % SORT_ROW_SIZE]
      return rows.map(({ row, values }) => unpackSortRow(bytesOf(values))[places[row] ?? 0])
    }
    const seen: (number | undefined)[][] = []
    for (const turn of [0, 1, 2]) {
      await Course.updateMany({ _id: ids }, { $inc: { enrollmentCount: 1 } })
      setClock(new Date(turn * 5 * 60_000))
      await recountSortValues(house)
      seen.push(await learners())
    }
    expect(seen).toEqual([
      [1, 0],
      [1, 2],
      [3, 2],
    ])
  })
})

describe('what a course is found by follows', () => {
  test('the name of who teaches it', async () => {
    const person = await makeUser({ fullName: 'Mira Okafor', role: 'instructor', approved: true })
    await add('Walking', { instructor: person._id })
    await add('Running', { coInstructors: [person._id] })
    const viewer = await signedIn(person.id as string)
    await updateProfile(viewer, { fullName: 'Mira Lindqvist' } as Parameters<typeof updateProfile>[1])
    await runDueJobs()
    expect(await titles({ q: 'okafor' })).toEqual([])
    expect((await titles({ q: 'lindqvist' })).sort()).toEqual(['Running', 'Walking'])
  })

  test('the name of its category', async () => {
    const category = await makeCategory({ name: 'Handicraft', slug: 'crafts' })
    await add('Knots', { category: category._id, categorySlug: 'crafts' })
    await saveCategory(house, { slug: 'crafts', name: 'Working with hands', description: '', order: 1 })
    await runDueJobs()
    expect(await titles({ q: 'handicraft' })).toEqual([])
    expect(await titles({ q: 'hands' })).toEqual(['Knots'])
  })

  test('the clock: what begins later and what is over', async () => {
    setClock(day(1))
    await add('Spring', { startDate: day(10), endDate: day(20) })
    expect(await titles({ run: 'upcoming' })).toEqual(['Spring'])
    setClock(day(11))
    await turnListings(house)
    expect(await titles({ run: 'upcoming' })).toEqual([])
    expect(await titles({ run: 'active' })).toEqual(['Spring'])
    setClock(day(21))
    await turnListings(house)
    expect(await titles({})).toEqual([])
    await turnListings(house)
    expect(await Course.countDocuments({ isListed: true })).toBe(0)
  })

  test('everything anew, from the courses alone', async () => {
    await add('Knots', { tags: ['rope'] })
    await add('Sails', { language: 'ja' })
    await add('Draft of knots', { status: 'draft' })
    const rows = () =>
      CourseSet.find({ key: { $not: /^#/ } })
        .select('key size -_id')
        .sort({ key: 1 })
        .lean()
    const before = await rows()
    await CourseSet.deleteMany({ key: /^word/ })
    await rebuildListings(house)
    expect(await rows()).toEqual(before)
    expect(await titles({ q: 'knots' })).toEqual(['Knots'])
    await add('Later knots')
    expect(await list({ q: 'knots' })).toMatchObject({ total: { count: 2 } })
  })

  test('nobody but the house turns or rebuilds', async () => {
    await expect(turnListings(asVisitor())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(rebuildListings(asVisitor())).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('at a thousand and more', () => {
  const EXAMINED_MAX = 1_200
  const course = (index: number) => ({
    title: `${index % 2 === 0 ? 'Common' : 'Usual'} course ${index}`,
    slug: `bulk-${index}`,
    level: index % 3 === 0 ? ('Advanced' as const) : ('Beginner' as const),
    language: index % 50 === 0 ? ('ja' as const) : ('en' as const),
    status: 'published' as const,
    publishedAt: new Date(Date.UTC(2030, 0, 1, 0, index)),
    price: { amount: index % 4 === 0 ? 0 : index, currency: 'EUR' },
    durationMinutes: (index * 7) % 1_500,
    enrollmentCount: index % 40,
    categorySlug: index % 5 === 0 ? 'fifth' : 'other',
  })

  type Union = { coll: string; pipeline: object[]; hint?: object }

  /** Documents that the pipelines of one call examine, each explained by the database. */
  async function examinedBy(query: CatalogueQuery): Promise<number> {
    const run: { collection: string; pipeline: object[]; options: { hint?: object } }[] = []
    mongoose.set('debug', (collection: string, method: string, pipeline: object[], options: object) => {
      if (method === 'aggregate') run.push({ collection, pipeline, options })
    })
    await list(query).finally(() => mongoose.set('debug', false))
    let examined = 0
    for (const { collection, pipeline, options } of run) {
      const own = pipeline.filter((stage) => !('$unionWith' in stage) && !('$lookup' in stage))
      const unions = pipeline.flatMap((stage) => ('$unionWith' in stage ? [stage.$unionWith as Union] : []))
      const parts = [{ coll: collection, pipeline: own, hint: options.hint }, ...unions]
      for (const { coll, pipeline: stages, hint } of parts.filter(({ coll }) => coll !== 'categories')) {
        const plan = await mongoose.connection.db?.command({
          explain: { aggregate: coll, pipeline: stages, cursor: {}, ...(hint && { hint }) },
          verbosity: 'executionStats',
        })
        expect(JSON.stringify(plan), JSON.stringify({ query, coll })).toContain('IXSCAN')
        examined += documentsExamined(plan)
      }
    }
    return examined
  }

  function documentsExamined(plan: unknown): number {
    const found = [...JSON.stringify(plan).matchAll(/"totalDocsExamined":(?:\{"\$?\w+":"?)?(\d+)/g)]
    return Math.max(0, ...found.map(([, count]) => Number(count)))
  }

  test('counts are exact to a thousand, and every question is answered by index from a bounded number', async () => {
    await Course.insertMany(Array.from({ length: 1_000 }, (_, index) => course(index)))
    await rebuildListings(house)
    expect((await list({})).total).toEqual({ count: 1_000, isExact: true })
    await Course.insertMany(Array.from({ length: 1_000 }, (_, index) => course(1_000 + index)))
    await rebuildListings(house)
    expect((await list({})).total).toEqual({ count: 1_000, isExact: false })
    expect((await list({ q: 'common' })).total).toEqual({ count: 1_000, isExact: true })

    const questions: CatalogueQuery[] = [
      {},
      { sort: 'priceDown' },
      { q: 'c' },
      { q: 'course', sort: 'rating' },
      { q: 'common course' },
      { q: 'common', language: ['ja'] },
      { price: 'paid' },
      { price: 'paid', sort: 'price' },
      { level: ['Advanced'], language: ['en'], price: 'free', sort: 'popular' },
      { level: ['Advanced', 'Beginner'], category: ['fifth', 'other'], duration: ['0-1', '1-3', '3-6'] },
      { language: ['ja'], duration: ['17-'], sort: 'duration' },
      { q: 'nothing' },
    ]
    for (const query of questions) {
      const examined = await examinedBy(query)
      expect(examined, JSON.stringify(query)).toBeGreaterThan(0)
      expect(examined, JSON.stringify(query)).toBeLessThanOrEqual(EXAMINED_MAX)
    }
  }, 120_000)
})
