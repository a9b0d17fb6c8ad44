'use client'

import { memo, useRef } from 'react'
import { TYPE_ICONS } from '@/components/learning/lesson-state'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import type { AuthoredOutlineLesson } from '@/lib/courses/authored-dto'
import { LESSON_LIMITS } from '@/lib/courses/constants'
import { cn } from '@/lib/utils/cn'
import { duplicateLesson, moveLesson, removeLesson, renameLesson } from './curriculum-acts'
import { fill, useCurriculumContext } from './curriculum-context'
import { rankOf, stepOf } from './curriculum-model'
import { MoveHandle, OutlineAct } from './outline-acts'
import { TitleEditor } from './title-editor'
import { EDGE_LOOKS, useDragging } from './use-dragging'

/** One lesson of the outline. Arrow keys on its handle move it, also over the edge of its module. */
export const LessonRow = memo(function LessonRow({ lesson }: { lesson: AuthoredOutlineLesson }) {
  const { courseId, keeper, texts, types, isEditable, announce, onRemoved } = useCurriculumContext()
  const { id, title } = lesson
  const row = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const edge = useDragging(row, handle, { kind: 'lesson', id, isEditable })

  const move = (direction: -1 | 1) => {
    const to = stepOf(keeper.shown().modules, id, direction)
    if (to === null) return announce(texts['atEnd'] ?? '')
    moveLesson(keeper, id, to)
    announce(fill(texts['movedTo'], { title, ...rankOf(keeper.shown().modules, id) }))
  }
  return (
    <li
      ref={row}
      data-lesson={id}
      className={cn(
        'relative flex flex-wrap items-center gap-x-2 bg-raised px-2 py-1',
        edge && EDGE_LOOKS[edge],
      )}
    >
      {isEditable ? <MoveHandle ref={handle} id={id} title={title} onMove={move} /> : null}
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
          <OutlineAct
            icon="copy"
            label={fill(texts['duplicate'], { title })}
            onClick={() => duplicateLesson(keeper, id)}
          />
          <OutlineAct
            icon="trash"
            label={fill(texts['remove'], { title })}
            onClick={() => {
              removeLesson(keeper, id)
              onRemoved({ kind: 'lesson', id, title })
            }}
          />
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
