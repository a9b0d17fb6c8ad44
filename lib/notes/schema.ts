import { z } from 'zod'
import { objectId } from '@/lib/platform/db/object-id'
import { NOTE_LIMITS } from './constants'

/** Of a lesson's video; null, or empty in a form, for the whole lesson. */
const second = z.number().int().min(0).max(NOTE_LIMITS.second).nullable().default(null)

const text = z
  .string()
  .transform((written) => written.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().min(1, 'required').max(NOTE_LIMITS.textLength, 'too_long'))

export const NoteReference = z.object({ noteId: objectId })
export type NoteReference = z.output<typeof NoteReference>

/** What somebody writes at a lesson; a plain form sends just this. */
export const NoteWords = z.object({ lessonId: objectId, atSecond: second, text })
export type NoteWords = z.output<typeof NoteWords>

/** The page makes a note's id itself, so that sending it twice, after the connection was lost, is harmless. */
export const SaveNote = NoteWords.extend({ noteId: objectId })
export type SaveNote = z.output<typeof SaveNote>

export const SetBookmark = z.object({ lessonId: objectId, atSecond: second, isSet: z.boolean() })
export type SetBookmark = z.output<typeof SetBookmark>

export const NotesQuery = z.object({
  q: z.string().trim().max(NOTE_LIMITS.queryLength).default(''),
  cursor: z.string().max(1_000).optional(),
})
