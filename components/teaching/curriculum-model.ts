import type { AuthoredModule, AuthoredOutlineLesson, AuthoredSection } from '@/lib/courses/authored-dto'

type Modules = readonly AuthoredModule[]
/** A place in a section, counted without the lesson that is to stand there. */
export type Place = { moduleId: string; sectionId: string; index: number }
type Found = Place & { lesson: AuthoredOutlineLesson }

export function findLesson(modules: Modules, lessonId: string): Found | null {
  for (const { id: moduleId, sections } of modules) {
    for (const { id: sectionId, lessons } of sections) {
      const index = lessons.findIndex(({ id }) => id === lessonId)
      const lesson = lessons[index]
      if (lesson !== undefined) return { moduleId, sectionId, index, lesson }
    }
  }
  return null
}

/** One place up or down; over the edge of a section into the next one, of this module or another. */
export function stepOf(modules: Modules, lessonId: string, direction: -1 | 1): Place | null {
  const found = findLesson(modules, lessonId)
  if (found === null) return null
  const sections = modules.flatMap((each) =>
    each.sections.map((section) => ({
      moduleId: each.id,
      sectionId: section.id,
      length: section.lessons.length,
    })),
  )
  const at = sections.findIndex(({ sectionId }) => sectionId === found.sectionId)
  const index = found.index + direction
  const { moduleId, sectionId } = found
  if (index >= 0 && index < (sections[at]?.length ?? 0)) return { moduleId, sectionId, index }
  const next = sections[at + direction]
  if (next === undefined) return null
  return {
    moduleId: next.moduleId,
    sectionId: next.sectionId,
    index: direction === 1 ? 0 : next.length,
  }
}

/** The modules with a lesson in another place. Modules that nothing changes in stay the same objects, here and below. */
export function withLessonAt(modules: Modules, lessonId: string, place: Place): AuthoredModule[] {
  const found = findLesson(modules, lessonId)
  if (found === null) return [...modules]
  return withoutLesson(modules, lessonId).map((each) =>
    each.id !== place.moduleId
      ? each
      : withSections(each, (section) =>
          section.id === place.sectionId
            ? { ...section, lessons: section.lessons.toSpliced(place.index, 0, found.lesson) }
            : section,
        ),
  )
}

export function withoutLesson(modules: Modules, lessonId: string): AuthoredModule[] {
  const moduleId = findLesson(modules, lessonId)?.moduleId
  return modules.map((each) =>
    each.id !== moduleId
      ? each
      : withSections(each, (section) => ({
          ...section,
          lessons: section.lessons.filter(({ id }) => id !== lessonId),
        })),
  )
}

function withSections(
  outlined: AuthoredModule,
  change: (section: AuthoredSection) => AuthoredSection,
): AuthoredModule {
  return { ...outlined, sections: outlined.sections.map(change) }
}

export function withModuleAt(modules: Modules, moduleId: string, index: number): AuthoredModule[] {
  const found = modules.find(({ id }) => id === moduleId)
  if (found === undefined) return [...modules]
  return modules.filter(({ id }) => id !== moduleId).toSpliced(index, 0, found)
}

/** A module with one of its headings, and the lessons under it, in another place. */
export function withSectionAt(
  modules: Modules,
  { moduleId, sectionId, index }: { moduleId: string; sectionId: string; index: number },
): AuthoredModule[] {
  return modules.map((each) => {
    const found = each.sections.find(({ id }) => id === sectionId)
    if (each.id !== moduleId || found === undefined) return each
    const others = each.sections.filter((section) => section !== found)
    return { ...each, sections: others.toSpliced(index, 0, found) }
  })
}

/**
 * Where a heading stands and how far it may go. Lessons without a heading stay first in their module: below a heading they
 * would seem to belong to it.
 */
export function sectionRangeOf(
  { sections }: Pick<AuthoredModule, 'sections'>,
  sectionId: string,
): { index: number; first: number; last: number } {
  return {
    index: sections.findIndex(({ id }) => id === sectionId),
    first: sections[0]?.title === '' ? 1 : 0,
    last: sections.length - 1,
  }
}

export function withLesson(
  modules: Modules,
  lessonId: string,
  change: Partial<AuthoredOutlineLesson>,
): AuthoredModule[] {
  const moduleId = findLesson(modules, lessonId)?.moduleId
  return modules.map((each) =>
    each.id !== moduleId
      ? each
      : withSections(each, (section) => ({
          ...section,
          lessons: section.lessons.map((lesson) =>
            lesson.id === lessonId ? { ...lesson, ...change } : lesson,
          ),
        })),
  )
}

export function withSection(
  modules: Modules,
  { moduleId, sectionId }: { moduleId: string; sectionId: string },
  change: Partial<AuthoredSection>,
): AuthoredModule[] {
  return modules.map((each) =>
    each.id !== moduleId
      ? each
      : withSections(each, (section) => (section.id === sectionId ? { ...section, ...change } : section)),
  )
}

export function withModule(
  modules: Modules,
  moduleId: string,
  change: Partial<AuthoredModule>,
): AuthoredModule[] {
  return modules.map((each) => (each.id === moduleId ? { ...each, ...change } : each))
}

/** Which lesson of its module it is, counted from 1, and of how many. */
export function rankOf(modules: Modules, lessonId: string): { place: number; count: number; module: string } {
  for (const { title, sections } of modules) {
    const lessons = sections.flatMap((section) => section.lessons)
    const at = lessons.findIndex(({ id }) => id === lessonId)
    if (at >= 0) return { place: at + 1, count: lessons.length, module: title }
  }
  return { place: 0, count: 0, module: '' }
}
