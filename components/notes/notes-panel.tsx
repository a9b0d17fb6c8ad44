'use client'

import { useState, useSyncExternalStore } from 'react'
import { isThere, subscribeToPlayer } from '@/components/video/player-store'
import type { LessonNotes } from '@/lib/notes/dto'
import { NoteComposer, type Draft } from './note-composer'
import { NoteItem } from './note-item'
import type { NoteTexts } from './note-texts'
import { SecondMarks } from './second-marks'
import { useNotes, type NoteEntry } from './use-notes'

interface NotesPanelProps {
  lessonId: string
  /** Under which this browser keeps what has not been sent: the learner's enrolment. */
  shelf: string
  kept: LessonNotes
  texts: NoteTexts
}

/** What a learner writes beside a lesson, for nobody but themselves. */
export function NotesPanel({ lessonId, shelf, kept, texts }: NotesPanelProps) {
  const notes = useNotes({ shelf, lessonId, initial: kept.notes })
  const [draft, setDraft] = useState<Draft | null>(null)
  const hasPlayer = useSyncExternalStore(subscribeToPlayer, isThere, () => false)
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  const shown = notes.entries.filter(({ id }) => id !== draft?.id)
  const written = notes.entries.find(({ id }) => id === draft?.id)
  return (
    <div className="flex flex-col gap-3">
      <NoteComposer
        lessonId={lessonId}
        notes={notes}
        draft={draft}
        onDraft={setDraft}
        hasPlayer={hasPlayer}
        texts={texts}
      />
      <p role="status" className="min-h-4 text-xs text-muted">
        {sentenceOf(written, texts)}
      </p>
      {hasPlayer ? <SecondMarks lessonId={lessonId} seconds={kept.bookmarkedSeconds} texts={texts} /> : null}
      {shown.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {shown.map((entry) => (
            <NoteItem
              key={entry.id}
              entry={entry}
              notes={notes}
              hasPlayer={hasPlayer}
              isHydrated={isHydrated}
              texts={texts}
            />
          ))}
        </ul>
      ) : null}
    </div>
  )
}

const subscribeToNothing = () => () => undefined

/** How far the note that is being written has come. */
function sentenceOf(entry: NoteEntry | undefined, texts: NoteTexts): string {
  if (entry === undefined) return ''
  return entry.standing === 'refused' ? texts.refused : texts[entry.standing]
}
