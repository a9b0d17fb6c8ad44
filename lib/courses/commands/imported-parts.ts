import 'server-only'
import type { Types } from 'mongoose'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { LessonMedia } from '../import/lesson-media'
import { plannedLessons } from '../import/plan'
import { lessonParts } from '../lesson-parts'
import type { ImportedCourse } from './imported'

type Place = { course: Types.ObjectId; isPublished: boolean }

/**
 * Brings in what domains above keep of an imported course and its lessons, inside the caller's transaction. In a course
 * that learners have, it is what they get from now on, as the rest of an import is.
 *
 * @returns the ids of the lessons in which something changed
 */
export async function saveParts(
  viewer: Viewer,
  imported: ImportedCourse,
  { course, isPublished }: Place,
): Promise<Set<string>> {
  const by = isMember(viewer) ? toObjectId(viewer.userId) : null
  const changed: { lesson: Types.ObjectId; type: LessonMedia['type'] }[] = []
  for (const { path } of plannedLessons(imported.plan)) {
    const media = imported.media.ofLesson.get(path)
    const lesson = imported.ids.get(path)
    if (media?.part == null || lesson === undefined) continue
    if (await media.part({ lesson, course, by })) changed.push({ lesson, type: media.type })
  }
  for (const bring of imported.archives) await bring(course)
  for (const part of isPublished ? lessonParts() : []) {
    const lessons = changed.filter(({ type }) => type === part.type).map(({ lesson }) => lesson)
    if (lessons.length > 0) await part.publish(lessons)
  }
  return new Set(changed.map(({ lesson }) => lesson.toHexString()))
}
