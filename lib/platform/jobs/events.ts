import { z } from 'zod'
import { inTransaction } from '../db/transaction'
import { processWide } from '../process-wide'
import { defineJob } from './define-job'
import { enqueue, writeJob } from './enqueue'
import type { Job, JobContext } from './registry'

/** News of a domain: what happened, in the past tense, with the ids of what it happened to. */
export type Event<TSchema extends z.ZodType = z.ZodType> = { name: string; payload: TSchema }

const subscriptions = processWide('subscriptions', () => new Map<string, Set<string>>())

export function defineEvent<TSchema extends z.ZodType>(name: string, payload: TSchema): Event<TSchema> {
  return { name, payload }
}

/**
 * Tells the house what happened, in the transaction of the command that did it. Who listens is looked up when the news
 * is delivered, so that a script that knows no listener loses nothing.
 */
export async function emit<TSchema extends z.ZodType>(
  event: Event<TSchema>,
  payload: z.input<TSchema>,
): Promise<void> {
  event.payload.parse(payload)
  await enqueue(deliverEvent, { event: event.name, payload })
}

/** Runs `run` as a job of its own for every such event, tried again on its own; listed in `lib/jobs.ts`. */
export function subscribe<TSchema extends z.ZodType>(
  event: Event<TSchema>,
  jobName: string,
  run: (payload: z.output<TSchema>, context: JobContext) => Promise<void>,
): Job<TSchema> {
  const listeners = subscriptions.get(event.name) ?? new Set<string>()
  subscriptions.set(event.name, listeners.add(jobName))
  return defineJob({ name: jobName, payload: event.payload, run })
}

/** Turns one event into one job for each listener; the unique keys make a second delivery write nothing. */
export const deliverEvent = defineJob({
  name: 'platform.deliverEvent',
  payload: z.object({ event: z.string(), payload: z.unknown() }),
  run: async ({ event, payload }, { jobId }) => {
    await inTransaction(async () => {
      for (const jobName of subscriptions.get(event) ?? []) {
        await writeJob(jobName, payload, { uniqueKey: `${jobName}@${jobId}` })
      }
    })
  },
})
