import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { QUIZ_LIMITS } from '../constants'

/** What the address of a regrading may say; what is mistyped is as if it were not there. */
export const RegradePage = z.object({
  page: z.coerce.number().pipe(z.int().min(1).max(QUIZ_LIMITS.regradePages)).catch(1),
})
export type RegradePage = z.output<typeof RegradePage>

/** Confirms the changes that were shown (`seen` of the preview), with the reason that learners read. */
export const ApplyRegrade = z.object({
  lessonId: objectId,
  seen: z.string().regex(/^[0-9a-f]{32}$/, 'invalid'),
  reason: z.string().trim().min(1, 'required').max(QUIZ_LIMITS.reasonLength, 'too_long'),
  isConfirmed: z.boolean().refine((isConfirmed) => isConfirmed, 'required'),
})
export type ApplyRegrade = z.output<typeof ApplyRegrade>
