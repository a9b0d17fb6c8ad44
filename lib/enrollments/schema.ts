import { z } from 'zod'
import { Slug } from '@/lib/courses/schema'
import { objectId } from '@/lib/utils/object-id'

export const Enroll = z.object({ courseId: objectId })
export type Enroll = z.output<typeof Enroll>

/** The course's page says its address too, which is where to go on. */
export const EnrollFromPage = Enroll.extend({ slug: Slug })
