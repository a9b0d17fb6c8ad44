import { deleteNote, saveNote } from '@/lib/notes/commands'
import { deleteNoteOperation, saveNoteOperation } from '@/lib/notes/api'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The page sends while its learner writes, and once more when it is closed. */
export const PUT = route(saveNoteOperation, (viewer, { params, body }) =>
  saveNote(viewer, { ...params, ...body }),
)

export const DELETE = route(deleteNoteOperation, (viewer, { params }) => deleteNote(viewer, params))
