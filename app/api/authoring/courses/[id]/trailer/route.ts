import { changeTrailerOperation } from '@/lib/courses/authoring-api'
import { changeTrailer } from '@/lib/courses/commands/trailer'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const PUT = route(changeTrailerOperation, (viewer, { params, body }) =>
  changeTrailer(viewer, { ...body, courseId: params.id }),
)
