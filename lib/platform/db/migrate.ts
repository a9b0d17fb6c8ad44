import { Migration } from '@/models/migration'
import mongoose from 'mongoose'
import { now } from '../clock'
import { log } from '../log'
import { duplicateKeyFields } from './duplicate-key'

/** A numbered change of what is stored. `up` may be begun again after a crash, so doing it twice must do no harm. */
export type MigrationStep = { number: number; name: string; up: () => Promise<void> }

const LEASE_MILLISECONDS = 60_000

/** Thrown at start: the database has been through migrations that this code does not know. */
export class DatabaseNewerError extends Error {
  constructor(found: number, known: number) {
    super(`The database is at migration ${found}, this version knows ${known}. Start the newer version.`)
    this.name = 'DatabaseNewerError'
  }
}

/**
 * Brings the database up to this code, in order. Several processes may start at once: the row of a migration is the
 * lock, and the others wait until it is done or its owner has fallen silent.
 */
export async function migrate(steps: readonly MigrationStep[]): Promise<number> {
  const ordered = [...steps].sort((a, b) => a.number - b.number)
  if (new Set(ordered.map(({ number }) => number)).size < ordered.length) {
    throw new TypeError('Two migrations have the same number.')
  }
  const known = ordered.at(-1)?.number ?? 0
  await refuseNewer(known)
  for (const step of ordered) await ensureDone(step)
  return known
}

/** Creates every index that the models declare and the database lacks; it drops none. */
export async function ensureIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) await model.createIndexes()
}

async function refuseNewer(known: number): Promise<void> {
  const newest = await Migration.findOne({}).sort({ _id: -1 }).lean()
  if (newest !== null && newest._id > known) throw new DatabaseNewerError(newest._id, known)
}

async function ensureDone(step: MigrationStep): Promise<void> {
  for (;;) {
    const row = await Migration.findOne({ _id: step.number }).lean()
    if (row?.state === 'done') return
    if (await takeLock(step)) return run(step)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function takeLock({ number, name }: MigrationStep): Promise<boolean> {
  const at = now()
  try {
    const { matchedCount, upsertedCount } = await Migration.updateOne(
      { _id: number, state: 'running', leaseUntil: { $lte: at } },
      { $set: { leaseUntil: new Date(at.getTime() + LEASE_MILLISECONDS) }, $setOnInsert: { name } },
      { upsert: true },
    )
    return matchedCount + upsertedCount > 0
  } catch (error) {
    // The row is there and its owner alive: the insert of the upsert met its id.
    if (duplicateKeyFields(error) === undefined) throw error
    return false
  }
}

async function run(step: MigrationStep): Promise<void> {
  const heartbeat = setInterval(() => {
    const leaseUntil = new Date(now().getTime() + LEASE_MILLISECONDS)
    Migration.updateOne({ _id: step.number }, { leaseUntil }).catch((error: unknown) =>
      log.warn({ error, migration: step.number }, 'The lock of a migration could not be renewed.'),
    )
  }, LEASE_MILLISECONDS / 3)
  try {
    log.info({ migration: step.number, name: step.name }, 'A migration begins.')
    await step.up()
    await Migration.updateOne(
      { _id: step.number },
      { $set: { state: 'done', finishedAt: now() }, $unset: { leaseUntil: 1 } },
    )
    log.info({ migration: step.number, name: step.name }, 'A migration is done.')
  } catch (error) {
    // Whoever starts next may try at once.
    await Migration.updateOne({ _id: step.number }, { leaseUntil: new Date(0) })
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}
