import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { defineEvent } from '@/lib/platform/jobs/events'

/** A person completed a course and has its certificate now. */
export const certificateIssued = defineEvent(
  'certificates.issued',
  z.object({ certificateId: objectId, userId: objectId, courseId: objectId, serial: z.string() }),
)
