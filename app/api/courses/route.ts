import { createCourse } from '@/lib/courses/commands/courses'
import { listCoursesForPrograms } from '@/lib/courses/queries/for-programs'
import { listCoursesOperation } from '@/lib/courses/api'
import { createCourseOperation } from '@/lib/enrollments/api'
import { getCourseWithStudents } from '@/lib/enrollments/queries/for-programs'
import { created } from '@/lib/platform/http/answer'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const GET = route(listCoursesOperation, (viewer, { query }) => listCoursesForPrograms(viewer, query))

export const POST = route(createCourseOperation, async (viewer, { body }) => {
  const { courseId: id } = await createCourse(viewer, body)
  return created(await getCourseWithStudents(viewer, { id }), `/api/courses/${id}`)
})
