import { route } from '@/lib/platform/http/route'
import { visitLesson } from '@/lib/progress/commands/lessons'
import { visitLessonOperation } from '@/lib/progress/api'

export const dynamic = 'force-dynamic'

/** The lesson a learner has open, said by the page itself. */
export const POST = route(visitLessonOperation, (viewer, { params }) => visitLesson(viewer, params))
