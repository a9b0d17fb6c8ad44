import { sendCaptions } from '@/lib/courses/commands/uploads'
import { sendCaptionsOperation } from '@/lib/media/authoring-api'
import { CAPTIONS_MAX_BYTES } from '@/lib/media/constants'
import { NewCaptions } from '@/lib/media/schema'
import { parseInput } from '@/lib/platform/forms/parse'
import { route } from '@/lib/platform/http/route'
import { readFilePart } from '@/lib/platform/storage/multipart'

/** Captions of a film in one language; their course and language stand before the file in the form. */
export const POST = route(sendCaptionsOperation, (viewer, { request }) =>
  readFilePart(request, { maxBytes: CAPTIONS_MAX_BYTES, field: 'file' }, ({ bytes, name, fields }) =>
    sendCaptions(viewer, { ...parseInput(NewCaptions, fields), bytes, name }),
  ),
)
