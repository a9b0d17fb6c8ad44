'use client'

import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { ActionForm } from '@/components/forms/action-form'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Textarea } from '@/components/ui/textarea'
import { deleteNoteAction } from '@/lib/notes/actions'
import { NOTE_LIMITS, NOTE_REASONS } from '@/lib/notes/constants'
import type { NoteTexts } from './note-texts'
import { SecondButton } from './second-button'
import type { NoteEntry, Notes } from './use-notes'

interface NoteItemProps {
  entry: NoteEntry
  notes: Notes
  hasPlayer: boolean
  /** False in the server's page: then deleting is a form of its own. */
  isHydrated: boolean
  texts: NoteTexts
}

export function NoteItem({ entry, notes, hasPlayer, isHydrated, texts }: NoteItemProps) {
  const [isEdited, setIsEdited] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  const close = (text: string) => {
    setIsEdited(false)
    if (text.trim() === '') return notes.remove(entry.id)
    notes.sendNow(entry.id)
    requestAnimationFrame(() => editButton.current?.focus())
  }
  if (entry.isDeleted) return <DeletedNote onUndo={() => notes.restore(entry.id)} texts={texts} />
  return (
    <li className="rounded-md border border-line bg-raised p-3">
      {entry.atSecond === null ? null : (
        <SecondButton second={entry.atSecond} isActive={hasPlayer} label={texts.goTo} />
      )}
      {isEdited ? (
        <NoteEditor entry={entry} notes={notes} onClose={close} texts={texts} />
      ) : (
        <p dir="auto" className="text-sm wrap-anywhere whitespace-pre-wrap">
          {entry.text}
        </p>
      )}
      <StandingLine entry={entry} texts={texts} />
      {isEdited ? null : (
        <div className="-mx-2 mt-1 -mb-1 flex gap-1">
          <Button
            ref={editButton}
            size="sm"
            variant="quiet"
            className="needs-script text-muted"
            onClick={() => setIsEdited(true)}
          >
            <Icon name="pencil" size="xs" />
            {texts.edit}
          </Button>
          {isHydrated ? (
            <Button size="sm" variant="quiet" className="text-muted" onClick={() => notes.remove(entry.id)}>
              <Icon name="trash" size="xs" />
              {texts.delete}
            </Button>
          ) : (
            <ActionForm
              action={deleteNoteAction}
              fields={{ noteId: entry.id }}
              unreachable={texts.refused}
              variant="quiet"
              size="sm"
            >
              {texts.delete}
            </ActionForm>
          )}
        </div>
      )}
    </li>
  )
}

interface NoteEditorProps {
  entry: NoteEntry
  notes: Notes
  onClose: (text: string) => void
  texts: NoteTexts
}

/** Saved while it is written; there is nothing to cancel, so Escape closes it like the button. */
function NoteEditor({ entry, notes, onClose, texts }: NoteEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const area = field.current
    area?.focus()
    area?.setSelectionRange(area.value.length, area.value.length)
  }, [])
  const close = () => onClose(field.current?.value ?? '')
  const closeByKeys = (event: KeyboardEvent) => {
    const isEnough = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (!isEnough) return
    event.preventDefault()
    close()
  }
  return (
    <div className="mt-1 flex flex-col items-end gap-2">
      <Textarea
        ref={field}
        dir="auto"
        aria-label={texts.editLabel}
        maxLength={NOTE_LIMITS.textLength}
        defaultValue={entry.text}
        onChange={({ target }) => {
          if (target.value.trim() !== '')
            notes.write({ id: entry.id, atSecond: entry.atSecond, text: target.value })
        }}
        onKeyDown={closeByKeys}
      />
      <Button size="sm" onClick={close}>
        {texts.done}
      </Button>
    </div>
  )
}

/** In the note's place, so that taking it back is where the eye and the focus are. */
function DeletedNote({ onUndo, texts }: { onUndo: () => void; texts: NoteTexts }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <li className="flex items-center justify-between gap-2 rounded-md border border-dashed border-line-strong/60 py-1 ps-3 pe-1 text-sm text-muted">
      {texts.deleted}
      <Button ref={button} size="sm" variant="quiet" onClick={onUndo}>
        <Icon name="undo-2" size="sm" />
        {texts.undo}
      </Button>
    </li>
  )
}

function StandingLine({ entry, texts }: { entry: NoteEntry; texts: NoteTexts }) {
  if (entry.standing === 'waiting') return <p className="mt-1 text-xs text-warning">{texts.waiting}</p>
  if (entry.standing !== 'refused') return null
  return (
    <p className="mt-1 text-xs text-danger">
      {entry.refusal === NOTE_REASONS.tooMany ? texts.tooMany : texts.refused}
    </p>
  )
}
