import mongoose from 'mongoose'
import { now } from '../clock'
import { runnerLookedAt } from '../jobs/runner'
import { log } from '../log'

const PATIENCE_MILLISECONDS = 2000
/** A runner that has not looked for work for so long is stuck. */
const RUNNER_SILENCE_MILLISECONDS = 60_000

export type Readiness = { isReady: boolean; checks: { database: 'ok' | 'failed'; jobs: 'ok' | 'failed' } }

export async function readiness(): Promise<Readiness> {
  const database = (await answers()) ? 'ok' : 'failed'
  const lookedAt = runnerLookedAt()
  const isLooking =
    lookedAt !== undefined && now().getTime() - lookedAt.getTime() < RUNNER_SILENCE_MILLISECONDS
  const jobs = isLooking ? 'ok' : 'failed'
  return { isReady: database === 'ok' && jobs === 'ok', checks: { database, jobs } }
}

async function answers(): Promise<boolean> {
  try {
    await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: PATIENCE_MILLISECONDS })
    return mongoose.connection.db !== undefined
  } catch (error) {
    log.warn({ error }, 'The database does not answer.')
    return false
  }
}
