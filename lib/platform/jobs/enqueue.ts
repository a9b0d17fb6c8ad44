import { Job } from '@/models/job'
import type { z } from 'zod'
import { now } from '../clock'
import { afterCommit } from '../db/transaction'
import type { Job as DefinedJob } from './registry'
import { wakeRunner } from './wake'

export type EnqueueOptions = {
  /** Not before this moment. */
  at?: Date
  /** Wanted once: while a row with this key exists, another is not written. */
  uniqueKey?: string
}

/**
 * Writes down that a job is wanted, in the transaction that is open: if that is rolled back, nothing was wanted. The
 * payload is checked now, so that a mistake is met by whoever made it.
 */
export async function enqueue<TSchema extends z.ZodType>(
  job: DefinedJob<TSchema>,
  payload: z.input<TSchema>,
  options: EnqueueOptions = {},
): Promise<void> {
  job.payload.parse(payload)
  await writeJob(job.name, payload, options)
}

export async function writeJob(
  name: string,
  payload: unknown,
  { at, uniqueKey }: EnqueueOptions,
): Promise<void> {
  const row = { name, payload, state: 'waiting', dueAt: at ?? now(), attempts: 0 } as const
  if (uniqueKey === undefined) await Job.create([row])
  else {
    // Not an insert: a taken key would abort the open transaction. A row that is there stays as it is, its times too.
    const times = { createdAt: now(), updatedAt: now() }
    await Job.updateOne(
      { uniqueKey },
      { $setOnInsert: { ...row, ...times } },
      { upsert: true, timestamps: false },
    )
  }
  await afterCommit(wakeRunner)
}
