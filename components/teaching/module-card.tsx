'use client'

import type { KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { AuthoredModule } from '@/lib/courses/authored-dto'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { AddSection } from './add-forms'
import { moveModule, removeModule, renameModule } from './curriculum-acts'
import { fill, useCurriculumContext } from './curriculum-context'
import { SectionList } from './section-list'
import { TitleEditor } from './title-editor'

interface ModuleCardProps {
  outlined: AuthoredModule
  index: number
  count: number
}

export function ModuleCard({ outlined, index, count }: ModuleCardProps) {
  const { courseId, keeper, texts, isEditable, announce, onRemoved } = useCurriculumContext()
  const { id: moduleId, title, sections, version } = outlined
  const of = { courseId, moduleId }
  const move = (direction: -1 | 1) => {
    const to = index + direction
    if (to < 0 || to >= count) return announce(texts['atEnd'] ?? '')
    moveModule(keeper, of, to)
    announce(fill(texts['movedModule'], { title, place: to + 1, count }))
    requestAnimationFrame(() => document.getElementById(`handle-${moduleId}`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <section
      aria-labelledby={`module-${moduleId}`}
      className="overflow-hidden rounded-lg border border-line bg-raised"
    >
      <div className="flex flex-wrap items-center gap-1 px-2 py-2">
        {isEditable ? (
          <button
            id={`handle-${moduleId}`}
            type="button"
            aria-label={fill(texts['move'], { title })}
            onKeyDown={onKeyDown}
            className="grid size-11 shrink-0 place-items-center rounded-md text-muted hover:bg-sunken pointer-fine:size-8"
          >
            <Icon name="grip-vertical" size="sm" />
          </button>
        ) : null}
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
          <span className="flex shrink-0">
            <Button
              variant="quiet"
              size="icon"
              aria-label={fill(texts['moveUp'], { title })}
              onClick={() => move(-1)}
            >
              <Icon name="arrow-up" size="sm" />
            </Button>
            <Button
              variant="quiet"
              size="icon"
              aria-label={fill(texts['moveDown'], { title })}
              onClick={() => move(1)}
            >
              <Icon name="arrow-down" size="sm" />
            </Button>
            <Button
              variant="quiet"
              size="icon"
              aria-label={fill(texts['remove'], { title })}
              onClick={() => {
                removeModule(keeper, of)
                onRemoved({ kind: 'module', id: moduleId, title })
              }}
            >
              <Icon name="trash" size="sm" />
            </Button>
          </span>
        ) : null}
      </div>
      {sections.map((section) => (
        <SectionList key={section.id} moduleId={moduleId} section={section} />
      ))}
      <AddSection moduleId={moduleId} version={version} />
    </section>
  )
}
