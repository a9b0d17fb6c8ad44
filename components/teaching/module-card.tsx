'use client'

import { memo, useRef } from 'react'
import type { AuthoredModule } from '@/lib/courses/authored-dto'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { cn } from '@/lib/utils/cn'
import { AddSection } from './add-forms'
import { moveModule, removeModule, renameModule } from './curriculum-acts'
import { fill, useCurriculumContext } from './curriculum-context'
import { MoveButtons, MoveHandle, OutlineAct } from './outline-acts'
import { SectionList } from './section-list'
import { TitleEditor } from './title-editor'
import { EDGE_LOOKS, useDragging } from './use-dragging'

interface ModuleCardProps {
  outlined: AuthoredModule
  index: number
  count: number
}

export const ModuleCard = memo(function ModuleCard({ outlined, index, count }: ModuleCardProps) {
  const { courseId, keeper, texts, isEditable, announce, onRemoved } = useCurriculumContext()
  const card = useRef<HTMLElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const { id: moduleId, title, sections, version } = outlined
  const edge = useDragging(card, handle, { kind: 'module', id: moduleId, isEditable })
  const of = { courseId, moduleId }
  const move = (direction: -1 | 1) => {
    const to = index + direction
    if (to < 0 || to >= count) return announce(texts['atEnd'] ?? '')
    moveModule(keeper, of, to)
    announce(fill(texts['movedModule'], { title, place: to + 1, count }))
  }
  return (
    <section
      ref={card}
      aria-labelledby={`module-${moduleId}`}
      className={cn('overflow-hidden rounded-lg border border-line bg-raised', edge && EDGE_LOOKS[edge])}
    >
      <div className="flex flex-wrap items-center gap-1 px-2 py-2">
        {isEditable ? <MoveHandle ref={handle} id={moduleId} title={title} onMove={move} /> : null}
        <span className="flex min-w-40 grow items-center gap-1">
          <TitleEditor
            title={title}
            maxLength={COURSE_LIMITS.titleLength}
            onRename={(next) => renameModule(keeper, of, next)}
          >
            <h2 id={`module-${moduleId}`} dir="auto" className="min-w-0 text-lg wrap-anywhere">
              {title}
            </h2>
          </TitleEditor>
        </span>
        {isEditable ? (
          <span className="ml-auto flex shrink-0">
            <MoveButtons id={moduleId} title={title} onMove={move} />
            <OutlineAct
              icon="trash"
              label={fill(texts['remove'], { title })}
              onClick={() => {
                removeModule(keeper, of)
                onRemoved({ kind: 'module', id: moduleId, title })
              }}
            />
          </span>
        ) : null}
      </div>
      {sections.map((section) => (
        <SectionList key={section.id} outlined={outlined} section={section} />
      ))}
      <AddSection moduleId={moduleId} version={version} />
    </section>
  )
})
