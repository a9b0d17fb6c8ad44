import { changeLessonMedia } from '@/lib/courses/commands/lesson-media'
import { changeLessonMediaOperation } from '@/lib/courses/media-api'
import { route } from '@/lib/platform/http/route'

/** The film, file or page of a lesson, as its author changes it. */
export const PUT = route(changeLessonMediaOperation, (viewer, { params, body }) =>
  changeLessonMedia(viewer, { ...body, ...params }),
)
