import { returnCourseByName } from '@/lib/courses/commands/for-programs'
import { returnCourseOperation } from '@/lib/enrollments/api'
import { getCourseWithStudents } from '@/lib/enrollments/queries/for-programs'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(returnCourseOperation, async (viewer, { params, body }) => {
  await returnCourseByName(viewer, { ...body, ...params })
  return getCourseWithStudents(viewer, params)
})
