import { randomUUID } from 'node:crypto'
import { Job } from '@/models/job'
import { now } from '../clock'
import { registry, type AnyJob } from './registry'

/** How long a runner may be silent before others take its job; the heartbeat renews it three times in that span. */
export const LEASE_MILLISECONDS = 60_000

export type ClaimedJob = { id: string; name: string; payload: unknown; attempts: number; lease: string }

/**
 * Takes the job that has been due longest, by one atomic update: two runners never get the same. A job whose runner
 * fell silent is due again when its lease is over. Jobs this process does not know are left to those that do, and those
 * whose seats `atWork` fills wait.
 */
export async function claimJob(atWork: readonly string[] = []): Promise<ClaimedJob | undefined> {
  const at = now()
  const names = [...registry.values()].filter(hasSeat(atWork)).map(({ name }) => name)
  const lease = randomUUID()
  const row = await Job.findOneAndUpdate(
    { dueAt: { $lte: at }, name: { $in: names } },
    {
      $set: { state: 'running', lease, dueAt: new Date(at.getTime() + LEASE_MILLISECONDS) },
      $inc: { attempts: 1 },
    },
    { sort: { dueAt: 1 }, returnDocument: 'after' },
  ).lean()
  if (row === null) return undefined
  return { id: row._id.toHexString(), name: row.name, payload: row.payload, attempts: row.attempts, lease }
}

function hasSeat(atWork: readonly string[]): (job: AnyJob) => boolean {
  return ({ name, seats }) => seats === undefined || atWork.filter((other) => other === name).length < seats
}

/** Says that the runner is alive; false when the job is no longer its own. */
export async function renewLease({ id, lease }: ClaimedJob): Promise<boolean> {
  const dueAt = new Date(now().getTime() + LEASE_MILLISECONDS)
  const { matchedCount } = await Job.updateOne({ _id: id, lease }, { dueAt })
  return matchedCount === 1
}
