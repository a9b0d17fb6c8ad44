'use server'

import { viewerKey } from '@/lib/platform/auth/viewer'
import { action } from '@/lib/platform/forms/action'
import { limit } from '@/lib/platform/http/rate-limit'
import { addNote, deleteNote, setBookmark } from './commands'
import { NoteReference, NoteWords, SetBookmark } from './schema'

export const addNoteAction = action(NoteWords, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return addNote(viewer, input)
})

export const deleteNoteAction = action(NoteReference, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  await deleteNote(viewer, input)
})

export const setBookmarkAction = action(SetBookmark, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  await setBookmark(viewer, input)
})
