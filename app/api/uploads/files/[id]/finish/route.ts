import { finishUploadOperation } from '@/lib/media/authoring-api'
import { finishUpload } from '@/lib/media/commands/incoming'
import { route } from '@/lib/platform/http/route'

/** A file that has arrived whole is checked and kept. */
export const POST = route(finishUploadOperation, (viewer, { params }) => finishUpload(viewer, params))
