import { z } from 'zod'
import { Slug } from '@/lib/courses/schema'
import { objectId } from '@/lib/utils/object-id'
import { ACT_REASON_MAX } from './constants'

export const Enroll = z.object({ courseId: objectId })
export type Enroll = z.output<typeof Enroll>

/** Why a teacher did something to a learner, in words that the learner reads too. */
export const ActReason = z.string().trim().max(ACT_REASON_MAX, 'too_long').default('')

/** The course's page says its address too, which is where to go on. */
export const EnrollFromPage = Enroll.extend({ slug: Slug })
