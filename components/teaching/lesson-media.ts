import { call, json, type Outcome } from '@/components/media/upload-outcome'
import type { AuthoredUpload, AuthoredVideo } from '@/lib/courses/authored-dto'
import { videoInputOf } from '@/lib/courses/authored-media'
import type { LessonMediaChange } from '@/lib/courses/schema/lesson-media'

/** A file of a lesson; `href`, where it is known, is signed for who edits. */
export type ShownUpload = AuthoredUpload & { href?: string | null }
export type ShownVideo = Omit<AuthoredVideo, 'upload'> & { upload: ShownUpload | null }
type MediaChange = LessonMediaChange['change']

export function videoChange(video: ShownVideo | null): MediaChange {
  return { video: video && videoInputOf(video) }
}

/** The lesson whose part is edited; `version` is what the page was rendered with. */
export type EditedLesson = { id: string; courseId: string; version: number }

/** Writes what stands above a lesson's text, as its author saw it `before`; any version may lie between. */
export function saveMedia(
  lesson: EditedLesson,
  { change, before }: { change: MediaChange; before: MediaChange },
): Promise<Outcome<{ version: number }>> {
  const body = { version: lesson.version, change, before }
  return call(`/api/lessons/${lesson.id}/media`, { method: 'PUT', ...json(body) })
}
