import { saveReleaseOperation } from '@/lib/courses/authoring-api'
import { setRelease } from '@/lib/courses/commands/lessons'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The page sends as soon as a rule is whole, and once more when it is closed. */
export const PATCH = route(saveReleaseOperation, (viewer, { params, body }) =>
  setRelease(viewer, { ...body, lessonId: params.id }),
)
