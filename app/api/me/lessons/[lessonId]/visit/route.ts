import { route } from '@/lib/platform/http/legacy-route'
import { visitLesson } from '@/lib/progress/commands/lessons'
import { LessonMark } from '@/lib/progress/schema'

export const dynamic = 'force-dynamic'

/** The lesson a learner has open, said by the page itself. */
export const POST = route({ params: LessonMark }, (viewer, { params }) => visitLesson(viewer, params))
