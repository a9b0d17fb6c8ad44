import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import type { LessonChoice, LessonRemoval } from '../schema/lesson'
import { lessonIdsOf } from './applying'
import { placeOf, putLesson, without } from './outline'
import { changeRevision, type EditedModule, type HeldRevision } from './revision'
import {
  changeLesson,
  courseOfLesson,
  readWorkingLessons,
  writeWorkingLessons,
  type WorkingLesson,
} from './working-lessons'

/**
 * Takes a lesson out of its course's working copy; `restoreLesson` brings it back until the course is published next.
 * Learners lose it with that publication only.
 *
 * @throws precondition (`course.changed_meanwhile`) where it was written meanwhile
 */
export function removeLesson(
  viewer: Viewer,
  { lessonId, version }: LessonRemoval,
): Promise<{ version: number }> {
  return changeLesson(viewer, { lessonId, version }, async (held, lesson) => {
    const { revision, edit } = held
    const place = placeOf(revision.modules, lesson.lesson)
    if (place === null) throw notFound('There is no such lesson.')
    const { module, section, index } = place
    const removed = { module: module._id, section: section._id, index, at: edit.at ?? new Date(0) }
    return {
      modules: revision.modules.map((each) =>
        each === module ? { ...without(module, lesson.lesson), ...edit } : each,
      ),
      lessons: await writeWorkingLessons(held, [{ ...lesson, removed }], edit),
      answer: { version: edit.version },
    }
  })
}

/** Undoes `removeLesson`: back to its place, or to the end of its module, or of the course. */
export async function restoreLesson(
  viewer: Viewer,
  { lessonId }: LessonChoice,
): Promise<{ version: number }> {
  const course = await courseOfLesson(lessonId)
  return changeRevision(viewer, { courseId: course.toHexString() }, async (held) => {
    const { revision, edit } = held
    const [lesson] = await readWorkingLessons(course, [toObjectId(lessonId)])
    if (lesson?.removed == null || isWithRemovedModule(held, lesson.lesson))
      throw notFound('This lesson cannot be brought back.')
    const { removed } = lesson
    return {
      modules: putLesson(revision.modules, lesson.lesson, {
        moduleId: removed.module.toHexString(),
        sectionId: removed.section.toHexString(),
        index: removed.index,
        edit,
      }),
      lessons: await writeWorkingLessons(held, [{ ...lesson, removed: null }], edit),
      answer: { version: edit.version },
    }
  })
}

/** It went with its module and comes back with it. */
function isWithRemovedModule({ revision }: HeldRevision, lesson: Types.ObjectId): boolean {
  const modules = revision.removedModules.map(({ module }) => module)
  return placeOf(modules, lesson) !== null
}

/** The lessons of a module that is taken out. */
export async function lessonsLeaving(held: HeldRevision, module: EditedModule): Promise<WorkingLesson[]> {
  const { course, edit } = held
  const lessons = await readWorkingLessons(course._id, lessonIdsOf([module]))
  const leaving = lessons.flatMap((lesson) => {
    const place = placeOf([module], lesson.lesson)
    if (place === null) return []
    const { section, index } = place
    const at = edit.at ?? new Date(0)
    return [{ ...lesson, removed: { module: module._id, section: section._id, index, at } }]
  })
  return writeWorkingLessons(held, leaving, edit)
}

/** The lessons of a module that comes back. */
export async function lessonsReturning(held: HeldRevision, module: EditedModule): Promise<WorkingLesson[]> {
  const lessons = await readWorkingLessons(held.course._id, lessonIdsOf([module]))
  return writeWorkingLessons(
    held,
    lessons.map((lesson) => ({ ...lesson, removed: null })),
    held.edit,
  )
}
