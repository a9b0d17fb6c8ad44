'use client'

import { memo, useCallback, useRef, useSyncExternalStore, type RefObject } from 'react'
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

/**
 * One lesson of the outline. Arrow keys on its handle move it, also over the edge of its module. The link is the same element
 * before and after the row is whole, so that it keeps the focus.
 */
export const LessonRow = memo(function LessonRow({ lesson }: { lesson: AuthoredOutlineLesson }) {
  const { courseId, keeper, near, texts, types, isEditable, announce } = useCurriculumContext()
  const { id, title } = lesson
  const row = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const isWhole = useIsWhole(row, id)
  const hasActs = isEditable && isWhole
  const edge = useDragging(row, handle, { kind: 'lesson', id, isEditable: hasActs })

  const move = (direction: -1 | 1) => {
    const to = stepOf(keeper.shown().modules, id, direction)
    if (to === null) return announce(texts['atEnd'] ?? '')
    moveLesson(keeper, id, to)
    announce(fill(texts['movedTo'], { title, ...rankOf(keeper.shown().modules, id) }))
  }
  return (
    <li
      ref={row}
      data-lesson=""
      onFocus={({ currentTarget }) => near.enter(currentTarget)}
      className={cn(!isWhole && 'not-whole', edge && EDGE_LOOKS[edge]) || undefined}
    >
      {hasActs ? <MoveHandle ref={handle} id={id} title={title} onMove={move} /> : null}
      {isWhole ? <Icon name={TYPE_ICONS[lesson.type]} size="sm" className="text-muted" /> : null}
      <span className={isWhole ? 'sr-only' : undefined}>{types[lesson.type]}</span>
      <span>
        <TitleEditor
          title={title}
          maxLength={LESSON_LIMITS.titleLength}
          isShut={!isWhole}
          onRename={(next) => renameLesson(keeper, id, next)}
        >
          <Link href={`/instructor/courses/${courseId}/lessons/${id}`} prefetch={false} dir="auto">
            {title}
          </Link>
        </TitleEditor>
      </span>
      <Marks lesson={lesson} />
      {hasActs ? <Acts id={id} title={title} /> : null}
    </li>
  )
})

function useIsWhole(row: RefObject<HTMLElement | null>, id: string): boolean {
  const { near } = useCurriculumContext()
  const watch = useCallback((onNear: () => void) => near.watch(row, { id, onNear }), [near, row, id])
  const isWhole = () => near.has(id)
  return useSyncExternalStore(watch, isWhole, isWhole)
}

function Acts({ id, title }: { id: string; title: string }) {
  const { keeper, texts, onRemoved } = useCurriculumContext()
  return (
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
  )
}

function Marks({ lesson }: { lesson: AuthoredOutlineLesson }) {
  const { texts } = useCurriculumContext()
  return (
    <span>
      {lesson.isNew ? <Badge tone="accent">{texts['new']}</Badge> : null}
      {lesson.isChanged ? <Badge tone="accent">{texts['changed']}</Badge> : null}
      {lesson.isPreview ? <Badge>{texts['preview']}</Badge> : null}
      {lesson.isRequired ? null : <Badge>{texts['optional']}</Badge>}
      {lesson.releaseRule ? <Badge icon="lock">{texts['released']}</Badge> : null}
      {lesson.durationMinutes > 0 ? fill(texts['minutes'], { count: lesson.durationMinutes }) : null}
    </span>
  )
}
