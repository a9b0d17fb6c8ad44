import { Job } from '@/models/job'
import { systemViewer } from '../auth/viewer'
import { now } from '../clock'
import { log } from '../log'
import { LEASE_MILLISECONDS, renewLease, type ClaimedJob } from './claim'
import { registry, type AnyJob } from './registry'

/** How a try ended: `again` will be tried later, `dead` waits for a person, `lost` is now another runner's. */
export type Outcome = { name: string; state: 'done' | 'again' | 'dead' | 'lost'; error?: unknown }

const DAY = 86_400_000
const KEEP_DONE = 7 * DAY
const KEEP_DEAD = 90 * DAY
const FIRST_WAIT = 5000
const LONGEST_WAIT = 3_600_000

/** Runs a claimed job under its heartbeat and writes down how it ended. */
export async function runClaimed(claimed: ClaimedJob, stopping: AbortSignal): Promise<Outcome> {
  const job = registry.get(claimed.name)
  if (job === undefined) throw new Error(`The job ${claimed.name} is not known here.`)
  const lost = new AbortController()
  const heartbeat = setInterval(() => {
    renewLease(claimed)
      .then((isOurs) => isOurs || lost.abort())
      .catch((error: unknown) => log.warn({ error, job: claimed.name }, 'A lease could not be renewed.'))
  }, LEASE_MILLISECONDS / 3)
  heartbeat.unref()
  try {
    await attempt(job, claimed, AbortSignal.any([stopping, lost.signal]))
    return await settle(claimed, { state: 'done' })
  } catch (error) {
    if (stopping.aborted) return await giveBack(claimed, error)
    return await settle(claimed, { state: claimed.attempts > job.retries ? 'dead' : 'again', error })
  } finally {
    clearInterval(heartbeat)
  }
}

async function attempt(job: AnyJob, claimed: ClaimedJob, signal: AbortSignal): Promise<void> {
  // A job that keeps killing its process never reaches its error handling; its tries are counted all the same.
  if (claimed.attempts > job.retries + 1)
    throw new Error('The job was begun too often without coming to an end.')
  const payload: unknown = job.payload.parse(claimed.payload)
  await job.run(payload, {
    jobId: claimed.id,
    viewer: systemViewer(`job ${job.name}`),
    attempt: claimed.attempts,
    isLastAttempt: claimed.attempts > job.retries,
    signal,
  })
}

async function settle(
  claimed: ClaimedJob,
  { state, error }: { state: 'done' | 'again' | 'dead'; error?: unknown },
): Promise<Outcome> {
  const at = now().getTime()
  const { matchedCount } = await Job.updateOne(
    { _id: claimed.id, lease: claimed.lease },
    state === 'again' ? retryLater(claimed, at, error) : finish(state, at, error),
  )
  if (matchedCount === 0) return { name: claimed.name, state: 'lost', error }
  if (error !== undefined) {
    const sentence = state === 'dead' ? 'A job has failed for good.' : 'A job failed and will be tried again.'
    log[state === 'dead' ? 'error' : 'warn'](
      { error, job: claimed.name, attempt: claimed.attempts },
      sentence,
    )
  }
  return { name: claimed.name, state, ...(error === undefined ? {} : { error }) }
}

function finish(state: 'done' | 'dead', at: number, error: unknown) {
  return {
    $set: {
      state,
      finishedAt: new Date(at),
      deleteAt: new Date(at + (state === 'done' ? KEEP_DONE : KEEP_DEAD)),
      // What a finished job was about is kept by nobody: it may name a person whose account is erased.
      ...(state === 'done' && { payload: {} }),
      ...(error === undefined ? {} : { lastError: describe(error) }),
    },
    $unset: { dueAt: 1, lease: 1 },
  }
}

function retryLater({ attempts }: ClaimedJob, at: number, error: unknown) {
  const wait = Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
  return {
    $set: { state: 'waiting', dueAt: new Date(at + wait), lastError: describe(error) },
    $unset: { lease: 1 },
  }
}

/** The process is stopping: the try does not count and another runner may begin at once. */
async function giveBack(claimed: ClaimedJob, error: unknown): Promise<Outcome> {
  await Job.updateOne(
    { _id: claimed.id, lease: claimed.lease },
    { $set: { state: 'waiting', dueAt: now() }, $unset: { lease: 1 }, $inc: { attempts: -1 } },
  )
  return { name: claimed.name, state: 'again', error }
}

function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.slice(0, 2000)
}
