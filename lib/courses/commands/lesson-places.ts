import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import type { LessonMove, LessonPlaceChoice } from '../schema/lesson'
import { moduleOf, placeOf, putLesson, sectionOf, without } from './outline'
import { changedMeanwhile, requireVersion } from './revision'
import { changeLesson } from './working-lessons'

/**
 * Moves a lesson within its module or to another one. Both are guarded by the versions they were read with, so neither
 * somebody else's move nor a lesson that came meanwhile is lost.
 *
 * @throws precondition (`course.changed_meanwhile`), also where the lesson stands in another module by now
 */
export function moveLesson(viewer: Viewer, { lessonId, from, to }: LessonMove): Promise<{ version: number }> {
  return changeLesson(viewer, { lessonId }, ({ revision, edit }, { lesson }) => {
    const source = moduleOf(revision.modules, from.moduleId)
    const target = moduleOf(revision.modules, to.moduleId)
    requireVersion(source.version, from.version)
    requireVersion(target.version, to.version)
    if (placeOf([source], lesson) === null) throw changedMeanwhile()
    sectionOf(target, to.sectionId)
    const taken = revision.modules.map((module) =>
      module === source ? { ...without(module, lesson), ...edit } : module,
    )
    return Promise.resolve({
      modules: putLesson(taken, lesson, { ...to, edit }),
      answer: { version: edit.version },
    })
  })
}

/** The same for a place that one field of a form names. */
export function putLessonAt(
  viewer: Viewer,
  { lessonId, place }: LessonPlaceChoice,
): Promise<{ version: number }> {
  const [from = '', fromVersion, to = '', toVersion, sectionId = '', index] = place.split(':')
  return moveLesson(viewer, {
    lessonId,
    from: { moduleId: from, version: Number(fromVersion) },
    to: { moduleId: to, version: Number(toVersion), sectionId, index: Number(index) },
  })
}
