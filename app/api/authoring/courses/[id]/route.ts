import { saveCourseOperation } from '@/lib/courses/authoring-api'
import { updateCourse } from '@/lib/courses/commands/courses'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The page sends while its author writes, and once more when it is closed. */
export const PATCH = route(saveCourseOperation, (viewer, { params, body }) =>
  updateCourse(viewer, { ...body, courseId: params.id }),
)
