import { saveLessonOperation } from '@/lib/courses/authoring-api'
import { updateLesson } from '@/lib/courses/commands/lessons'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The page sends while its author writes, and once more when it is closed. */
export const PATCH = route(saveLessonOperation, (viewer, { params, body }) =>
  updateLesson(viewer, { ...body, lessonId: params.id }),
)
