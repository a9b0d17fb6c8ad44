import type { Types } from 'mongoose'
import type { NoteFields } from '@/models/note'

export type NoteView = {
  id: string
  /** Of the lesson's video; null for the whole lesson. */
  atSecond: number | null
  text: string
  writtenAt: string
}

/** What a learner has kept of one lesson. */
export type LessonNotes = { notes: NoteView[]; isBookmarked: boolean; bookmarkedSeconds: number[] }

/** A note or a bookmark among all of a course; `text` is null for a bookmark. */
export type KeptPlace = {
  id: string
  lessonId: string
  atSecond: number | null
  text: string | null
  keptAt: Date
}

export type NoteRow = { _id: Types.ObjectId } & Pick<NoteFields, 'text' | 'updatedAt'> & {
    atSecond?: number | null
  }
export type PlaceRow = {
  _id: Types.ObjectId
  lesson: Types.ObjectId
  atSecond?: number | null
  text?: string | null
  updatedAt: Date
}

export function toNoteView({ _id, atSecond, text, updatedAt }: NoteRow): NoteView {
  return { id: _id.toHexString(), atSecond: atSecond ?? null, text, writtenAt: updatedAt.toISOString() }
}

/** Bookmarks have no text; that is how they are told apart. */
export function toLessonNotes(rows: PlaceRow[]): LessonNotes {
  const bookmarks = rows.filter(({ text }) => typeof text !== 'string')
  return {
    notes: rows.flatMap((row) =>
      typeof row.text === 'string' ? [toNoteView({ ...row, text: row.text })] : [],
    ),
    isBookmarked: bookmarks.some(({ atSecond }) => typeof atSecond !== 'number'),
    bookmarkedSeconds: bookmarks.flatMap(({ atSecond }) => (typeof atSecond === 'number' ? [atSecond] : [])),
  }
}

export function toKeptPlace(row: PlaceRow): KeptPlace {
  return {
    id: row._id.toHexString(),
    lessonId: row.lesson.toHexString(),
    atSecond: row.atSecond ?? null,
    text: row.text ?? null,
    keptAt: row.updatedAt,
  }
}
