import { submitCourseByName } from '@/lib/courses/commands/for-programs'
import { submitCourseOperation } from '@/lib/enrollments/api'
import { getCourseWithStudents } from '@/lib/enrollments/queries/for-programs'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(submitCourseOperation, async (viewer, { params, body }) => {
  await submitCourseByName(viewer, { ...body, ...params })
  return getCourseWithStudents(viewer, params)
})
