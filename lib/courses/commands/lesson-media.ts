import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { mediaInputOf } from '../authored-media'
import { getAuthoredLesson } from '../queries/authored-lesson'
import type { LessonMediaChange } from '../schema/lesson-media'
import { updateLesson } from './lessons'
import { overNewer } from './over-newer'

/**
 * Changes what stands above a lesson's text, also while that text is being written: its author goes on while a film is on
 * its way, and each sentence raises the lesson's version.
 *
 * @throws precondition (`course.changed_meanwhile`) where somebody changed the same; else as `updateLesson`
 */
export function changeLessonMedia(
  viewer: Viewer,
  { lessonId, version, change, before }: LessonMediaChange,
): Promise<{ lessonId: string; version: number }> {
  return overNewer<{ lessonId: string; version: number }, object>({
    version,
    before,
    write: (current) => updateLesson(viewer, { lessonId, version: current, ...change }),
    read: async () => {
      const lesson = await getAuthoredLesson(viewer, { lessonId })
      return { version: lesson.edit.version, part: mediaInputOf(lesson) }
    },
  })
}
