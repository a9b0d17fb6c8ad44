'use client'

import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef } from 'react'
import type { AuthoredModule, AuthoredSection } from '@/lib/courses/authored-dto'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { cn } from '@/lib/utils/cn'
import { AddLesson } from './add-forms'
import { moveSection, removeSection, renameSection } from './curriculum-acts'
import { fill, useCurriculumContext } from './curriculum-context'
import { sectionRangeOf } from './curriculum-model'
import { LessonRow } from './lesson-row'
import { MoveButtons, MoveHandle, OutlineAct } from './outline-acts'
import { TitleEditor } from './title-editor'
import { EDGE_LOOKS, useDragging } from './use-dragging'

interface SectionListProps {
  outlined: AuthoredModule
  section: AuthoredSection
}

/** The lessons under one heading, or under none. */
export function SectionList({ outlined, section }: SectionListProps) {
  const { texts, isEditable } = useCurriculumContext()
  const part = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const { id: sectionId, title, lessons } = section
  const { id: moduleId } = outlined
  const edge = useDragging(part, handle, { kind: 'section', id: sectionId, moduleId, isEditable })
  useEffect(() => {
    if (!isEditable || list.current === null) return
    return dropTargetForElements({
      element: list.current,
      canDrop: ({ source }) => source.data['kind'] === 'lesson',
      getData: () => ({ kind: 'list', id: sectionId, moduleId }),
    })
  }, [isEditable, sectionId, moduleId])
  return (
    <div ref={part} className={cn(edge && EDGE_LOOKS[edge])}>
      <div ref={list}>
        {title === '' ? null : <SectionHead {...{ outlined, section, handle }} />}
        {lessons.length > 0 ? (
          <ul className="lesson-rows">
            {lessons.map((lesson) => (
              <LessonRow key={lesson.id} lesson={lesson} />
            ))}
          </ul>
        ) : (
          <p className="border-t border-line px-4 py-3 text-sm text-muted">{texts['noLessons']}</p>
        )}
        <AddLesson moduleId={moduleId} sectionId={sectionId} />
      </div>
    </div>
  )
}

/** The heading: named anew in its place, moved within its module, taken away without its lessons. */
function SectionHead({
  outlined,
  section,
  handle,
}: SectionListProps & { handle: React.RefObject<HTMLButtonElement | null> }) {
  const { courseId, keeper, texts, isEditable, announce, onRemoved } = useCurriculumContext()
  const { id: sectionId, title } = section
  const { id: moduleId } = outlined
  const of = { courseId, moduleId, sectionId }
  const move = (direction: -1 | 1) => {
    const { index, first, last } = sectionRangeOf(outlined, sectionId)
    const to = index + direction
    if (to < first || to > last) return announce(texts['atEnd'] ?? '')
    moveSection(keeper, of, to)
    const place = { place: to + 1 - first, count: last + 1 - first, module: outlined.title }
    announce(fill(texts['movedSection'], { title, ...place }))
  }
  const remove = () => {
    removeSection(keeper, of)
    onRemoved({ kind: 'section', id: sectionId, moduleId, title })
  }
  return (
    <div className="flex flex-wrap items-center gap-1 border-t border-line bg-sunken px-2 py-1">
      {isEditable ? <MoveHandle ref={handle} id={sectionId} title={title} onMove={move} /> : null}
      <span className="flex min-w-40 grow items-center gap-1">
        <TitleEditor
          title={title}
          maxLength={COURSE_LIMITS.titleLength}
          mayBeEmpty
          onRename={(next) => (next === '' ? remove() : renameSection(keeper, of, next))}
        >
          <h3 dir="auto" className="min-w-0 text-sm font-medium wrap-anywhere">
            {title}
          </h3>
        </TitleEditor>
      </span>
      {isEditable ? (
        <span className="ml-auto flex shrink-0">
          <MoveButtons id={sectionId} title={title} onMove={move} />
          <OutlineAct icon="x" label={fill(texts['removeSection'], { title })} onClick={remove} />
        </span>
      ) : null}
    </div>
  )
}
