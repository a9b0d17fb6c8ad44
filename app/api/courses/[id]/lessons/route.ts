import { listCourseLessonsOperation } from '@/lib/courses/api'
import { listLessonsForPrograms } from '@/lib/courses/queries/for-programs'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const GET = route(listCourseLessonsOperation, (viewer, { params, query }) =>
  listLessonsForPrograms(viewer, { ...query, ...params }),
)
