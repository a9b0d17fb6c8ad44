'use client'

import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { fill, useCurriculumContext } from './curriculum-context'
import { focusAgain } from './focus-again'

interface TitleEditorProps {
  title: string
  maxLength: number
  /** May it be emptied? Headings may. */
  mayBeEmpty?: boolean
  /** Only the title, with no way to write another one yet. */
  isShut?: boolean
  onRename: (title: string) => void
  children: ReactNode
}

/** A title, and beside it the way to write another one in its place: Enter keeps it, Escape leaves it. */
export function TitleEditor(props: TitleEditorProps) {
  const { title, maxLength, mayBeEmpty = false, isShut = false, onRename, children } = props
  const { texts, isEditable } = useCurriculumContext()
  const [isOpen, setIsOpen] = useState(false)
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const leave = () => {
    setIsOpen(false)
    focusAgain(() => button)
  }
  const keep = (typed: string) => {
    const next = typed.trim()
    if (next !== title && (next !== '' || mayBeEmpty)) onRename(next)
    leave()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') leave()
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    keep(event.currentTarget.value)
  }
  const label = fill(texts['rename'], { title })
  return (
    <>
      {isOpen ? (
        <Input
          autoFocus
          aria-label={label}
          defaultValue={title}
          maxLength={maxLength}
          onKeyDown={onKeyDown}
          onBlur={(event) => keep(event.currentTarget.value)}
          className="min-w-0 grow"
        />
      ) : (
        children
      )}
      {isEditable && !isShut ? (
        <Button
          ref={setButton}
          variant="quiet"
          size="icon"
          hidden={isOpen}
          aria-label={label}
          title={label}
          onClick={() => setIsOpen(true)}
        >
          <Icon name="pencil" size="sm" />
        </Button>
      ) : null}
    </>
  )
}
