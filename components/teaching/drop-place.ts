import type { AuthoredModule } from '@/lib/courses/authored-dto'
import { findLesson, sectionRangeOf, type Place } from './curriculum-model'

/** What is dragged; `moduleId` is the module that a heading stands in. */
export type Dragged = { kind: 'lesson' | 'section' | 'module'; id: string; moduleId?: string }
type Target = { data: Record<string | symbol, unknown> }
type Modules = readonly AuthoredModule[]

/** Where a dragged lesson goes: beside the row it was dropped on, else at the end of the section; null for nowhere. */
export function lessonPlace(modules: Modules, lessonId: string, targets: readonly Target[]): Place | null {
  const onto = targets.find(({ data }) => data['kind'] === 'lesson')
  const onRow = onto === undefined ? null : findLesson(modules, String(onto.data['id']))
  if (onRow !== null) {
    const { moduleId, sectionId } = onRow
    const dragged = findLesson(modules, lessonId)
    const isBehind = dragged?.sectionId === sectionId && dragged.index < onRow.index
    return { moduleId, sectionId, index: onRow.index + afterOf(onto) - (isBehind ? 1 : 0) }
  }
  const list = targets.find(({ data }) => data['kind'] === 'list')
  if (list === undefined) return null
  const { moduleId, id: sectionId } = list.data as { moduleId: string; id: string }
  const found = modules.flatMap(({ sections }) => sections).find(({ id }) => id === sectionId)
  const others = found?.lessons.filter(({ id }) => id !== lessonId) ?? []
  return { moduleId, sectionId, index: others.length }
}

/** The place among the headings of its module that a dragged one goes to; null for nowhere. */
export function sectionPlace(
  modules: Modules,
  { id, moduleId }: Dragged,
  targets: readonly Target[],
): number | null {
  const outlined = modules.find((each) => each.id === moduleId)
  const onto = targets.find(({ data }) => data['kind'] === 'section')
  if (outlined === undefined || onto === undefined) return null
  const { first } = sectionRangeOf(outlined, id)
  const to = placeBeside(outlined.sections, id, onto)
  return to === null ? null : Math.max(first, to)
}

/** The place among the modules that a dragged one goes to; null for nowhere. */
export function modulePlace(modules: Modules, moduleId: string, targets: readonly Target[]): number | null {
  const onto = targets.find(({ data }) => data['kind'] === 'module')
  return onto === undefined ? null : placeBeside(modules, moduleId, onto)
}

/** Counted without the dragged one. */
function placeBeside(list: readonly { id: string }[], id: string, onto: Target): number | null {
  const others = list.filter((each) => each.id !== id)
  const at = others.findIndex((each) => each.id === onto.data['id'])
  return at < 0 ? null : at + afterOf(onto)
}

function afterOf(onto: Target | undefined): 0 | 1 {
  return onto?.data['edge'] === 'after' ? 1 : 0
}
