import { saveAssignmentOperation } from '@/lib/assignments/api'
import { saveAssignment } from '@/lib/assignments/commands/authoring'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The builder sends while its author writes. */
export const PUT = route(saveAssignmentOperation, (viewer, { params, body }) =>
  saveAssignment(viewer, { ...body, lessonId: params.id }),
)
