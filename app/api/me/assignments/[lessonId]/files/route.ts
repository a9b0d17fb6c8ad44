import { sendSubmissionFileOperation } from '@/lib/assignments/api'
import { SUBMISSION_MAX_BYTES } from '@/lib/media/constants'
import { route } from '@/lib/platform/http/route'
import { readFilePart } from '@/lib/platform/storage/multipart'
import { addAssignmentFile } from '@/lib/progress/commands/assignment'

export const dynamic = 'force-dynamic'

export const POST = route(sendSubmissionFileOperation, (viewer, { params, request }) =>
  readFilePart(request, { maxBytes: SUBMISSION_MAX_BYTES, field: 'file' }, ({ bytes, name }) =>
    addAssignmentFile(viewer, { ...params, bytes, name }),
  ),
)
