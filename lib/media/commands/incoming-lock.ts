import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Lock, Locker } from '@tus/server'
import { now } from '@/lib/platform/clock'
import { IncomingUpload } from '@/models/incoming-upload'

const LEASE_MS = 15_000
const RENEW_MS = 1_000
const ASK_MS = 100
/** Longer than a holder needs to hear of it and to give way. */
const PATIENCE_MS = 8_000

type Release = () => void | Promise<void>

/**
 * Only one request at a time writes to a file, in whichever process. Often the one that holds it speaks over a connection
 * that is dead already: who waits says so in the row, and the holder, who looks there every second, gives way.
 */
export const incomingLocks: Locker = { newLock: (id) => new IncomingLock(id) }

export class IncomingLock implements Lock {
  readonly #holder = randomUUID()
  #renewing: NodeJS.Timeout | undefined

  constructor(private readonly id: string) {}

  async lock(signal: AbortSignal, release: Release): Promise<void> {
    const patience = performance.now() + PATIENCE_MS
    while (!(await this.#take())) {
      await IncomingUpload.updateOne({ _id: this.id }, { $set: { isWanted: true } })
      if (signal.aborted || performance.now() > patience)
        throw { status_code: 423, body: 'Another one writes.' }
      await delay(ASK_MS)
    }
    this.#renewing = setInterval(() => void this.#renew(release), RENEW_MS)
    this.#renewing.unref()
  }

  async unlock(): Promise<void> {
    clearInterval(this.#renewing)
    await IncomingUpload.updateOne(
      { _id: this.id, lockedBy: this.#holder },
      { $set: { lockedBy: null, lockedUntil: null, isWanted: false } },
    )
  }

  async #take(): Promise<boolean> {
    const { matchedCount } = await IncomingUpload.updateOne(
      { _id: this.id, $or: [{ lockedBy: null }, { lockedUntil: { $lte: now() } }] },
      { $set: { ...this.#lease(), isWanted: false } },
    )
    return matchedCount === 1
  }

  async #renew(release: Release): Promise<void> {
    const mine = { _id: this.id, lockedBy: this.#holder }
    const row = await IncomingUpload.findOneAndUpdate(mine, { $set: this.#lease() })
      .select({ isWanted: 1 })
      .lean()
      .catch(() => undefined)
    // A database that does not answer says nothing of who holds it: the lease goes on for some seconds.
    if (row === null || row?.isWanted === true) await release()
  }

  #lease() {
    return { lockedBy: this.#holder, lockedUntil: new Date(now().getTime() + LEASE_MS) }
  }
}
