import { now } from '../clock'
import { log } from '../log'
import { processWide } from '../process-wide'
import { claimJob, type ClaimedJob } from './claim'
import { runClaimed, type Outcome } from './execute'
import { registry } from './registry'
import { slotAt } from './slots'
import { answerBell } from './wake'
import { writeJob } from './enqueue'

const CONCURRENCY = 4
const POLL_MILLISECONDS = 2000
const STOP_MILLISECONDS = 10_000

type Runner = { stop: () => Promise<void>; lookedAt: Date }
const state = processWide('runner', () => ({ runner: undefined as Runner | undefined }))

/** Starts the one runner of this process; it takes jobs until it is stopped. */
export function startRunner(): void {
  state.runner ??= createRunner()
}

/** Takes no more jobs, gives those at work a moment to end, and returns the rest to the others. */
export async function stopRunner(): Promise<void> {
  const { runner } = state
  state.runner = undefined
  await runner?.stop()
}

/** When the runner last looked for work; undefined when this process runs none. For `/api/ready`. */
export function runnerLookedAt(): Date | undefined {
  return state.runner?.lookedAt
}

/** Tests: does everything that is due now, and what that makes due, and tells how each ended. */
export async function runDueJobs(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  await writeSlots()
  for (;;) {
    const claimed = await claimJob()
    if (claimed === undefined) return outcomes
    outcomes.push(await runClaimed(claimed, new AbortController().signal))
  }
}

/** Writes the run of the current slot of every recurring job; whoever is first has written it for all. */
async function writeSlots(): Promise<void> {
  const at = now()
  for (const job of registry.values()) {
    if (job.every === undefined) continue
    const slot = slotAt(job.every, at)
    await writeJob(job.name, {}, { at: slot, uniqueKey: `${job.name}@${slot.toISOString()}` })
  }
}

function createRunner(): Runner {
  const stopping = new AbortController()
  const atWork = new Map<Promise<unknown>, string>()
  const bell = createBell()
  answerBell(bell.ring)
  const start = (claimed: ClaimedJob) => {
    const work: Promise<unknown> = runClaimed(claimed, stopping.signal)
      .catch((error: unknown) => log.error({ error, job: claimed.name }, 'A job could not be settled.'))
      .finally(() => {
        atWork.delete(work)
        bell.ring()
      })
    atWork.set(work, claimed.name)
  }
  const runner: Runner = {
    lookedAt: now(),
    stop: async () => {
      answerBell(undefined)
      stopping.abort()
      bell.ring()
      await Promise.race([Promise.allSettled([looking, ...atWork.keys()]), patience(STOP_MILLISECONDS)])
    },
  }
  const looking = look({ runner, atWork, start, signal: stopping.signal, wait: bell.wait })
  return runner
}

type Loop = {
  runner: Runner
  atWork: ReadonlyMap<Promise<unknown>, string>
  start: (claimed: ClaimedJob) => void
  signal: AbortSignal
  wait: (milliseconds: number) => Promise<void>
}

async function look({ runner, atWork, start, signal, wait }: Loop): Promise<void> {
  let slotsWrittenAt = 0
  while (!signal.aborted) {
    try {
      if (Math.abs(now().getTime() - slotsWrittenAt) >= 30_000) {
        await writeSlots()
        slotsWrittenAt = now().getTime()
      }
      const claimed = atWork.size < CONCURRENCY ? await claimJob([...atWork.values()]) : undefined
      runner.lookedAt = now()
      if (claimed !== undefined) {
        start(claimed)
        continue
      }
    } catch (error) {
      log.error({ error }, 'The runner could not look for work.')
    }
    if (!signal.aborted) await wait(POLL_MILLISECONDS)
  }
}

/** A wait that a ring cuts short; a ring while nobody waits is remembered. */
function createBell(): { ring: () => void; wait: (milliseconds: number) => Promise<void> } {
  let isRung = false
  let end: (() => void) | undefined
  return {
    ring: () => {
      isRung = true
      end?.()
    },
    wait: async (milliseconds) => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          timer.unref()
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        end = undefined
      }
      isRung = false
    },
  }
}

function patience(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
