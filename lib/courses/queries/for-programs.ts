import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { encodeCursor, decodeCursor, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { objectId } from '@/lib/utils/object-id'
import { Course } from '@/models/course'
import type { AuthoredCourse } from '../authored-dto'
import type { CourseCard } from '../dto'
import { toProgramCourse, toProgramLessons, type ProgramCourse, type ProgramLessonRow } from '../program-dto'
import type { CatalogueCall, CourseName, LessonsCall } from '../schema/programs'
import { getAuthoredCourse } from './authored-course'
import { listCatalogue } from './catalogue'
import { getCourse } from './course'

export { toProgramLessons, type ProgramCourse, type ProgramLessonRow }

/** The catalogue as programs page through it; `total` is exact up to 1,000 and then says so. */
export async function listCoursesForPrograms(
  viewer: Viewer,
  { limit: size, ...query }: CatalogueCall,
): Promise<Page<CourseCard> & { total: number; isTotalExact: boolean }> {
  const { page, total } = await listCatalogue(viewer, { ...query, size })
  return { ...page, total: total.count, isTotalExact: total.isExact }
}

/** The id of a course that is named by its id or its slug; whether the viewer may see it is the next question's. */
export async function findCourseId(_viewer: Viewer, { id }: CourseName): Promise<string> {
  if (objectId.safeParse(id).success) return id.toLowerCase()
  const row = await Course.findOne({ slug: id }).select({ _id: 1 }).lean()
  if (row === null) throw notFound('There is no such course.')
  return row._id.toHexString()
}

/** A course as everybody meets it, and for its authors their working copy of it. */
export async function getCourseForPrograms(viewer: Viewer, name: CourseName): Promise<ProgramCourse> {
  const course = await getCourse(viewer, { slug: await findSlug(name) })
  const working = course.can.edit ? await getAuthoredCourse(viewer, { courseId: course.id }) : null
  return toProgramCourse(course, working)
}

const PLACE: SortField[] = [{ path: 'place', direction: 1 }]

/** The lessons of a course in their order: those that learners see, for its authors those of the working copy. */
export async function listLessonsForPrograms(
  viewer: Viewer,
  { id, limit, cursor }: CourseName & LessonsCall,
): Promise<Page<ProgramLessonRow>> {
  const course = await getCourse(viewer, { slug: await findSlug({ id }) })
  const working: AuthoredCourse | null = course.can.edit
    ? await getAuthoredCourse(viewer, { courseId: course.id })
    : null
  const lessons = toProgramLessons(course.id, working?.modules ?? course.outline)
  const [after] = cursor === undefined ? [-1] : decodeCursor(PLACE, cursor)
  const first = Number(after) + 1
  const items = lessons.slice(first, first + limit)
  const last = first + items.length - 1
  return { items, nextCursor: last < lessons.length - 1 ? encodeCursor(PLACE, { place: last }) : null }
}

async function findSlug({ id }: CourseName): Promise<string> {
  if (!objectId.safeParse(id).success) return id
  const row = await Course.findById(toObjectId(id)).select({ slug: 1 }).lean()
  if (row === null) throw notFound('There is no such course.')
  return row.slug
}
