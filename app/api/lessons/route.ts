import { createLesson } from '@/lib/courses/commands/lessons'
import { created } from '@/lib/platform/http/answer'
import { route } from '@/lib/platform/http/route'
import { createLessonOperation } from '@/lib/progress/program-api'
import { getLessonForPrograms } from '@/lib/progress/queries/for-programs'

export const dynamic = 'force-dynamic'

export const POST = route(createLessonOperation, async (viewer, { body }) => {
  const { lessonId } = await createLesson(viewer, body)
  return created(await getLessonForPrograms(viewer, { lessonId }), `/api/lessons/${lessonId}`)
})
