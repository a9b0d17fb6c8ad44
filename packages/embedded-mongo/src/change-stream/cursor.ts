import { Timestamp } from 'bson'
import type { ChangeCursor, WatchOptions } from '../engine-types.ts'
import { fault } from '../errors.ts'
import { fromTimestamp, toTimestamp } from '../storage/clock.ts'
import type { Namespace } from '../storage/namespace.ts'
import type { Doc } from '../values/codec.ts'
import { checkDocumentOptions, describeEvent } from './describe-event.ts'
import { isExpanded, type ChangeEvent } from './event.ts'
import type { EventLog, LoggedRow } from './event-log.ts'
import { fromToken, toToken, WHOLE_ROW } from './resume-token.ts'
import type { Position } from './resume-token.ts'

/** What a cursor needs of the engine: the log, durability, and the present state of a document. */
export type ChangeSource = {
  log: EventLog
  flushed(): Promise<void>
  lookup(ns: Namespace, id: unknown): Doc | null
}

/** One change stream. It gives out only events whose commit is on disk. */
export class LogCursor implements ChangeCursor {
  readonly #source: ChangeSource
  readonly #options: WatchOptions
  #position: Position
  /** Set when the next event to give out is `invalidate`. */
  #isInvalidated = false
  #isClosed = false
  #cancelWait: () => void = () => undefined
  /** Called once when the stream is over. */
  onClose: () => void = () => undefined

  constructor(source: ChangeSource, options: WatchOptions) {
    checkOptions(options)
    this.#source = source
    this.#options = options
    this.#position = startOf(source.log, options)
    if (source.log.isLost(this.#position.time)) throw historyLost()
  }

  get postBatchResumeToken(): Doc {
    return toToken(this.#position)
  }
  get closed(): boolean {
    return this.#isClosed
  }

  /** Up to `batch` events; waits up to `maxMs` for the first. */
  async next(maxMs: number, batch: number): Promise<Doc[]> {
    const endsAt = performance.now() + maxMs
    while (!this.#isClosed) {
      const events = await this.#collect(batch)
      const left = endsAt - performance.now()
      if (events.length > 0 || left <= 0 || this.#isClosed) return events
      const wait = this.#source.log.wait(left)
      this.#cancelWait = wait.cancel
      // An event may have come while the log was being read.
      if (this.#source.log.last > this.#position.time) wait.cancel()
      await wait.done
    }
    return []
  }

  close(): void {
    this.#isClosed = true
    this.#cancelWait()
    this.onClose()
  }

  async #collect(batch: number): Promise<Doc[]> {
    const { log } = this.#source
    if (log.isLost(this.#position.time)) throw historyLost()
    const events: Doc[] = []
    let isFlushed = false
    while (events.length < batch && !this.#isClosed) {
      if (this.#isInvalidated) return [...events, this.#invalidate()]
      // The row of the position itself may have events left.
      const rows = log.read(
        this.#position.index === WHOLE_ROW ? this.#position.time : this.#position.time - 1,
      )
      if (rows.length === 0) break
      if (!isFlushed) await this.#source.flushed()
      isFlushed = true
      for (const row of rows) {
        if (events.length >= batch || this.#isInvalidated) break
        this.#take(row, batch, events)
      }
    }
    return events
  }

  /** Gives out the wanted events of a row, from the position on. */
  #take(row: LoggedRow, batch: number, events: Doc[]): void {
    const start = row.time === this.#position.time ? this.#position.index + 1 : 0
    for (let index = start; index < row.events.length; index += 1) {
      const event = row.events[index]
      if (event === undefined || !this.#isWanted(event)) continue
      this.#position = { time: row.time, index, isInvalidate: false }
      events.push(this.#describe(row, event))
      if (this.#endsStream(event)) this.#isInvalidated = true
      if (events.length >= batch || this.#isInvalidated) return
    }
    this.#position = { time: row.time, index: WHOLE_ROW, isInvalidate: false }
  }

  #invalidate(): Doc {
    this.#position = { ...this.#position, isInvalidate: true }
    this.close()
    return {
      _id: toToken(this.#position),
      operationType: 'invalidate',
      clusterTime: toTimestamp(this.#position.time),
      wallTime: new Date(),
    }
  }

  #isWanted(event: ChangeEvent): boolean {
    const { db, coll, showExpandedEvents } = this.#options
    if (isExpanded(event) && showExpandedEvents !== true) return false
    if (db === undefined) return !['admin', 'local', 'config'].includes(event.ns.db)
    if (coll === undefined) return event.ns.db === db
    if (event.kind === 'dropDatabase') return false
    if (event.kind === 'rename' && event.to.db === db && event.to.coll === coll) return true
    return event.ns.db === db && event.ns.coll === coll
  }

  #endsStream(event: ChangeEvent): boolean {
    if (this.#options.coll !== undefined) return event.kind === 'drop' || event.kind === 'rename'
    return this.#options.db !== undefined && event.kind === 'dropDatabase'
  }

  #describe(row: LoggedRow, event: ChangeEvent): Doc {
    const token = toToken(this.#position)
    const { lookup } = this.#source
    return describeEvent(event, { token, row, options: this.#options, lookup })
  }
}

function startOf(log: EventLog, options: WatchOptions): Position {
  const { resumeAfter, startAfter, startAtOperationTime } = options
  if (resumeAfter !== undefined) {
    const position = fromToken(resumeAfter)
    if (position.isInvalidate) {
      throw fault(
        'InvalidResumeToken',
        "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
      )
    }
    return position
  }
  if (startAfter !== undefined) return { ...fromToken(startAfter), isInvalidate: false }
  if (startAtOperationTime instanceof Timestamp) {
    return { time: fromTimestamp(startAtOperationTime) - 1, index: WHOLE_ROW, isInvalidate: false }
  }
  return { time: log.clock.current(), index: WHOLE_ROW, isInvalidate: false }
}

function checkOptions(options: WatchOptions): void {
  const starts = [options.resumeAfter, options.startAfter, options.startAtOperationTime].filter(
    (start) => start !== undefined,
  )
  if (starts.length > 1)
    throw fault('Location50674', 'Only one type of resume option is allowed, but multiple were found.')
  checkDocumentOptions(options)
}

function historyLost(): Error {
  return fault(
    'ChangeStreamHistoryLost',
    'Resume of change stream was not possible, as the resume point may no longer be in the oplog.',
    {
      labels: ['NonResumableChangeStreamError'],
    },
  )
}
