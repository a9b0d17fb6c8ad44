import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { findLesson } from './curriculum-model'

type Place = { value: string; label: string }

/**
 * Every place a lesson may have, with what `LessonPlaceChoice` reads of it: both modules and their versions, the section
 * and the place in it.
 */
export function placesOf(
  { modules }: Pick<AuthoredCourse, 'modules'>,
  lessonId: string,
): { places: Place[]; present: string } {
  const found = findLesson(modules, lessonId)
  const from = modules.find(({ id }) => id === found?.moduleId)
  if (found === null || from === undefined) return { places: [], present: '' }
  const places = modules.flatMap((each) =>
    each.sections.flatMap((section) => {
      const others = section.lessons.filter(({ id }) => id !== lessonId)
      const name = section.title === '' ? each.title : `${each.title} · ${section.title}`
      return Array.from({ length: others.length + 1 }, (_, index) => ({
        value: [from.id, from.version, each.id, each.version, section.id, index].join(':'),
        label: index === 0 ? `${name} · 1` : `${name} · ${index + 1} (${others[index - 1]?.title ?? ''} ↑)`,
      }))
    }),
  )
  const to = modules.find(({ id }) => id === found.moduleId)
  const present = [from.id, from.version, to?.id, to?.version, found.sectionId, found.index].join(':')
  return { places, present }
}
