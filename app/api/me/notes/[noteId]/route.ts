import { deleteNote, saveNote } from '@/lib/notes/commands'
import { NoteReference, NoteWords } from '@/lib/notes/schema'
import { route } from '@/lib/platform/http/legacy-route'

export const dynamic = 'force-dynamic'

/** The page sends while its learner writes, and once more when it is closed. */
export const PUT = route(
  { params: NoteReference, body: NoteWords, limit: 'write' },
  (viewer, { params, body }) => saveNote(viewer, { ...params, ...body }),
)

export const DELETE = route({ params: NoteReference, limit: 'write' }, (viewer, { params }) =>
  deleteNote(viewer, params),
)
