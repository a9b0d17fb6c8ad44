import { getDraftOperation, saveDraftOperation } from '@/lib/assignments/api'
import { getOwnDraft } from '@/lib/assignments/queries/draft'
import { route } from '@/lib/platform/http/route'
import { saveAssignmentDraft } from '@/lib/progress/commands/assignment'

export const dynamic = 'force-dynamic'

/** The page sends while its learner writes, and once more when it is closed. */
export const PUT = route(saveDraftOperation, (viewer, { params, body }) =>
  saveAssignmentDraft(viewer, { ...params, ...body }),
)

export const GET = route(getDraftOperation, (viewer, { params }) => getOwnDraft(viewer, params))
