import { findCourseId } from '@/lib/courses/queries/for-programs'
import { route } from '@/lib/platform/http/route'
import { listStudentsOperation } from '@/lib/progress/program-api'
import { listStudents } from '@/lib/progress/queries/students'

export const dynamic = 'force-dynamic'

export const GET = route(listStudentsOperation, async (viewer, { params, query }) =>
  listStudents(viewer, { ...query, courseId: await findCourseId(viewer, params) }),
)
