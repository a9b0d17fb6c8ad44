import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { notFound } from '@/lib/platform/errors'
import { COURSE_LIMITS } from '../constants'
import type { NewSection, SectionChange, SectionChoice, SectionMove, SectionRemoval } from '../schema/module'
import type { SectionRow } from './applying'
import { changeModule } from './modules'
import { full, inserted, moduleOf, newSection, replaced, sectionOf } from './outline'
import { changeRevision, requireVersion, type EditedModule, type RemovedSection } from './revision'

/** A heading in a module; lessons are put under it afterwards. */
export function addSection(
  viewer: Viewer,
  { courseId, moduleId, version, title, index }: NewSection,
): Promise<{ sectionId: string; version: number }> {
  const section = newSection(title)
  return changeModule(viewer, { courseId, moduleId, version }, (module) => {
    if (module.sections.length >= COURSE_LIMITS.sectionsPerModule) throw full()
    return { ...module, sections: inserted(module.sections, section, index) }
  }).then((written) => ({ ...written, sectionId: section._id.toHexString() }))
}

export function updateSection(
  viewer: Viewer,
  { sectionId, title, ...choice }: SectionChange,
): Promise<{ version: number }> {
  return changeModule(viewer, choice, (module) => {
    const section = sectionOf(module, sectionId)
    return {
      ...module,
      sections: module.sections.map((each) => (each === section ? { ...each, title } : each)),
    }
  })
}

/** With its lessons to another place in its module. */
export function moveSection(
  viewer: Viewer,
  { sectionId, index, ...choice }: SectionMove,
): Promise<{ version: number }> {
  return changeModule(viewer, choice, (module) => {
    const section = sectionOf(module, sectionId)
    const others = module.sections.filter((each) => each !== section)
    return { ...module, sections: inserted(others, section, index) }
  })
}

/** Takes the heading away; its lessons stay in the module, under its neighbour. `restoreSection` brings it back. */
export function removeSection(
  viewer: Viewer,
  { courseId, moduleId, sectionId, version }: SectionRemoval,
): Promise<{ version: number }> {
  return changeRevision(viewer, { courseId }, ({ revision, edit }) => {
    const moduleRow = moduleOf(revision.modules, moduleId)
    requireVersion(moduleRow.version, version)
    const section = sectionOf(moduleRow, sectionId)
    const index = moduleRow.sections.indexOf(section)
    // Lessons without a heading lose none.
    const removed = section.title === '' ? [] : [{ module: moduleRow._id, section, index }]
    const sections = withoutSection(moduleRow.sections, section)
    return Promise.resolve({
      modules: replaced(revision.modules, { ...moduleRow, sections }, edit),
      removedSections: [...(revision.removedSections ?? []), ...removed].slice(
        -COURSE_LIMITS.removedSections,
      ),
      answer: { version: edit.version },
    })
  })
}

/**
 * Undoes `removeSection`: the heading comes back to where it was, over those of its lessons that still stand in its module.
 *
 * @throws not_found where the heading or its module is not there; conflict (`course.full`)
 */
export function restoreSection(
  viewer: Viewer,
  { courseId, moduleId, sectionId }: SectionChoice,
): Promise<{ version: number }> {
  return changeRevision(viewer, { courseId }, ({ revision, edit }) => {
    const known = revision.removedSections ?? []
    const removed = known.findLast(
      ({ module, section }) => section._id.equals(sectionId) && module.equals(moduleId),
    )
    if (removed === undefined) throw notFound('This heading cannot be brought back any more.')
    const moduleRow = moduleOf(revision.modules, moduleId)
    return Promise.resolve({
      modules: replaced(revision.modules, withSection(moduleRow, removed), edit),
      removedSections: known.filter((each) => each !== removed),
      answer: { version: edit.version },
    })
  })
}

function withoutSection(sections: SectionRow[], section: SectionRow): SectionRow[] {
  const at = sections.indexOf(section)
  const neighbour = sections[at - 1] ?? sections[at + 1]
  if (neighbour === undefined) return [{ ...section, title: '' }]
  const lessonIds =
    at > 0 ? [...neighbour.lessonIds, ...section.lessonIds] : [...section.lessonIds, ...neighbour.lessonIds]
  return sections
    .filter((each) => each !== section)
    .map((each) => (each === neighbour ? { ...each, lessonIds } : each))
}

function withSection(module: EditedModule, { section, index }: RemovedSection): EditedModule {
  const { title } = section
  // The only section of a module stays when its heading goes.
  if (module.sections.some(({ _id }) => _id.equals(section._id)))
    return {
      ...module,
      sections: module.sections.map((each) => (each._id.equals(section._id) ? { ...each, title } : each)),
    }
  if (module.sections.length >= COURSE_LIMITS.sectionsPerModule) throw full()
  const isIn = (list: SectionRow['lessonIds']) => (id: SectionRow['lessonIds'][number]) =>
    list.some((other) => other.equals(id))
  const present = module.sections.flatMap(({ lessonIds }) => lessonIds)
  const lessonIds = section.lessonIds.filter(isIn(present))
  const others = module.sections.map((each) => ({
    ...each,
    lessonIds: each.lessonIds.filter((id) => !isIn(lessonIds)(id)),
  }))
  return { ...module, sections: inserted(others, { ...section, lessonIds }, index) }
}
