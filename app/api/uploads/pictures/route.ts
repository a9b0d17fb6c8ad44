import { sendPictureOperation } from '@/lib/media/authoring-api'
import { sendPicture } from '@/lib/media/commands/pictures'
import { PICTURE_MAX_BYTES } from '@/lib/media/constants'
import { route } from '@/lib/platform/http/route'
import { readFilePart } from '@/lib/platform/storage/multipart'

/** A picture for a text that somebody writes. */
export const POST = route(sendPictureOperation, (viewer, { request }) =>
  readFilePart(request, { maxBytes: PICTURE_MAX_BYTES, field: 'file' }, (part) => sendPicture(viewer, part)),
)
