import {
  duplicateLessonAction,
  moveLessonAction,
  moveModuleAction,
  moveSectionAction,
  removeLessonAction,
  removeModuleAction,
  removeSectionAction,
  updateLessonAction,
  updateModuleAction,
  updateSectionAction,
} from '@/lib/courses/actions/curriculum'
import type { AuthoredModule } from '@/lib/courses/authored-dto'
import type { CurriculumKeeper } from './curriculum-keeper'
import {
  findLesson,
  withLesson,
  withLessonAt,
  withModule,
  withModuleAt,
  withSection,
  withSectionAt,
  withoutLesson,
  type Place,
} from './curriculum-model'
import { formDataOf } from './form-data-of'

type OfModule = { courseId: string; moduleId: string }
type OfSection = OfModule & { sectionId: string }

export function moveLesson(keeper: CurriculumKeeper, lessonId: string, to: Place): void {
  const from = findLesson(keeper.shown().modules, lessonId)?.moduleId ?? ''
  keeper.change({
    apply: (modules) => withLessonAt(modules, lessonId, to),
    send: ({ modules, from }) =>
      moveLessonAction(
        null,
        formDataOf({
          lessonId,
          from: { moduleId: from, version: versionOf(modules, from) },
          to: { ...to, version: versionOf(modules, to.moduleId) },
        }),
      ),
    moves: { id: lessonId, from, to: to.moduleId },
    touches: [from, to.moduleId],
  })
}

export function renameLesson(keeper: CurriculumKeeper, lessonId: string, title: string): void {
  const version = findLesson(keeper.shown().modules, lessonId)?.lesson.version ?? 0
  keeper.change({
    apply: (modules) => withLesson(modules, lessonId, { title }),
    send: () => updateLessonAction(null, formDataOf({ lessonId, version, title })),
    touches: [],
  })
}

export function removeLesson(keeper: CurriculumKeeper, lessonId: string): void {
  const found = findLesson(keeper.shown().modules, lessonId)
  if (found === null) return
  keeper.change({
    apply: (modules) => withoutLesson(modules, lessonId),
    send: () => removeLessonAction(null, formDataOf({ lessonId, version: found.lesson.version })),
    touches: [found.moduleId],
  })
}

/** The copy shows once the academy has made it. */
export function duplicateLesson(keeper: CurriculumKeeper, lessonId: string): void {
  const found = findLesson(keeper.shown().modules, lessonId)
  keeper.change({
    apply: (modules) => modules,
    send: () => duplicateLessonAction(null, formDataOf({ lessonId })),
    touches: found === null ? [] : [found.moduleId],
  })
}

export function moveModule(keeper: CurriculumKeeper, of: OfModule, index: number): void {
  keeper.change({
    apply: (modules) => withModuleAt(modules, of.moduleId, index),
    send: ({ orderVersion }) => moveModuleAction(null, formDataOf({ ...of, index, version: orderVersion })),
    moves: { id: of.moduleId, from: '', to: '' },
    touches: [],
    touchesOrder: true,
  })
}

export function renameModule(keeper: CurriculumKeeper, of: OfModule, title: string): void {
  keeper.change({
    apply: (modules) => withModule(modules, of.moduleId, { title }),
    send: ({ modules }) =>
      updateModuleAction(null, formDataOf({ ...of, title, version: versionOf(modules, of.moduleId) })),
    touches: [of.moduleId],
  })
}

/** It stays on the screen until it is gone, because it takes its lessons along. */
export function removeModule(keeper: CurriculumKeeper, of: OfModule): void {
  keeper.change({
    apply: (modules) => modules,
    send: ({ modules }) =>
      removeModuleAction(null, formDataOf({ ...of, version: versionOf(modules, of.moduleId) })),
    touches: [],
    touchesOrder: true,
  })
}

export function moveSection(keeper: CurriculumKeeper, of: OfSection, index: number): void {
  keeper.change({
    apply: (modules) => withSectionAt(modules, { ...of, index }),
    send: ({ modules }) =>
      moveSectionAction(null, formDataOf({ ...of, index, version: versionOf(modules, of.moduleId) })),
    moves: { id: of.sectionId, from: of.moduleId, to: of.moduleId },
    touches: [of.moduleId],
  })
}

export function renameSection(keeper: CurriculumKeeper, of: OfSection, title: string): void {
  keeper.change({
    apply: (modules) => withSection(modules, of, { title }),
    send: ({ modules }) =>
      updateSectionAction(null, formDataOf({ ...of, title, version: versionOf(modules, of.moduleId) })),
    touches: [of.moduleId],
  })
}

/** Its lessons stay; how they stand then shows once the academy has said it. */
export function removeSection(keeper: CurriculumKeeper, of: OfSection): void {
  keeper.change({
    apply: (modules) => modules,
    send: ({ modules }) =>
      removeSectionAction(null, formDataOf({ ...of, version: versionOf(modules, of.moduleId) })),
    touches: [of.moduleId],
  })
}

function versionOf(modules: readonly AuthoredModule[], moduleId: string): number {
  return modules.find(({ id }) => id === moduleId)?.version ?? 0
}
