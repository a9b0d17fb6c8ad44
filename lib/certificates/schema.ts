import { z } from 'zod'
import { objectId } from '@/lib/platform/db/object-id'

/** A completion: who finished what, and when. */
export const Completion = z.object({ userId: objectId, courseId: objectId, completedAt: z.date() })
export type Completion = z.output<typeof Completion>
