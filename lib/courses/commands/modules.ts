import 'server-only'
import { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { notFound } from '@/lib/platform/errors'
import { COURSE_LIMITS } from '../constants'
import type { ModuleChange, ModuleChoice, ModuleMove, ModuleRemoval, NewModule } from '../schema/module'
import { lessonsLeaving, lessonsReturning } from './lesson-removal'
import { full, inserted, moduleOf, newSection, replaced } from './outline'
import { changeRevision, requireVersion, type EditedModule } from './revision'

/** An empty module, with one section that has no heading. */
export function addModule(
  viewer: Viewer,
  { courseId, title, description = '', index }: NewModule,
): Promise<{ moduleId: string; version: number }> {
  return changeRevision(viewer, { courseId }, ({ revision, edit }) => {
    if (revision.modules.length >= COURSE_LIMITS.modules) throw full()
    const moduleRow = { _id: new Types.ObjectId(), title, description, sections: [newSection('')], ...edit }
    return Promise.resolve({
      modules: inserted(revision.modules, moduleRow, index),
      orderEdit: edit,
      answer: { moduleId: moduleRow._id.toHexString(), version: edit.version },
    })
  })
}

/** Renames a module or writes its description. */
export function updateModule(
  viewer: Viewer,
  { courseId, moduleId, version, ...change }: ModuleChange,
): Promise<{ version: number }> {
  return changeModule(viewer, { courseId, moduleId, version }, (module) => ({
    ...module,
    title: change.title ?? module.title,
    description: change.description ?? module.description,
  }))
}

/** To another place among the modules; `version` is that of their order. */
export function moveModule(
  viewer: Viewer,
  { courseId, moduleId, version, index }: ModuleMove,
): Promise<{ version: number }> {
  return changeRevision(viewer, { courseId }, ({ revision, edit }) => {
    requireVersion(revision.orderEdit.version, version)
    const moduleRow = moduleOf(revision.modules, moduleId)
    const others = revision.modules.filter((each) => each !== moduleRow)
    return Promise.resolve({
      modules: inserted(others, moduleRow, index),
      orderEdit: edit,
      answer: { version: edit.version },
    })
  })
}

/** Takes a module out with its lessons; `restoreModule` brings both back until the course is published next. */
export function removeModule(
  viewer: Viewer,
  { courseId, moduleId, version }: ModuleRemoval,
): Promise<{ version: number }> {
  return changeRevision(viewer, { courseId }, async (held) => {
    const { revision, edit } = held
    const moduleRow = moduleOf(revision.modules, moduleId)
    requireVersion(moduleRow.version, version)
    const index = revision.modules.indexOf(moduleRow)
    const removedModules = [...revision.removedModules, { module: moduleRow, index }]
    return {
      modules: revision.modules.filter((each) => each !== moduleRow),
      removedModules: removedModules.slice(-COURSE_LIMITS.removedModules),
      orderEdit: edit,
      lessons: await lessonsLeaving(held, moduleRow),
      answer: { version: edit.version },
    }
  })
}

/** Undoes `removeModule`: it comes back to where it was, with the lessons that went with it. */
export function restoreModule(
  viewer: Viewer,
  { courseId, moduleId }: ModuleChoice,
): Promise<{ version: number }> {
  return changeRevision(viewer, { courseId }, async (held) => {
    const { revision, edit } = held
    const removed = revision.removedModules.find(({ module }) => module._id.equals(moduleId))
    if (removed === undefined) throw notFound('This module cannot be brought back any more.')
    if (revision.modules.length >= COURSE_LIMITS.modules) throw full()
    return {
      modules: inserted(revision.modules, { ...removed.module, ...edit }, removed.index),
      removedModules: revision.removedModules.filter((each) => each !== removed),
      orderEdit: edit,
      lessons: await lessonsReturning(held, removed.module),
      answer: { version: edit.version },
    }
  })
}

type Choice = { courseId: string; moduleId: string; version: number }

/** A write on one module, guarded by its version. */
export function changeModule(
  viewer: Viewer,
  { courseId, moduleId, version }: Choice,
  change: (module: EditedModule) => EditedModule,
): Promise<{ version: number }> {
  return changeRevision(viewer, { courseId }, ({ revision, edit }) => {
    const moduleRow = moduleOf(revision.modules, moduleId)
    requireVersion(moduleRow.version, version)
    return Promise.resolve({
      modules: replaced(revision.modules, change(moduleRow), edit),
      answer: { version: edit.version },
    })
  })
}
