import 'server-only'
import { now } from '@/lib/platform/clock'
import { decodeCursor, encodeCursor, keysetFilter, keysetSort, toPage } from '@/lib/platform/db/keyset'
import type { Page, SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { descending, sizeOf, type NumberSet } from '@/lib/utils/number-set'
import { Course } from '@/models/course'
import { COURSES_PER_PAGE, EXACT_COUNT_LIMIT, type CatalogueSort } from '../constants'
import type { LanguageShelf, Suggestions } from '../catalogue-dto'
import { CARD_FIELDS, toCourseCard, type CardRow, type CategoryShelf, type CourseCard } from '../dto'
import {
  coursesFitting,
  keysWanted,
  ranked,
  wantedOf,
  type Rank,
  type Sets,
  type Wanted,
} from '../listing/find'
import { EVERYTHING } from '../listing/keys'
import { IN_CATALOGUE } from '../policy'
import { sortOf, type CatalogueQuery } from '../schema'
import { readSetsAndShelves } from './sets'
import { COURSE_CARD_STAGES, JOIN_CATEGORY_AND_INSTRUCTOR } from './stages'
import { suggest } from './suggestions'

export type Catalogue = {
  page: Page<CourseCard>
  total: { count: number; isExact: boolean }
  categories: CategoryShelf[]
  languages: LanguageShelf[]
  /** Ways on where nothing fits. */
  suggestions: Suggestions | null
}
type Found = { wanted: Wanted; sets: Sets; fitting: NumberSet; count: number }

const BY_ID: SortField = { path: '_id', direction: -1 }
export const NEWEST: SortField[] = [{ path: 'publishedAt', direction: -1 }, BY_ID]
export const MOST_LEARNERS: SortField[] = [{ path: 'enrollmentCount', direction: -1 }, BY_ID]
const BEST: SortField[] = [
  { path: 'rank', direction: -1 },
  { path: 'catalogueNumber', direction: -1 },
]
const SORTS: Record<Exclude<CatalogueSort, 'best'>, SortField[]> = {
  newest: NEWEST,
  popular: MOST_LEARNERS,
  rating: [{ path: 'rating.average', direction: -1 }, { path: 'rating.count', direction: -1 }, BY_ID],
  price: [{ path: 'price.amount', direction: 1 }, BY_ID],
  // The same index walked from its other end.
  priceDown: [
    { path: 'price.amount', direction: -1 },
    { path: '_id', direction: 1 },
  ],
  duration: [{ path: 'durationMinutes', direction: 1 }, BY_ID],
}

/** At most so many courses are read along an order to fill a page with those that fit. */
const WALK_MAX = 1_100
const READ_AHEAD = COURSES_PER_PAGE + 1

/**
 * One page of the catalogue with its count and the shelves to filter by, in two round trips: which courses fit follows
 * from the sets alone, then one page of them is read. See docs/decisions/050.
 */
export async function listCatalogue(viewer: Viewer, query: CatalogueQuery): Promise<Catalogue> {
  const wanted = wantedOf(query)
  const { sets, ...shelves } = await readSetsAndShelves(keysWanted(wanted))
  const fitting = coursesFitting(wanted, sets)
  const found = { wanted, sets, fitting, count: sizeOf(fitting) }
  const total = {
    count: Math.min(found.count, EXACT_COUNT_LIMIT),
    isExact: found.count <= EXACT_COUNT_LIMIT,
  }
  if (found.count === 0) {
    const page = { items: [], nextCursor: null }
    return { page, total, ...shelves, suggestions: await suggest(viewer, query, found) }
  }
  return { page: await readPage(query, found), total, ...shelves, suggestions: null }
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

function readPage(query: CatalogueQuery, found: Found): Promise<Page<CourseCard>> {
  const { wanted, sets, fitting, count } = found
  const sort = sortOf(query)
  if (sort === 'best') return readBest(query, ranked(fitting, wanted, sets))
  if (count <= EXACT_COUNT_LIMIT) return readSorted(query, SORTS[sort], [...descending(fitting)])
  if (wanted.words.length === 0) return walk(query, SORTS[sort], found)
  const best = ranked(fitting, wanted, sets).flatMap(({ numbers }) => numbers)
  return readSorted(query, SORTS[sort], best)
}

/** So few that all of them can be put in order. */
async function readSorted(
  query: CatalogueQuery,
  sort: SortField[],
  numbers: number[],
): Promise<Page<CourseCard>> {
  const rows = await Course.aggregate<CardRow>(
    [
      { $match: { catalogueNumber: { $in: numbers }, isListed: true, ...keysetFilter(sort, query.cursor) } },
      { $sort: keysetSort(sort) },
      { $limit: READ_AHEAD },
      ...COURSE_CARD_STAGES,
    ],
    { hint: { catalogueNumber: 1 } },
  )
  return toPage(rows, { limit: COURSES_PER_PAGE, sort, toItem })
}

/**
 * The catalogue in its order, leaving out what does not fit: so many fit that a page is soon full. Where those that fit
 * lie far apart the walk ends before, and the page is shorter than others; the next one goes on from there.
 */
async function walk(query: CatalogueQuery, sort: SortField[], found: Found): Promise<Page<CourseCard>> {
  const { narrowings } = found.wanted
  const fits = narrowings.map(({ keys }) => ({ filterKeys: { $in: keys } }))
  const everything = sizeOf(found.sets.get(EVERYTHING) ?? new Map())
  const needed = fits.length === 0 ? READ_AHEAD : 50 + Math.ceil((4 * READ_AHEAD * everything) / found.count)
  const length = Math.min(WALK_MAX, needed)
  const [answer] = await Course.aggregate<{ found: CardRow[]; end: CardRow[] }>(
    [
      { $match: { isListed: true, ...keysetFilter(sort, query.cursor) } },
      { $sort: keysetSort(sort) },
      { $limit: length },
      { $project: { ...CARD_FIELDS, category: 1, instructor: 1, filterKeys: 1 } },
      {
        $facet: {
          found: [
            ...(fits.length === 0 ? [] : [{ $match: { $and: fits } }]),
            { $limit: READ_AHEAD },
            ...COURSE_CARD_STAGES,
          ],
          end: [{ $skip: length - 1 }],
        },
      },
    ],
    { hint: indexOf(sort) },
  )
  const page = toPage(answer?.found ?? [], { limit: COURSES_PER_PAGE, sort, toItem })
  const [end] = answer?.end ?? []
  if (page.nextCursor !== null || end === undefined) return page
  return { ...page, nextCursor: encodeCursor(sort, end) }
}

/** Every index of an order begins with `isListed`; walked from its other end it serves the opposite order too. */
function indexOf(sort: SortField[]): Record<string, 1 | -1> {
  const forward = sort.at(-1)?.direction === BY_ID.direction
  const fields = sort.map(({ path, direction }) => [path, forward ? direction : -direction])
  return { isListed: 1, ...Object.fromEntries(fields) }
}

/** One page of ranks. The order is known from the sets alone, so no more courses are read than the page shows. */
async function readBest(query: CatalogueQuery, ranks: Rank[]): Promise<Page<CourseCard>> {
  const [rank = Infinity, number = Infinity] =
    query.cursor === undefined ? [] : (decodeCursor(BEST, query.cursor) as number[])
  const places = ranks.flatMap((one) =>
    one.rank > rank
      ? []
      : one.numbers
          .filter((each) => one.rank < rank || each < number)
          .map((catalogueNumber) => ({ rank: one.rank, catalogueNumber })),
  )
  const page = toPage(places, { limit: COURSES_PER_PAGE, sort: BEST, toItem: (place) => place })
  const rows = await Course.aggregate<CardRow & { catalogueNumber: number }>(
    [
      {
        $match: {
          catalogueNumber: { $in: page.items.map((place) => place.catalogueNumber) },
          isListed: true,
        },
      },
      { $limit: COURSES_PER_PAGE },
      { $project: { ...CARD_FIELDS, category: 1, instructor: 1, catalogueNumber: 1 } },
      ...JOIN_CATEGORY_AND_INSTRUCTOR,
    ],
    { hint: { catalogueNumber: 1 } },
  )
  const byNumber = new Map(rows.map((row) => [row.catalogueNumber, row]))
  // A course that was taken out of the list at this moment leaves its place empty.
  const items = page.items.flatMap((place) => byNumber.get(place.catalogueNumber) ?? [])
  return { items: items.map(toItem), nextCursor: page.nextCursor }
}
