import { savePriceOperation } from '@/lib/courses/authoring-api'
import { setPrice } from '@/lib/courses/commands/courses'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The page sends while the price is typed, and once more when it is closed. */
export const PATCH = route(savePriceOperation, (viewer, { params, body }) =>
  setPrice(viewer, { ...body, courseId: params.id }),
)
