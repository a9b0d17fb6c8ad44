import { useTranslations } from '@/i18n/texts'
import type { LessonNotes as Kept } from '@/lib/notes/dto'
import { NOTE_TEXTS, type NoteTexts } from './note-texts'
import { NotesPanel } from './notes-panel'

interface LessonNotesProps {
  lessonId: string
  enrollmentId: string
  kept: Kept
}

/** The learner's own notes at a lesson, beside it or below it. */
export function LessonNotes({ lessonId, enrollmentId, kept }: LessonNotesProps) {
  const t = useTranslations('notes.panel')
  const texts = Object.fromEntries(NOTE_TEXTS.map((name) => [name, t.raw(name)])) as NoteTexts
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title" className="mb-3 text-sm font-semibold">
        {texts.title}
      </h2>
      <NotesPanel key={lessonId} lessonId={lessonId} shelf={enrollmentId} kept={kept} texts={texts} />
    </section>
  )
}
