'use client'

import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { ActionForm } from '@/components/forms/action-form'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import { Notice } from '@/components/ui/notice'
import { restoreLessonAction, restoreModuleAction } from '@/lib/courses/actions/curriculum'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { AddModule } from './add-forms'
import { moveLesson } from './curriculum-acts'
import { CurriculumContext, fill } from './curriculum-context'
import { findLesson, rankOf, type Place } from './curriculum-model'
import { ModuleCard } from './module-card'
import { useCurriculum } from './use-curriculum'

interface CurriculumProps {
  course: AuthoredCourse
  texts: Readonly<Record<string, string>>
  types: Readonly<Record<string, string>>
}

type Removed = { kind: 'lesson' | 'module'; id: string; title: string }

/** The outline of a course, put in order by pointer or by keyboard; each change is saved as it is made. */
export function Curriculum({ course, texts, types }: CurriculumProps) {
  const { modules, keeper } = useCurriculum(course, texts)
  const [news, setNews] = useState('')
  const [removed, setRemoved] = useState<Removed | null>(null)
  const isHydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
  const onDrop = useEffectEvent((lessonId: string, to: Place) => {
    const title = findLesson(modules, lessonId)?.lesson.title ?? ''
    moveLesson(keeper, lessonId, to)
    setNews(fill(texts['movedTo'], { title, ...rankOf(keeper.shown().modules, lessonId) }))
  })
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const lessonId = source.data['lessonId']
          if (typeof lessonId !== 'string') return
          const to = dropPlace(keeper.shown().modules, lessonId, location.current.dropTargets)
          if (to !== null) onDrop(lessonId, to)
        },
      }),
    [keeper],
  )
  const value = {
    courseId: course.id,
    keeper,
    isEditable: course.can.edit,
    texts,
    types,
    announce: setNews,
    onRemoved: (what: Removed) => {
      setRemoved(what)
      setNews(fill(texts['gone'], { title: what.title }))
    },
  }
  return (
    <CurriculumContext value={value}>
      <div className="flex flex-col gap-5" data-ready={isHydrated || undefined}>
        {modules.map((each, index) => (
          <ModuleCard key={each.id} outlined={each} index={index} count={modules.length} />
        ))}
        {removed ? <Undo course={course} removed={removed} texts={texts} /> : null}
        <AddModule />
        <p role="status" className="sr-only">
          {news}
        </p>
      </div>
    </CurriculumContext>
  )
}

interface UndoProps {
  course: AuthoredCourse
  removed: Removed
  texts: Readonly<Record<string, string>>
}

function Undo({ course, removed, texts }: UndoProps) {
  const { unreachable } = useFormTexts()
  const isThere =
    removed.kind === 'lesson'
      ? course.removed.lessons.some(({ id }) => id === removed.id)
      : course.removed.modules.some(({ id }) => id === removed.id)
  if (!isThere) return null
  const look = { variant: 'secondary', size: 'sm', unreachable } as const
  return (
    <Notice
      action={
        removed.kind === 'lesson' ? (
          <ActionForm action={restoreLessonAction} fields={{ lessonId: removed.id }} {...look}>
            {texts['undo']}
          </ActionForm>
        ) : (
          <ActionForm
            action={restoreModuleAction}
            fields={{ courseId: course.id, moduleId: removed.id }}
            {...look}
          >
            {texts['undo']}
          </ActionForm>
        )
      }
    >
      {fill(texts['gone'], { title: removed.title })}
    </Notice>
  )
}

/** Beside the row it was dropped on, else at the end of the section. */
function dropPlace(
  modules: AuthoredCourse['modules'],
  lessonId: string,
  targets: readonly { data: Record<string | symbol, unknown> }[],
): Place | null {
  const onto = targets.find(({ data }) => typeof data['lessonId'] === 'string')
  const onRow = onto === undefined ? null : findLesson(modules, String(onto.data['lessonId']))
  if (onRow !== null) {
    const { moduleId, sectionId } = onRow
    const dragged = findLesson(modules, lessonId)
    const isBehind = dragged?.sectionId === sectionId && dragged.index < onRow.index
    const after = onto?.data['edge'] === 'after' ? 1 : 0
    return { moduleId, sectionId, index: onRow.index + after - (isBehind ? 1 : 0) }
  }
  const section = targets.find(({ data }) => typeof data['sectionId'] === 'string')
  if (section === undefined) return null
  const { moduleId, sectionId } = section.data as { moduleId: string; sectionId: string }
  const found = modules.flatMap(({ sections }) => sections).find(({ id }) => id === sectionId)
  const others = found?.lessons.filter(({ id }) => id !== lessonId) ?? []
  return { moduleId, sectionId, index: others.length }
}
