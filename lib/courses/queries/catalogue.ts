import 'server-only'
import type { Types } from 'mongoose'
import { now } from '@/lib/platform/clock'
import { decodeCursor, keysetFilter, keysetSort, toPage } from '@/lib/platform/db/keyset'
import type { Page, SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { sizeOf, type NumberSet } from '@/lib/utils/number-set'
import { Course } from '@/models/course'
import { COURSES_PER_PAGE, EXACT_COUNT_LIMIT, type CatalogueSort } from '../constants'
import type { LanguageShelf, Suggestions } from '../catalogue-dto'
import { CARD_FIELDS, toCourseCard, type CardRow, type CategoryShelf, type CourseCard } from '../dto'
import { coursesFitting, keysWanted, ranked, wantedOf, type Sets, type Wanted } from '../listing/find'
import { placesByRank, placesByValue } from '../listing/places'
import { VALUE_OF_SORT, type SortValues } from '../listing/sort-values'
import { IN_CATALOGUE } from '../policy'
import { sortOf, type CatalogueQuery } from '../schema'
import { readSetsAndShelves } from './sets'
import { COURSE_CARD_STAGES, JOIN_INSTRUCTOR } from './stages'
import { suggest } from './suggestions'

export type Catalogue = {
  page: Page<CourseCard>
  total: { count: number; isExact: boolean }
  categories: CategoryShelf[]
  languages: LanguageShelf[]
  /** Ways on where nothing fits. */
  suggestions: Suggestions | null
}
type Found = {
  query: CatalogueQuery
  size: number
  wanted: Wanted
  sets: Sets
  values: SortValues
  fitting: NumberSet
}

const BY_ID: SortField = { path: '_id', direction: -1 }
export const NEWEST: SortField[] = [{ path: 'publishedAt', direction: -1 }, BY_ID]
export const MOST_LEARNERS: SortField[] = [{ path: 'enrollmentCount', direction: -1 }, BY_ID]
const READ_AHEAD = COURSES_PER_PAGE + 1

type Asked = CatalogueQuery & { size?: number }

/**
 * One page of the catalogue (of the usual size, or of at most 100 courses) with its count and the shelves to filter by, in
 * two round trips: which courses fit and in which order follows from sets and values alone, then one page of them is read.
 * See docs/decisions/050 and 078.
 */
export async function listCatalogue(
  viewer: Viewer,
  { size = COURSES_PER_PAGE, ...query }: Asked,
): Promise<Catalogue> {
  const wanted = wantedOf(query)
  const sort = sortOf(query)
  const { sets, values, ...shelves } = await readSetsAndShelves(
    keysWanted(wanted, sort),
    sort === 'best' ? null : VALUE_OF_SORT[sort].value,
  )
  const fitting = coursesFitting(wanted, sets)
  const count = sizeOf(fitting)
  const total = { count: Math.min(count, EXACT_COUNT_LIMIT), isExact: count <= EXACT_COUNT_LIMIT }
  if (count === 0) {
    const page = { items: [], nextCursor: null }
    return { page, total, ...shelves, suggestions: await suggest(viewer, query, { wanted, sets }) }
  }
  const places = placesOnPage({ query, size, wanted, sets, values, fitting })
  const page = await readCards(places, shelves.categories)
  return { page, total, ...shelves, suggestions: null }
}

/** A category's shelf; `not_found` where there is no such category. */
export async function getShelf(
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<Catalogue & { shelf: CategoryShelf }> {
  const catalogue = await listCatalogue(viewer, { category: [slug] })
  const shelf = catalogue.categories.find((category) => category.slug === slug)
  if (shelf === undefined) throw notFound('There is no such category.')
  return { ...catalogue, shelf }
}

/** What a person teaches, newest first, for their public profile. */
export async function listTaughtCourses(
  _viewer: Viewer,
  { instructorId, cursor }: { instructorId: string; cursor?: string },
): Promise<Page<CourseCard>> {
  const rows = await Course.aggregate<CardRow>([
    { $match: { ...IN_CATALOGUE, instructor: toObjectId(instructorId), ...keysetFilter(NEWEST, cursor) } },
    { $sort: keysetSort(NEWEST) },
    { $limit: READ_AHEAD },
    ...COURSE_CARD_STAGES,
  ])
  return toPage(rows, { limit: COURSES_PER_PAGE, sort: NEWEST, toItem })
}

const toItem = (row: CardRow) => toCourseCard(row, now())

/** Which courses the page shows, by their numbers: this follows from the sets and values alone. */
function placesOnPage({ query, size, wanted, sets, fitting, values }: Found): Page<number> {
  const sort = sortOf(query)
  const fields = fieldsOf(sort)
  const [value, catalogueNumber] = query.cursor === undefined ? [] : decodeCursor(fields, query.cursor)
  const after =
    query.cursor === undefined ? null : { value: Number(value), catalogueNumber: Number(catalogueNumber) }
  const places =
    sort === 'best'
      ? placesByRank(ranked(fitting, wanted, sets), after, size + 1)
      : placesByValue(fitting, { values, ...VALUE_OF_SORT[sort] }, { after, limit: size + 1 })
  const rows = places.map((place) => ({ [sort]: place.value, catalogueNumber: place.catalogueNumber }))
  return toPage(rows, { limit: size, sort: fields, toItem: (row) => row.catalogueNumber })
}

/** An order by its value, and among equal ones the later course first. */
function fieldsOf(sort: CatalogueSort): SortField[] {
  const isDown = sort === 'best' || VALUE_OF_SORT[sort].isDown
  return [
    { path: sort, direction: isDown ? -1 : 1 },
    { path: 'catalogueNumber', direction: -1 },
  ]
}

/** The categories are known from the shelves already, so that only teachers are joined. */
async function readCards(
  { items, nextCursor }: Page<number>,
  categories: readonly CategoryShelf[],
): Promise<Page<CourseCard>> {
  const rows = await Course.aggregate<CardRow & { catalogueNumber: number; category: Types.ObjectId | null }>(
    [
      { $match: { catalogueNumber: { $in: items }, isListed: true } },
      { $limit: Math.max(1, items.length) },
      { $project: { ...CARD_FIELDS, category: 1, instructor: 1, catalogueNumber: 1 } },
      ...JOIN_INSTRUCTOR,
    ],
    { hint: { catalogueNumber: 1 } },
  )
  const byId = new Map(categories.map((category) => [category.id, category]))
  const byNumber = new Map(rows.map((row) => [row.catalogueNumber, row]))
  // A course that was taken out of the list at this moment leaves its place empty.
  const shown = items.flatMap((number) => byNumber.get(number) ?? [])
  const cards = shown.map((row) =>
    toItem({ ...row, categoryRow: byId.get(row.category?.toHexString() ?? '') }),
  )
  return { items: cards, nextCursor }
}
