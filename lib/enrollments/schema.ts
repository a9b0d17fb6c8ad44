import { z } from 'zod'
import { objectId } from '@/lib/platform/db/object-id'

export const Enroll = z.object({ courseId: objectId })
export type Enroll = z.output<typeof Enroll>
