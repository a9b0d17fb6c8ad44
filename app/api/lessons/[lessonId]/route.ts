import { removeLessonNow, updateLessonNow } from '@/lib/courses/commands/for-programs'
import { route } from '@/lib/platform/http/route'
import { deleteLessonOperation, getLessonOperation, updateLessonOperation } from '@/lib/progress/program-api'
import { getLessonForPrograms } from '@/lib/progress/queries/for-programs'

export const dynamic = 'force-dynamic'

export const GET = route(getLessonOperation, (viewer, { params }) => getLessonForPrograms(viewer, params))

export const PATCH = route(updateLessonOperation, async (viewer, { params, body, version }) => {
  await updateLessonNow(viewer, { ...body, ...params, version: version ?? body.version })
  return getLessonForPrograms(viewer, params)
})

export const DELETE = route(deleteLessonOperation, (viewer, { params, version }) =>
  removeLessonNow(viewer, { ...params, version }),
)
