import { z } from 'zod'
import { defineEvent } from '@/lib/platform/jobs/events'
import { objectId } from '@/lib/utils/object-id'

/** A review was written, changed or erased; `at` is when it was first written. */
export const reviewChanged = defineEvent(
  'reviews.changed',
  z.object({ courseId: objectId, at: z.coerce.date() }),
)
