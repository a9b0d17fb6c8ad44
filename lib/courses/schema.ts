import { z } from 'zod'
import { SLUG_PATTERN } from '@/lib/utils/slug'
import { CATALOGUE_SORTS, COURSE_LANGUAGES, COURSE_LEVELS } from './constants'

/** An id or slug that fits no rule can name nothing; queries answer `not_found` for it. */
export const Slug = z.string().max(80).regex(SLUG_PATTERN, 'field.slug')

/** What the catalogue's address may say. */
export const CatalogueQuery = z.object({
  q: z.string().trim().min(1).max(100).optional(),
  category: Slug.optional(),
  level: z.enum(COURSE_LEVELS).optional(),
  language: z.enum(COURSE_LANGUAGES).optional(),
  price: z.enum(['free', 'paid']).optional(),
  sort: z.enum(CATALOGUE_SORTS).optional(),
  cursor: z.string().max(1_000).optional(),
})
export type CatalogueQuery = z.output<typeof CatalogueQuery>

type SearchParams = Record<string, string | string[] | undefined>

/**
 * The catalogue's address as a query. What a person mistyped or an old link still says is left out rather than
 * refused; of a parameter given twice the first counts.
 */
export function readCatalogueAddress(searchParams: SearchParams): CatalogueQuery {
  const fields = Object.entries(CatalogueQuery.shape).flatMap(([name, schema]) => {
    const given = searchParams[name]
    const parsed = schema.safeParse(Array.isArray(given) ? given[0] : given)
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : []
  })
  return CatalogueQuery.parse(Object.fromEntries(fields))
}

type Changes = Partial<Record<keyof CatalogueQuery, string | undefined>>

/** The address of a query with `changes` to it; a part that becomes undefined goes, and so does the place in the list. */
export function catalogueAddress(query: CatalogueQuery, changes: Changes = {}): string {
  const merged = { ...query, cursor: undefined, ...changes }
  const entries = Object.entries(merged).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return entries.length === 0 ? '/courses' : `/courses?${new URLSearchParams(entries)}`
}
