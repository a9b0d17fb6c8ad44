'use client'

import { memo, useRef, type KeyboardEvent } from 'react'
import { TYPE_ICONS } from '@/components/learning/lesson-state'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import type { AuthoredOutlineLesson } from '@/lib/courses/authored-dto'
import { LESSON_LIMITS } from '@/lib/courses/constants'
import { cn } from '@/lib/utils/cn'
import { duplicateLesson, moveLesson, removeLesson, renameLesson } from './curriculum-acts'
import { fill, useCurriculumContext } from './curriculum-context'
import { rankOf, stepOf } from './curriculum-model'
import { TitleEditor } from './title-editor'
import { useDragging } from './use-dragging'

/** One lesson of the outline. Arrow keys on its handle move it, also over the edge of its module. */
export const LessonRow = memo(function LessonRow({ lesson }: { lesson: AuthoredOutlineLesson }) {
  const { courseId, keeper, texts, types, isEditable, announce, onRemoved } = useCurriculumContext()
  const { id, title } = lesson
  const row = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const edge = useDragging(row, handle, { lessonId: id, isEditable })

  const move = (direction: -1 | 1) => {
    const to = stepOf(keeper.shown().modules, id, direction)
    if (to === null) return announce(texts['atEnd'] ?? '')
    moveLesson(keeper, id, to)
    announce(fill(texts['movedTo'], { title, ...rankOf(keeper.shown().modules, id) }))
    // The row may have been made anew in another module; its handle keeps the focus.
    requestAnimationFrame(() => document.getElementById(`handle-${id}`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li
      ref={row}
      data-lesson={id}
      className={cn(
        'relative flex flex-wrap items-center gap-x-2 bg-raised px-2 py-1',
        edge === 'before' && 'shadow-[inset_0_2px_0_var(--color-accent)]',
        edge === 'after' && 'shadow-[inset_0_-2px_0_var(--color-accent)]',
      )}
    >
      {isEditable ? (
        <button
          ref={handle}
          id={`handle-${id}`}
          type="button"
          aria-label={fill(texts['move'], { title })}
          onKeyDown={onKeyDown}
          className="grid size-11 shrink-0 cursor-grab place-items-center rounded-md text-muted hover:bg-sunken pointer-fine:size-8"
        >
          <Icon name="grip-vertical" size="sm" />
        </button>
      ) : null}
      <Icon name={TYPE_ICONS[lesson.type]} size="sm" className="shrink-0 text-muted" />
      <span className="sr-only">{types[lesson.type]}</span>
      <span className="flex min-w-40 grow basis-40 items-center gap-1">
        <TitleEditor
          title={title}
          maxLength={LESSON_LIMITS.titleLength}
          onRename={(next) => renameLesson(keeper, id, next)}
        >
          <Link
            href={`/instructor/courses/${courseId}/lessons/${id}`}
            prefetch={false}
            dir="auto"
            className="min-w-0 py-2 wrap-anywhere hover:underline"
          >
            {title}
          </Link>
        </TitleEditor>
      </span>
      <Marks lesson={lesson} />
      {isEditable ? (
        <span className="flex shrink-0">
          <Button
            variant="quiet"
            size="icon"
            aria-label={fill(texts['duplicate'], { title })}
            onClick={() => duplicateLesson(keeper, id)}
          >
            <Icon name="copy" size="sm" />
          </Button>
          <Button
            variant="quiet"
            size="icon"
            aria-label={fill(texts['remove'], { title })}
            onClick={() => {
              removeLesson(keeper, id)
              onRemoved({ kind: 'lesson', id, title })
            }}
          >
            <Icon name="trash" size="sm" />
          </Button>
        </span>
      ) : null}
    </li>
  )
})

function Marks({ lesson }: { lesson: AuthoredOutlineLesson }) {
  const { texts } = useCurriculumContext()
  return (
    <span className="flex shrink-0 flex-wrap items-center gap-1.5 text-sm text-muted">
      {lesson.isNew ? <Badge tone="accent">{texts['new']}</Badge> : null}
      {lesson.isChanged ? <Badge tone="accent">{texts['changed']}</Badge> : null}
      {lesson.isPreview ? <Badge>{texts['preview']}</Badge> : null}
      {lesson.isRequired ? null : <Badge>{texts['optional']}</Badge>}
      {lesson.releaseRule ? <Badge icon="lock">{texts['released']}</Badge> : null}
      {lesson.durationMinutes > 0 ? (
        <span className="tabular-nums">{fill(texts['minutes'], { count: lesson.durationMinutes })}</span>
      ) : null}
    </span>
  )
}
