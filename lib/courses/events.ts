import { z } from 'zod'
import { objectId } from '@/lib/platform/db/object-id'
import { defineEvent } from '@/lib/platform/jobs/events'

/** The lessons of a course that learners see are others now: added, withdrawn, or required where they were not. */
export const courseOutlineChanged = defineEvent('courses.outlineChanged', z.object({ courseId: objectId }))
