import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
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

/** What the address of all notes may say. */
export const NotesQuery = z.object({
  q: z
    .string()
    // A pattern of the database ends at the first of them.
    .transform((words) => words.replace(/\p{Cc}/gu, ' ').trim())
    .pipe(z.string().max(NOTE_LIMITS.queryLength))
    .catch(''),
  cursor: z.string().min(1).max(1_000).optional().catch(undefined),
})

/** What the address of a lesson may say: whose frame its reader has asked for, and a second of its video. */
export const LessonPlace = z.object({
  frame: z
    .string()
    .regex(/^[a-z]{1,20}$/)
    .optional()
    .catch(undefined),
  t: z.coerce.number().int().min(0).max(NOTE_LIMITS.second).optional().catch(undefined),
  /** Of its quiz: which attempt's results to show. */
  attempt: z.coerce.number().int().min(1).max(1_000).optional().catch(undefined),
})
