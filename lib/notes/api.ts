import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { moment } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { NoteReference, NoteWords } from './schema'

export const saveNoteOperation = operation({
  id: 'saveNote',
  method: 'PUT',
  path: '/api/me/notes/{noteId}',
  summary: 'Write a note at a lesson',
  audience: 'internal',
  auth: 'session',
  params: NoteReference,
  body: NoteWords,
  answers: {
    200: z.strictObject({
      id: objectId,
      atSecond: z.number().int().nullable(),
      text: z.string(),
      writtenAt: moment,
    }),
  },
  errors: { forbidden: [], conflict: [] },
  limit: 'write',
})

export const deleteNoteOperation = operation({
  id: 'deleteNote',
  method: 'DELETE',
  path: '/api/me/notes/{noteId}',
  summary: 'Delete a note',
  audience: 'internal',
  auth: 'session',
  params: NoteReference,
  answers: { 204: null },
  limit: 'write',
})

export const operations = [saveNoteOperation, deleteNoteOperation]
