import { removeSubmissionFileOperation } from '@/lib/assignments/api'
import { route } from '@/lib/platform/http/route'
import { removeAssignmentFile } from '@/lib/progress/commands/assignment'

export const dynamic = 'force-dynamic'

export const DELETE = route(removeSubmissionFileOperation, (viewer, { params }) =>
  removeAssignmentFile(viewer, params),
)
