import { beginUpload } from '@/lib/courses/commands/uploads'
import { beginUploadOperation } from '@/lib/media/authoring-api'
import { created } from '@/lib/platform/http/answer'
import { route } from '@/lib/platform/http/route'

/** A file that is going to be sent in pieces. */
export const POST = route(beginUploadOperation, async (viewer, { body }) => {
  const begun = await beginUpload(viewer, body)
  return created(begun, `/api/uploads/files/${begun.id}`)
})
