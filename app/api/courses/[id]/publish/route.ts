import { publishCourseByName } from '@/lib/courses/commands/for-programs'
import { publishCourseOperation } from '@/lib/enrollments/api'
import { getCourseWithStudents } from '@/lib/enrollments/queries/for-programs'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(publishCourseOperation, async (viewer, { params, body }) => {
  await publishCourseByName(viewer, { ...body, ...params })
  return getCourseWithStudents(viewer, params)
})
