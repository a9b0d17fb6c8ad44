import { z } from 'zod'
import { defineEvent } from '@/lib/platform/jobs/events'
import { objectId } from '@/lib/utils/object-id'

/** An author of a quiz has confirmed that its attempts are graded anew. */
export const regradeWanted = defineEvent('quizzes.regradeWanted', z.object({ regradeId: objectId }))
