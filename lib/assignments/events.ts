import { z } from 'zod'
import { defineEvent } from '@/lib/platform/jobs/events'
import { objectId } from '@/lib/utils/object-id'

const ids = { submissionId: objectId, lessonId: objectId, courseId: objectId, userId: objectId }

/** A learner (`userId`) has handed in an attempt. */
export const submissionReceived = defineEvent(
  'assignments.submissionReceived',
  z.object({ ...ids, at: z.coerce.date() }),
)

/** A learner may see a grade now, or another one than before. `version` is the submission's. */
export const gradeReleased = defineEvent('assignments.gradeReleased', z.object({ ...ids, version: z.int() }))

/** Work was sent back to the learner. */
export const submissionReturned = defineEvent(
  'assignments.submissionReturned',
  z.object({ ...ids, version: z.int() }),
)
