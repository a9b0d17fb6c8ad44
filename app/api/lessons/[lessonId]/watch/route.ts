import { route } from '@/lib/platform/http/legacy-route'
import { watchLesson } from '@/lib/progress/commands/watching'
import { getLessonVideo } from '@/lib/progress/queries/lesson-video'
import { LessonMark, WatchReport } from '@/lib/progress/schema'

export const dynamic = 'force-dynamic'

/** Fresh addresses of the video, for a player whose own have run out. */
export const GET = route({ params: LessonMark }, (viewer, { params }) => getLessonVideo(viewer, params))

/** How far the player is, every few seconds while it plays, when it pauses and when its page is left. */
export const POST = route({ params: LessonMark, body: WatchReport }, (viewer, { params, body }) =>
  watchLesson(viewer, { ...params, ...body }),
)
