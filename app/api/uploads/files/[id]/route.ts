import { abandonUploadOperation, countSentOperation, sendPieceOperation } from '@/lib/media/authoring-api'
import { answerForUpload } from '@/lib/media/commands/incoming'
import { route } from '@/lib/platform/http/route'

/** How far a file has come. */
export const HEAD = route(countSentOperation, (viewer, { params, request }) =>
  answerForUpload(viewer, { id: params.id, request }),
)

/** Its next bytes. */
export const PATCH = route(sendPieceOperation, (viewer, { params, request }) =>
  answerForUpload(viewer, { id: params.id, request }),
)

/** It is given up. */
export const DELETE = route(abandonUploadOperation, (viewer, { params, request }) =>
  answerForUpload(viewer, { id: params.id, request }),
)
