import { z } from 'zod'
import { Slug } from '@/lib/courses/schema'
import { LEAVING_CHOICES } from '@/lib/enrollments/constants'
import { objectId } from '@/lib/utils/object-id'
import { LEARNING_SORTS, LEARNING_VIEWS, WATCHING } from './constants'

export const LessonMark = z.object({ lessonId: objectId })
export type LessonMark = z.output<typeof LessonMark>

/** The lesson's page says where to go on. */
export const LessonMarkAndGo = LessonMark.extend({ slug: Slug, nextLessonId: objectId.optional() })

const second = z.number().min(0).max(1_000_000)

/** What a player says of itself; how it is judged stands in ./watching. */
export const WatchReport = z.strictObject({
  session: z.string().regex(/^[\w-]{8,64}$/),
  sequence: z.int().min(1).max(1_000_000),
  isStart: z.boolean(),
  isPlaying: z.boolean(),
  rate: z.number().min(0.1).max(16),
  position: second,
  played: z.array(z.tuple([second, second])).max(WATCHING.intervals),
})

export const LeaveCourse = z.object({ courseId: objectId, progress: z.enum(LEAVING_CHOICES) })
export type LeaveCourse = z.output<typeof LeaveCourse>

/** What the dashboard's address may say. */
export const DashboardQuery = z.object({
  show: z.enum(LEARNING_VIEWS).optional(),
  sort: z.enum(LEARNING_SORTS).optional(),
  q: z.string().trim().min(1).max(100).optional(),
  cursor: z.string().min(1).max(1_000).optional(),
})
export type DashboardQuery = z.output<typeof DashboardQuery>

type SearchParams = Record<string, string | string[] | undefined>

/** The dashboard's address as a query; what is mistyped is left out, of a parameter given twice the first counts. */
export function readDashboardAddress(searchParams: SearchParams): DashboardQuery {
  const fields = Object.entries(DashboardQuery.shape).flatMap(([name, schema]) => {
    const given = searchParams[name]
    const parsed = schema.safeParse(Array.isArray(given) ? given[0] : given)
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : []
  })
  return DashboardQuery.parse(Object.fromEntries(fields))
}

/** The address of a query with `changes` to it; what is undefined goes, and so does the place in the list. */
export function dashboardAddress(query: DashboardQuery, changes: Partial<DashboardQuery> = {}): string {
  const entries = Object.entries({ ...query, cursor: undefined, ...changes }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  )
  return entries.length === 0 ? '/dashboard' : `/dashboard?${new URLSearchParams(entries)}`
}
