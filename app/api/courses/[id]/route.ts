import { deleteCourseByName, updateCourseByName } from '@/lib/courses/commands/for-programs'
import { deleteCourseOperation, getCourseOperation, updateCourseOperation } from '@/lib/enrollments/api'
import { getCourseWithStudents } from '@/lib/enrollments/queries/for-programs'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const GET = route(getCourseOperation, (viewer, { params }) => getCourseWithStudents(viewer, params))

export const PATCH = route(updateCourseOperation, async (viewer, { params, body, version }) => {
  const { courseId: id } = await updateCourseByName(viewer, {
    ...body,
    ...params,
    version: version ?? body.version,
  })
  return getCourseWithStudents(viewer, { id })
})

export const DELETE = route(deleteCourseOperation, (viewer, { params }) => deleteCourseByName(viewer, params))
