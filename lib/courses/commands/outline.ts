import { Types } from 'mongoose'
import { AppError, notFound } from '@/lib/platform/errors'
import { COURSE_REASONS } from '../constants'
import type { SectionRow } from './applying'
import type { Edit, EditedModule } from './revision'

/** The modules with one of them written anew. */
export function replaced(modules: readonly EditedModule[], module: EditedModule, edit: Edit): EditedModule[] {
  return modules.map((each) => (each._id.equals(module._id) ? { ...module, ...edit } : each))
}

export function moduleOf(modules: readonly EditedModule[], moduleId: string): EditedModule {
  const moduleRow = modules.find(({ _id }) => _id.equals(moduleId))
  if (moduleRow === undefined) throw notFound('There is no such module.')
  return moduleRow
}

export function sectionOf(module: EditedModule, sectionId: string): SectionRow {
  const section = module.sections.find(({ _id }) => _id.equals(sectionId))
  if (section === undefined) throw notFound('There is no such section.')
  return section
}

export function newSection(title: string): SectionRow {
  return { _id: new Types.ObjectId(), title, subtopics: [], lessonIds: [] }
}

/** The list with one more, at `index` or at the end. */
export function inserted<T>(list: readonly T[], one: T, index = list.length): T[] {
  return list.toSpliced(Math.min(index, list.length), 0, one)
}

export function full(): AppError {
  return new AppError('conflict', 'The course is as large as a course may be.', {
    reason: COURSE_REASONS.full,
  })
}

/** The module and section that a lesson stands in, and where in the section. */
export function placeOf(modules: readonly EditedModule[], lesson: Types.ObjectId) {
  for (const each of modules) {
    for (const section of each.sections) {
      const index = section.lessonIds.findIndex((id) => id.equals(lesson))
      if (index >= 0) return { module: each, section, index }
    }
  }
  return null
}

/** A module without one of its lessons. */
export function without(module: EditedModule, lesson: Types.ObjectId): EditedModule {
  return {
    ...module,
    sections: module.sections.map((section) => ({
      ...section,
      lessonIds: section.lessonIds.filter((id) => !id.equals(lesson)),
    })),
  }
}

/** Where a lesson is to stand; what is not named, or is not there any more, is the last one. */
export type Place = { moduleId?: string; sectionId?: string; index?: number; edit: Edit }

/** The modules with a lesson put into one of them. */
export function putLesson(
  modules: readonly EditedModule[],
  lesson: Types.ObjectId,
  { moduleId, sectionId, index, edit }: Place,
): EditedModule[] {
  const moduleRow = modules.find(({ _id }) => _id.toHexString() === moduleId) ?? modules.at(-1)
  if (moduleRow === undefined) throw notFound('The course has no module.')
  const named = moduleRow.sections.find(({ _id }) => _id.toHexString() === sectionId)
  const section = named ?? moduleRow.sections.at(-1)
  if (section === undefined) throw notFound('The module has no section.')
  const at = named === undefined && sectionId !== undefined ? undefined : index
  const lessonIds = inserted(section.lessonIds, lesson, at)
  return modules.map((each) =>
    each === moduleRow
      ? {
          ...moduleRow,
          ...edit,
          sections: moduleRow.sections.map((one) => (one === section ? { ...one, lessonIds } : one)),
        }
      : each,
  )
}

/** The `order`-th place of a module, counted from 0 through its sections. */
export function placeAt(module: EditedModule, order: number): { sectionId: string; index: number } {
  let left = order
  for (const section of module.sections) {
    if (left <= section.lessonIds.length) return { sectionId: section._id.toHexString(), index: left }
    left -= section.lessonIds.length
  }
  const last = module.sections.at(-1)
  return { sectionId: last?._id.toHexString() ?? '', index: last?.lessonIds.length ?? 0 }
}
