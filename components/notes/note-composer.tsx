'use client'

import { useActionState, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import { currentSecond } from '@/components/video/player-store'
import { addNoteAction } from '@/lib/notes/actions'
import { NOTE_LIMITS } from '@/lib/notes/constants'
import { formatTimecode } from '@/lib/utils/timecode'
import { withTime, type NoteTexts } from './note-texts'
import { newNoteId } from './unsent-notes'
import type { Notes } from './use-notes'

export type Draft = { id: string; atSecond: number | null; text: string }

interface NoteComposerProps {
  lessonId: string
  notes: Notes
  draft: Draft | null
  onDraft: (draft: Draft | null) => void
  /** A video of ours is on the page, so a note may belong to a second of it. */
  hasPlayer: boolean
  texts: NoteTexts
}

/** Where a note is begun. It is saved while it is written; the button only makes room for the next one. */
export function NoteComposer({ lessonId, notes, draft, onDraft, hasPlayer, texts }: NoteComposerProps) {
  const [posted, post] = useActionState(addNoteAction, null)
  const [isForWholeLesson, setIsForWholeLesson] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)

  const change = (text: string) => {
    const atSecond = hasPlayer && !isForWholeLesson ? Math.floor(currentSecond()) : null
    const next = draft === null ? { id: newNoteId(), atSecond, text } : { ...draft, text }
    if (text.trim() !== '') notes.write(next)
    else if (draft !== null && draft.text.trim() !== '') notes.remove(draft.id)
    onDraft(text === '' ? null : next)
  }
  const move = (atSecond: number | null) => {
    setIsForWholeLesson(atSecond === null)
    if (draft === null) return
    onDraft({ ...draft, atSecond })
    if (draft.text.trim() !== '') notes.write({ ...draft, atSecond })
  }
  const keep = () => {
    if (draft === null || draft.text.trim() === '') return field.current?.focus()
    notes.sendNow(draft.id)
    onDraft(null)
    if (field.current === null) return
    field.current.value = ''
    field.current.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep()
  }
  const keepByKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    keep()
  }

  return (
    <form action={post} onSubmit={submit} className="flex flex-col gap-2">
      <input type="hidden" name="lessonId" value={lessonId} />
      <label htmlFor="note-text" className="sr-only">
        {texts.label}
      </label>
      <Textarea
        ref={field}
        id="note-text"
        name="text"
        rows={3}
        dir="auto"
        required
        maxLength={NOTE_LIMITS.textLength}
        placeholder={texts.placeholder}
        aria-describedby="note-hint"
        data-key="n"
        defaultValue={posted?.ok === false ? posted.values?.['text'] : undefined}
        onChange={(event) => change(event.target.value)}
        onKeyDown={keepByKeys}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        {hasPlayer ? (
          <SecondChoice
            atSecond={draft?.atSecond ?? null}
            isForWholeLesson={draft === null ? isForWholeLesson : draft.atSecond === null}
            onMove={move}
            texts={texts}
          />
        ) : (
          <span />
        )}
        <Button type="submit" size="sm" className="ms-auto">
          {texts.keep}
        </Button>
      </div>
      <p id="note-hint" className="text-xs text-muted">
        {texts.hint}
      </p>
      {posted?.ok === false ? (
        <p role="alert" className="text-sm text-danger">
          {posted.error.fields === undefined ? posted.error.message : texts.empty}
        </p>
      ) : null}
    </form>
  )
}

interface SecondChoiceProps {
  atSecond: number | null
  isForWholeLesson: boolean
  onMove: (atSecond: number | null) => void
  texts: NoteTexts
}

/** Whether a note belongs to the second that is shown, or to the lesson. */
function SecondChoice({ atSecond, isForWholeLesson, onMove, texts }: SecondChoiceProps) {
  return (
    <p className="flex flex-wrap items-center gap-x-1 text-sm text-muted">
      {isForWholeLesson
        ? texts.wholeLesson
        : atSecond === null
          ? texts.atThisSecond
          : withTime(texts.at, formatTimecode(atSecond))}
      <Button
        size="sm"
        variant="quiet"
        className="underline decoration-current/35 underline-offset-3"
        onClick={() => onMove(isForWholeLesson ? Math.floor(currentSecond()) : null)}
      >
        {isForWholeLesson ? texts.atThisSecond : texts.forWholeLesson}
      </Button>
    </p>
  )
}
