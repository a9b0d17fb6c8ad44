import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { mediaInputOf } from '../authored-media'
import { getAuthoredLesson } from '../queries/authored-lesson'
import type { LessonMediaChange } from '../schema/lesson-media'
import { updateLesson } from './lessons'

const TRIES = 3

/**
 * Changes what stands above a lesson's text. While a film is on its way its author goes on writing, and each sentence
 * raises the lesson's version; so a newer version is no conflict as long as nobody changed what is changed here.
 *
 * @throws precondition (`course.changed_meanwhile`) where somebody did; else as `updateLesson`
 */
export async function changeLessonMedia(
  viewer: Viewer,
  { lessonId, version, change, before }: LessonMediaChange,
): Promise<{ lessonId: string; version: number }> {
  let current = version
  for (let tries = 1; ; tries += 1) {
    try {
      return await updateLesson(viewer, { lessonId, version: current, ...change })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'precondition' || tries === TRIES) throw error
      const lesson = await getAuthoredLesson(viewer, { lessonId })
      if (!isSame(mediaInputOf(lesson), before)) throw error
      current = lesson.edit.version
    }
  }
}

type Media = LessonMediaChange['before']

/** Only what the author saw is compared. */
function isSame(now: Media, before: Media): boolean {
  const parts = Object.keys(before) as (keyof Media)[]
  return parts.every((part) => isDeepStrictEqual(now[part] ?? null, before[part] ?? null))
}
