'use client'

import type { KeyboardEvent, Ref } from 'react'
import { Button } from '@/components/ui/button'
import { Icon, type IconName } from '@/components/ui/icon'
import { fill, useCurriculumContext } from './curriculum-context'
import { focusAgain } from './focus-again'

interface OutlineActProps {
  /** Names the button to people who do not see it. */
  label: string
  icon: IconName
  id?: string
  onClick: () => void
}

/** Something that is done with a part of the outline. */
export function OutlineAct({ label, icon, id, onClick }: OutlineActProps) {
  return (
    <Button id={id} variant="quiet" size="icon" aria-label={label} onClick={onClick}>
      <Icon name={icon} size="sm" />
    </Button>
  )
}

interface MoveProps {
  id: string
  title: string
  onMove: (direction: -1 | 1) => void
}

/** What a part is dragged by. Arrow keys move it too, and it keeps the focus wherever it goes. */
export function MoveHandle({ id, title, onMove, ref }: MoveProps & { ref?: Ref<HTMLButtonElement> }) {
  const { texts } = useCurriculumContext()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
    focusAgain(() => document.getElementById(`handle-${id}`))
  }
  return (
    <button
      ref={ref}
      id={`handle-${id}`}
      type="button"
      aria-label={fill(texts['move'], { title })}
      onKeyDown={onKeyDown}
      className="grid size-11 shrink-0 cursor-grab place-items-center rounded-md text-muted hover:bg-sunken pointer-fine:size-8"
    >
      <Icon name="grip-vertical" size="sm" />
    </button>
  )
}

/** The same by pressing: nothing is dragged on a telephone. */
export function MoveButtons({ id, title, onMove }: MoveProps) {
  const { texts } = useCurriculumContext()
  const ways = [
    { icon: 'arrow-up', direction: -1, label: texts['moveUp'] },
    { icon: 'arrow-down', direction: 1, label: texts['moveDown'] },
  ] as const
  return ways.map(({ icon, direction, label }) => (
    <OutlineAct
      key={icon}
      id={`${icon}-${id}`}
      icon={icon}
      label={fill(label, { title })}
      onClick={() => {
        onMove(direction)
        focusAgain(() => document.getElementById(`${icon}-${id}`))
      }}
    />
  ))
}
