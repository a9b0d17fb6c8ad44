import { z } from 'zod'
import { ActReason } from '@/lib/enrollments/schema'
import { objectId } from '@/lib/utils/object-id'
import { STUDENT_FILTERS } from './constants'

export const STUDENT_SORTS = ['name', 'activity', 'enrolled', 'furthest', 'behind'] as const
export type StudentSort = (typeof STUDENT_SORTS)[number]

export const STUDENTS_PER_PAGE = 50

/** The learners of a course: who stands how, whose name holds these words, in which order. */
export const StudentsQuery = z.strictObject({
  show: z.enum(STUDENT_FILTERS).optional(),
  q: z.string().trim().min(1).max(100).optional(),
  sort: z.enum(STUDENT_SORTS).default('name'),
  cursor: z.string().min(1).max(1_000).optional(),
})
export type StudentsQuery = z.output<typeof StudentsQuery>

/** One learner of a course. */
export const CourseStudent = z.strictObject({ courseId: objectId, userId: objectId })
export type CourseStudent = z.output<typeof CourseStudent>

/** `reason` is read by the learner too. */
export const RemoveStudent = CourseStudent.extend({ reason: ActReason })
export type RemoveStudent = z.input<typeof RemoveStudent>

type SearchParams = Record<string, string | string[] | undefined>

/** The page's address as a query; what is mistyped is left out, of a parameter given twice the first counts. */
export function readStudentsAddress(searchParams: SearchParams): StudentsQuery {
  const fields = Object.entries(StudentsQuery.shape).flatMap(([name, schema]) => {
    const given = searchParams[name]
    const parsed = schema.safeParse(Array.isArray(given) ? given[0] : given)
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : []
  })
  return StudentsQuery.parse(Object.fromEntries(fields))
}

/** The address of a course's students with `changes` to the query; the place in the list goes unless it is among them. */
export function studentsAddress(
  courseId: string,
  query: Partial<StudentsQuery>,
  changes: Partial<StudentsQuery> = {},
): string {
  const { show, q, sort, cursor } = { ...query, cursor: undefined, ...changes }
  const given = { show, q, sort: sort === 'name' ? undefined : sort, cursor }
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) if (value !== undefined) search.set(name, value)
  const text = search.toString()
  return `/instructor/courses/${courseId}/students${text === '' ? '' : `?${text}`}`
}
