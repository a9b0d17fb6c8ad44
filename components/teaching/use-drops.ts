'use client'

import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useEffectEvent } from 'react'
import { moveLesson, moveModule, moveSection } from './curriculum-acts'
import { fill } from './curriculum-context'
import type { CurriculumKeeper } from './curriculum-keeper'
import { findLesson, rankOf, sectionRangeOf } from './curriculum-model'
import { lessonPlace, modulePlace, sectionPlace, type Dragged } from './drop-place'

interface Outline {
  courseId: string
  keeper: CurriculumKeeper
  texts: Readonly<Record<string, string>>
}
type Targets = Parameters<typeof lessonPlace>[2]

/** Does what dropping a part of the outline means, and says it. */
export function useDrops({ announce, ...outline }: Outline & { announce: (sentence: string) => void }): void {
  const onDrop = useEffectEvent((dragged: Dragged, targets: Targets) => {
    const said = DROPS[dragged.kind](outline, dragged, targets)
    if (said !== null) announce(said)
  })
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const { kind, id, moduleId } = source.data as Partial<Dragged>
          if (kind !== undefined && id !== undefined)
            onDrop({ kind, id, ...(moduleId !== undefined && { moduleId }) }, location.current.dropTargets)
        },
      }),
    [],
  )
}

/** By kind: moves it, and answers where it is now; null where it was dropped nowhere. */
const DROPS: Record<
  Dragged['kind'],
  (outline: Outline, dragged: Dragged, targets: Targets) => string | null
> = {
  lesson({ keeper, texts }, { id }, targets) {
    const { modules } = keeper.shown()
    const to = lessonPlace(modules, id, targets)
    if (to === null) return null
    const title = findLesson(modules, id)?.lesson.title ?? ''
    moveLesson(keeper, id, to)
    return fill(texts['movedTo'], { title, ...rankOf(keeper.shown().modules, id) })
  },
  section({ courseId, keeper, texts }, dragged, targets) {
    const { modules } = keeper.shown()
    const to = sectionPlace(modules, dragged, targets)
    const outlined = modules.find(({ id }) => id === dragged.moduleId)
    if (to === null || outlined === undefined) return null
    const title = outlined.sections.find(({ id }) => id === dragged.id)?.title ?? ''
    const { first, last } = sectionRangeOf(outlined, dragged.id)
    moveSection(keeper, { courseId, moduleId: outlined.id, sectionId: dragged.id }, to)
    const place = { place: to + 1 - first, count: last + 1 - first, module: outlined.title }
    return fill(texts['movedSection'], { title, ...place })
  },
  module({ courseId, keeper, texts }, { id: moduleId }, targets) {
    const { modules } = keeper.shown()
    const to = modulePlace(modules, moduleId, targets)
    if (to === null) return null
    moveModule(keeper, { courseId, moduleId }, to)
    const title = modules.find(({ id }) => id === moduleId)?.title ?? ''
    return fill(texts['movedModule'], { title, place: to + 1, count: modules.length })
  },
}
