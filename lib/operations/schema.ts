import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { JOB_STATES } from './constants'

const cursor = z.string().max(500).optional()

export const LettersQuery = z.strictObject({
  /** Letters to this address alone. */
  to: z.string().trim().toLowerCase().max(254).optional(),
  cursor,
})
export type LettersQuery = z.output<typeof LettersQuery>

export const JobsQuery = z.strictObject({ state: z.enum(JOB_STATES).default('dead'), cursor })
export type JobsQuery = z.output<typeof JobsQuery>

export const JobReference = z.strictObject({ jobId: objectId })
export type JobReference = z.output<typeof JobReference>
