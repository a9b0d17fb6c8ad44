import type { z } from 'zod'
import { registry, type Job, type JobContext } from './registry'
import type { Every } from './slots'

/** Declares work that is done outside a request. It runs where `lib/jobs.ts` lists it. */
export function defineJob<TSchema extends z.ZodType>(job: {
  name: string
  payload: TSchema
  run: (payload: z.output<TSchema>, context: JobContext) => Promise<void>
  retries?: number
  /** Fewer than all hands of a process, for work that may wait long for somebody else. */
  seats?: number
  /** Runs by itself once in each slot, with the payload `{}`. */
  every?: Every
}): Job<TSchema> {
  const defined: Job<TSchema> = { retries: 8, ...job }
  registry.set(job.name, defined)
  return defined
}
