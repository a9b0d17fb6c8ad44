import { route } from '@/lib/platform/http/route'
import { completeLessonAndTell } from '@/lib/progress/commands/for-programs'
import { completeLessonOperation } from '@/lib/progress/program-api'

export const dynamic = 'force-dynamic'

export const POST = route(completeLessonOperation, (viewer, { params }) =>
  completeLessonAndTell(viewer, params),
)
