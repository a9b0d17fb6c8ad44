import { createHash } from 'node:crypto'
import { Binary } from 'bson'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { SESSION_TIMEOUT_MINUTES } from '../wire/limits.ts'

/** MongoDB's maxSessions. */
const MAX_SESSIONS = 1_000_000

/** The sessions that clients have used in the last half hour, the longest unused first. */
export class SeenSessions {
  readonly #lastUse = new Map<string, number>()
  readonly #uid: Binary

  constructor(user: string) {
    this.#uid = new Binary(createHash('sha256').update(`${user}@admin`).digest())
  }

  /** Notes a use; TooManyLogicalSessions when there are a million others. */
  use(lsid: string, now: Date): void {
    const time = now.getTime()
    if (this.#lastUse.get(lsid) === time) return
    this.#forgetOld(time)
    if (!this.#lastUse.delete(lsid) && this.#lastUse.size >= MAX_SESSIONS)
      throw fault('TooManyLogicalSessions', 'cannot add session into the cache')
    this.#lastUse.set(lsid, time)
  }

  end(lsids: readonly string[]): void {
    for (const lsid of lsids) this.#lastUse.delete(lsid)
  }

  /** The documents of `$listLocalSessions`. */
  list(): Doc[] {
    return [...this.#lastUse].map(([lsid, time]) => ({
      _id: { id: new Binary(Buffer.from(lsid, 'hex'), Binary.SUBTYPE_UUID), uid: this.#uid },
      lastUse: new Date(time),
    }))
  }

  #forgetOld(time: number): void {
    const limit = time - SESSION_TIMEOUT_MINUTES * 60_000
    for (const [lsid, lastUse] of this.#lastUse) {
      if (lastUse >= limit) return
      this.#lastUse.delete(lsid)
    }
  }
}
