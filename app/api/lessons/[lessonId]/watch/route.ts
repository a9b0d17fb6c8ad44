import { route } from '@/lib/platform/http/route'
import { watchLesson } from '@/lib/progress/commands/watching'
import { getLessonVideo } from '@/lib/progress/queries/lesson-video'
import { getLessonVideoOperation, watchLessonOperation } from '@/lib/progress/api'

export const dynamic = 'force-dynamic'

/** Fresh addresses of the video, for a player whose own have run out. */
export const GET = route(getLessonVideoOperation, (viewer, { params }) => getLessonVideo(viewer, params))

/** How far the player is, every few seconds while it plays, when it pauses and when its page is left. */
export const POST = route(watchLessonOperation, (viewer, { params, body }) =>
  watchLesson(viewer, { ...params, ...body }),
)
