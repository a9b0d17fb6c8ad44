import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { notFound } from '@/lib/platform/errors'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { COURSES_PER_PAGE, EXACT_COUNT_LIMIT, type CatalogueSort } from '../constants'
import { toCategoryName, toCourseCard, type CardRow, type CategoryShelf, type CourseCard } from '../dto'
import { IN_CATALOGUE } from '../policy'
import type { CatalogueQuery } from '../schema'
import { beginningWith, termsOf } from '../search-terms'
import { COURSE_CARD_STAGES } from './stages'

export type Catalogue = {
  page: Page<CourseCard>
  total: { count: number; isExact: boolean }
  categories: CategoryShelf[]
}

const SORTS: Record<CatalogueSort, SortField[]> = {
  newest: [
    { path: 'publishedAt', direction: -1 },
    { path: '_id', direction: -1 },
  ],
  popular: [
    { path: 'enrollmentCount', direction: -1 },
    { path: '_id', direction: -1 },
  ],
  price: [
    { path: 'price.amount', direction: 1 },
    { path: '_id', direction: -1 },
  ],
}

/** More words than this add nothing to a search but cost. */
const SEARCH_WORDS = 8

/** One page of the catalogue with its count and the shelves to filter by, in two round trips. */
export async function listCatalogue(_viewer: Viewer, query: CatalogueQuery): Promise<Catalogue> {
  const sort = SORTS[query.sort ?? 'newest']
  const filter = catalogueFilter(query)
  const [rows, counted] = await Promise.all([
    filter === null
      ? []
      : readCards({ $and: [filter, keysetFilter(sort, query.cursor)] }, sort, COURSES_PER_PAGE + 1),
    countWithShelves(filter),
  ])
  return { page: toPage(rows, { limit: COURSES_PER_PAGE, sort, toItem }), ...counted }
}

/** A category's shelf; `not_found` where there is no such category. */
export async function getShelf(
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<Catalogue & { shelf: CategoryShelf }> {
  const catalogue = await listCatalogue(viewer, { category: slug })
  const shelf = catalogue.categories.find((category) => category.slug === slug)
  if (shelf === undefined) throw notFound('There is no such category.')
  return { ...catalogue, shelf }
}

export type HomeShelves = { newest: CourseCard[]; popular: CourseCard[]; categories: CategoryShelf[] }

/** What the home page shows: a few courses of each kind and all categories. */
export async function getHomeShelves(_viewer: Viewer, { size }: { size: number }): Promise<HomeShelves> {
  const [newest, popular, categories] = await Promise.all([
    readCards(IN_CATALOGUE, SORTS.newest, size),
    readCards(IN_CATALOGUE, SORTS.popular, size),
    Category.aggregate<ShelfRow>(SHELVES),
  ])
  return {
    newest: newest.map(toItem),
    popular: popular.filter((row) => row.enrollmentCount > 0).map(toItem),
    categories: categories.map(toShelf),
  }
}

/** What a person teaches, newest first, for their public profile. */
export async function listTaughtCourses(
  _viewer: Viewer,
  { instructorId, cursor }: { instructorId: string; cursor?: string },
): Promise<Page<CourseCard>> {
  const filter = { ...IN_CATALOGUE, instructor: toObjectId(instructorId) }
  const rows = await readCards(
    { $and: [filter, keysetFilter(SORTS.newest, cursor)] },
    SORTS.newest,
    COURSES_PER_PAGE + 1,
  )
  return toPage(rows, { limit: COURSES_PER_PAGE, sort: SORTS.newest, toItem })
}

type Filter = Record<string, unknown>
type ShelfRow = { _id: Types.ObjectId; name: string; slug: string; description: string; hue?: number }

const toItem = (row: CardRow) => toCourseCard(row, now())

function readCards(filter: Filter, sort: SortField[], limit: number): Promise<CardRow[]> {
  return Course.aggregate<CardRow>([
    { $match: filter },
    { $sort: keysetSort(sort) },
    { $limit: limit },
    ...COURSE_CARD_STAGES,
  ])
}

const SHELVES: PipelineStage.FacetPipelineStage[] = [
  { $sort: { order: 1, name: 1 } },
  { $project: { name: 1, slug: 1, description: 1, hue: 1 } },
]

async function countWithShelves(filter: Filter | null): Promise<Pick<Catalogue, 'total' | 'categories'>> {
  if (filter === null) {
    const shelves = await Category.aggregate<ShelfRow>(SHELVES)
    return { total: { count: 0, isExact: true }, categories: shelves.map(toShelf) }
  }
  const rows = await Course.aggregate<{ count: number } | ShelfRow>([
    { $match: filter },
    { $limit: EXACT_COUNT_LIMIT + 1 },
    { $count: 'count' },
    { $unionWith: { coll: 'categories', pipeline: SHELVES } },
  ])
  const count = rows.flatMap((row) => ('count' in row ? [row.count] : []))[0] ?? 0
  return {
    total: { count: Math.min(count, EXACT_COUNT_LIMIT), isExact: count <= EXACT_COUNT_LIMIT },
    categories: rows.flatMap((row) => ('slug' in row ? [toShelf(row)] : [])),
  }
}

/** Null when the search says no word at all, so that nothing can be found by it. */
function catalogueFilter(query: CatalogueQuery): Filter | null {
  const words = query.q === undefined ? [] : termsOf(query.q, query.language ?? 'en').slice(0, SEARCH_WORDS)
  if (query.q !== undefined && words.length === 0) return null
  const filter: Filter = { ...IN_CATALOGUE }
  if (query.category !== undefined) filter['categorySlug'] = query.category
  if (query.level !== undefined) filter['level'] = query.level
  if (query.language !== undefined) filter['language'] = query.language
  if (query.price !== undefined) filter['price.amount'] = query.price === 'free' ? 0 : { $gt: 0 }
  if (words.length > 0) filter['$and'] = words.map((word) => ({ searchTerms: beginningWith(word) }))
  return filter
}

function toShelf(row: ShelfRow): CategoryShelf {
  return { ...toCategoryName(row), id: row._id.toHexString(), description: row.description }
}
