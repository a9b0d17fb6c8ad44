import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { SLUG_PATTERN } from '@/lib/utils/slug'
import {
  CATALOGUE_SORTS,
  COURSE_LANGUAGES,
  COURSE_LEVELS,
  COURSE_LIMITS,
  COURSE_STATUSES,
  DURATION_RANGES,
  FILTER_VALUES_MAX,
  OPEN_RUN_STATUSES,
  PRICES,
  RATING_STEPS,
  type CatalogueSort,
} from './constants'

/** An id or slug that fits no rule can name nothing; queries answer `not_found` for it. */
export const Slug = z.string().max(80).regex(SLUG_PATTERN, 'field.slug')

/** Several values of one filter: a course fits when it has any of them. */
const anyOf = <T extends z.ZodType<string>>(value: T) =>
  z
    .array(value)
    .min(1)
    .max(FILTER_VALUES_MAX)
    .transform((values) => [...new Set(values)].sort())
    .optional()

/** What the catalogue's address may say, in the order in which the form of the filters says it. */
export const CatalogueQuery = z.object({
  q: z
    .string()
    .transform((words) => words.trim().replace(/\s+/g, ' ').slice(0, 100).trim())
    .pipe(z.string().min(1))
    .optional(),
  sort: z.enum(CATALOGUE_SORTS).optional(),
  tag: anyOf(z.string().trim().min(1).max(COURSE_LIMITS.tagLength)),
  category: anyOf(Slug),
  level: anyOf(z.enum(COURSE_LEVELS)),
  language: anyOf(z.enum(COURSE_LANGUAGES)),
  price: z.enum(PRICES).optional(),
  rating: z.enum(RATING_STEPS).optional(),
  duration: anyOf(z.enum(DURATION_RANGES)),
  run: z.enum(OPEN_RUN_STATUSES).optional(),
  cursor: z.string().max(1_000).optional(),
})
export type CatalogueQuery = z.output<typeof CatalogueQuery>
/** The filters of which several values may be chosen. */
export const FILTERS_OF_MANY = ['category', 'tag', 'level', 'language', 'duration'] as const
export type FilterOfMany = (typeof FILTERS_OF_MANY)[number]

/** What the address of the admins' list of all courses may say. */
export const AllCoursesQuery = z.object({
  q: CatalogueQuery.shape.q,
  status: z.enum(COURSE_STATUSES).optional(),
  cursor: CatalogueQuery.shape.cursor,
})
export type AllCoursesQuery = z.output<typeof AllCoursesQuery>

/** The address of the admins' list with these words, this state and this place in it. */
export function allCoursesAddress({ q, status, cursor }: AllCoursesQuery): string {
  const entries = Object.entries({ q, status, cursor }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  )
  return entries.length === 0 ? '/admin/courses' : `/admin/courses?${new URLSearchParams(entries)}`
}

export const FeatureCourse = z.strictObject({ courseId: objectId })
export type FeatureCourse = z.output<typeof FeatureCourse>

type SearchParams = Record<string, string | string[] | undefined>

/**
 * The catalogue's address as a query. What a person mistyped or an old link still says is left out rather than
 * refused; of a parameter that takes one value the first counts.
 */
export function readCatalogueAddress(searchParams: SearchParams): CatalogueQuery {
  const fields = Object.entries(CatalogueQuery.shape).flatMap(([name, schema]) => {
    const given = [searchParams[name] ?? []].flat()
    const value = isOfMany(name) ? given.filter((one) => schema.safeParse([one]).success) : given[0]
    const parsed = schema.safeParse(Array.isArray(value) ? value.slice(0, FILTER_VALUES_MAX) : value)
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : []
  })
  const query = CatalogueQuery.parse(Object.fromEntries(fields))
  const isUsual = sortOf(query) === sortOf({ ...query, sort: undefined })
  return isUsual ? { ...query, sort: undefined } : query
}

/** The order that is meant: what fits best first in a search, else what is new. */
export function sortOf({ q, sort }: Pick<CatalogueQuery, 'q' | 'sort'>): CatalogueSort {
  const usual = q === undefined ? 'newest' : 'best'
  return sort === undefined || (sort === 'best' && q === undefined) ? usual : sort
}

/**
 * The one address of a query with `changes` to it; a part that becomes undefined goes, and so does the place in the
 * list. A category alone has an address of its own.
 */
export function catalogueAddress(query: CatalogueQuery, changes: Partial<CatalogueQuery> = {}): string {
  const entries = catalogueFields({ ...query, cursor: undefined, ...changes })
  const [only] = entries
  if (only === undefined) return '/courses'
  if (entries.length === 1 && only[0] === 'category') return `/courses/category/${only[1]}`
  return `/courses?${new URLSearchParams(entries)}`
}

/** Everything a query says, as a form's fields and an address's parameters say it: name and value, in their order. */
export function catalogueFields(query: CatalogueQuery): [name: string, value: string][] {
  return Object.keys(CatalogueQuery.shape).flatMap((name) =>
    [query[name as keyof CatalogueQuery] ?? []].flat().map((value): [string, string] => [name, value]),
  )
}

/** The query without one value of one filter. */
export function withoutFilter(
  query: CatalogueQuery,
  name: keyof CatalogueQuery,
  value?: string,
): CatalogueQuery {
  const values = query[name]
  const rest = Array.isArray(values) && value !== undefined ? values.filter((one) => one !== value) : []
  return { ...query, [name]: rest.length > 0 ? rest : undefined }
}

/** Whether an address says this query in its one form; the order of the parameters does not matter. */
export function isCanonical(searchParams: SearchParams, query: CatalogueQuery): boolean {
  const said = Object.entries(searchParams).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}=${one}`),
  )
  const meant = new URL(catalogueAddress(query, { cursor: query.cursor }), 'http://academy').searchParams
  const wanted = [...meant].map(([name, value]) => `${name}=${value}`)
  return said.length === wanted.length && wanted.every((one) => said.includes(one))
}

function isOfMany(name: string): name is FilterOfMany {
  return (FILTERS_OF_MANY as readonly string[]).includes(name)
}
