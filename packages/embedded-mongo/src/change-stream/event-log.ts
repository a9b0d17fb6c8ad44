import type { StatementSync } from 'node:sqlite'
import type { Catalog } from '../storage/catalog.ts'
import { LogicalClock } from '../storage/clock.ts'
import type { Store } from '../storage/store.ts'
import type { ChangeEvent } from './event.ts'
import { decodeEventRow, encodeEventRow } from './event-row.ts'
import type { EventRow } from './event-row.ts'

const RETENTION_HOURS = 24
const PURGED_AT_ONCE = 500
const READ_AT_ONCE = 200

export type LoggedRow = EventRow & { time: number }

/** The change events of the last 24 hours, one row a commit, by logical time. */
export class EventLog {
  readonly clock: LogicalClock
  readonly #catalog: Catalog
  readonly #now: () => Date
  readonly #append: StatementSync
  readonly #after: StatementSync
  readonly #oldest: StatementSync
  readonly #delete: StatementSync
  readonly #waiters = new Set<() => void>()
  #last: number

  constructor(store: Store, catalog: Catalog, now: () => Date) {
    this.#catalog = catalog
    this.#now = now
    this.#append = store.db.prepare('INSERT INTO events(time, wall, value) VALUES(?, ?, ?)')
    this.#after = store.db.prepare('SELECT time, value FROM events WHERE time > ? ORDER BY time LIMIT ?')
    this.#oldest = store.db.prepare('SELECT time, wall FROM events ORDER BY time LIMIT ?')
    this.#delete = store.db.prepare('DELETE FROM events WHERE time <= ?')
    const newest = store.db.prepare('SELECT max(time) AS time FROM events').get() as { time: number | null }
    this.#last = Math.max(newest.time ?? 0, catalog.purgedThrough)
    this.clock = new LogicalClock(now, this.#last)
  }

  /** Logical time of the latest row. */
  get last(): number {
    return this.#last
  }

  /** Appends the events of a commit, inside its store transaction. */
  append(events: ChangeEvent[], transaction: EventRow['transaction']): void {
    const time = this.clock.next()
    const wall = this.#now()
    this.#append.run(time, wall.getTime(), encodeEventRow({ wall, transaction, events }))
    this.#last = time
  }

  /** Wakes everybody who waits for events; after the commit. */
  announce(): void {
    const waiters = [...this.#waiters]
    this.#waiters.clear()
    for (const wake of waiters) wake()
  }

  /** Rows after a logical time, in order. */
  read(after: number): LoggedRow[] {
    const rows = this.#after.all(after, READ_AT_ONCE) as { time: number; value: Uint8Array }[]
    return rows.map(({ time, value }) => ({ time, ...decodeEventRow(value) }))
  }

  /** True when events just after that time may have been thrown away. */
  isLost(time: number): boolean {
    return time < this.#catalog.purgedThrough
  }

  /** Resolves at the next event, or after `maxMs`, or when `cancel` is called. */
  wait(maxMs: number): { done: Promise<void>; cancel: () => void } {
    let cancel = (): void => undefined
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(() => cancel(), maxMs)
      cancel = () => {
        clearTimeout(timer)
        this.#waiters.delete(cancel)
        resolve()
      }
      this.#waiters.add(cancel)
    })
    return { done, cancel: () => cancel() }
  }

  /** Deletes one portion of rows older than 24 hours; true when there may be more. Inside a store transaction. */
  purge(): boolean {
    const limit = this.#now().getTime() - RETENTION_HOURS * 3_600_000
    const oldest = this.#oldest.all(PURGED_AT_ONCE) as { time: number; wall: number }[]
    const expired = oldest.filter((row) => row.wall < limit)
    const last = expired.at(-1)
    if (last === undefined) return false
    this.#delete.run(last.time)
    this.#catalog.purgedThrough = last.time
    return expired.length === PURGED_AT_ONCE
  }
}
