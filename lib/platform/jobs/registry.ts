import type { z } from 'zod'
import type { System } from '../auth/viewer'
import { processWide } from '../process-wide'
import type { Every } from './slots'

export type JobContext = {
  /** Of this piece of work, the same at every try. */
  jobId: string
  /** The house itself, for the commands the job calls. */
  viewer: System
  /** 1 for the first try. */
  attempt: number
  isLastAttempt: boolean
  /** Aborted when the runner is stopping or has lost the job to another. */
  signal: AbortSignal
}

export type Job<TSchema extends z.ZodType = z.ZodType> = {
  name: string
  payload: TSchema
  /** May run again after a crash in the middle, so doing it twice must be the same as once. */
  run: (payload: z.output<TSchema>, context: JobContext) => Promise<void>
  /** How often it is tried again before it is laid aside for a person to look at. */
  retries: number
  /** How many of these one process runs at the same time; as many as it has hands, unless it is said. */
  seats?: number
  every?: Every
}

/** A job of any payload; the payload is checked by the job's own schema before it runs. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a run function takes its payload, so jobs are not covariant
export type AnyJob = Job<any>

/** The jobs this process knows, by name. Filled by `defineJob` when a domain's file is loaded by `lib/jobs.ts`. */
export const registry = processWide('jobs', () => new Map<string, AnyJob>())
