import { Timestamp } from 'bson'
import type { ChangeCursor, WatchOptions } from '../engine.ts'
import { compilePipeline, runPipeline, type AggregateContext } from '../aggregate/pipeline.ts'
import { fault } from '../errors.ts'
import { identicalValues } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
import type { CommandContext } from './command.ts'
import { toBytes, type BatchRequest, type BatchResult, type Source } from './cursors.ts'
import { checkFields, Fields, type FieldTable } from './fields.ts'

/** What `$changeStream` takes; the engine checks the values. */
export const CHANGE_STREAM_FIELDS: FieldTable = {
  fullDocument: 'used',
  fullDocumentBeforeChange: 'used',
  resumeAfter: 'used',
  startAfter: 'used',
  startAtOperationTime: 'used',
  allChangesForCluster: 'used',
  showExpandedEvents: 'used',
  showMigrationEvents: { refused: 72, why: 'there is no migration on one node', unless: false },
  showSystemEvents: { refused: 72, why: 'system collections have no events here', unless: false },
  showRawUpdateDescription: { refused: 72, why: 'it is not offered', unless: false },
}

/** Stages that may follow `$changeStream` (https://www.mongodb.com/docs/manual/changeStreams/#modify-change-stream-output). */
const STAGES_AFTER = new Set([
  '$addFields',
  '$match',
  '$project',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
  '$set',
  '$unset',
])

/** Most events looked at between two looks at the clock. */
const EVENTS_AT_ONCE = 1000

/** Opens the change stream of an aggregate's first stage; `coll` is undefined for a database or the whole server. */
export function changeSource(
  context: CommandContext,
  coll: string | undefined,
  { stages, transform }: { stages: Doc[]; transform: AggregateContext },
): Source {
  const [first, ...rest] = stages
  const spec = new Fields(first ?? {}, '').requiredDoc('$changeStream')
  compilePipeline(rest, { now: transform.now, let: transform.let, collation: transform.collation })
  for (const stage of rest) checkStage(stage)
  return new ChangeSource(context.server.engine.watch(watchOptions(context, spec, coll)), rest, transform)
}

function checkStage(stage: Doc): void {
  const name = Object.keys(stage)[0] ?? ''
  if (!STAGES_AFTER.has(name))
    throw fault('IllegalOperation', `${name} is not permitted in a $changeStream pipeline`)
}

function watchOptions({ db }: CommandContext, spec: Doc, coll: string | undefined): WatchOptions {
  checkFields(spec, CHANGE_STREAM_FIELDS, '$changeStream')
  const args = new Fields(spec, '$changeStream')
  const isWhole = args.flag('allChangesForCluster')
  if (isWhole && (db !== 'admin' || coll !== undefined)) {
    throw fault(
      'InvalidOptions',
      "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database, and with no collection name",
    )
  }
  const startAtOperationTime = args.any('startAtOperationTime')
  if (startAtOperationTime !== undefined && !(startAtOperationTime instanceof Timestamp)) {
    throw fault(
      'TypeMismatch',
      "BSON field '$changeStream.startAtOperationTime' is the wrong type, expected type 'timestamp'",
    )
  }
  return {
    db: isWhole ? undefined : db,
    coll,
    resumeAfter: args.doc('resumeAfter'),
    startAfter: args.doc('startAfter'),
    startAtOperationTime,
    fullDocument: args.text('fullDocument'),
    fullDocumentBeforeChange: args.text('fullDocumentBeforeChange'),
    showExpandedEvents: args.flag('showExpandedEvents'),
  }
}

/** The events of a change stream, through the stages behind it. */
class ChangeSource implements Source {
  readonly isAwaiting = true
  readonly #cursor: ChangeCursor
  readonly #stages: Doc[]
  readonly #transform: AggregateContext
  /** Events already taken from the engine that did not fit the last batch. */
  #waiting: { bytes: Uint8Array; token: Doc }[] = []

  constructor(cursor: ChangeCursor, stages: Doc[], transform: AggregateContext) {
    this.#cursor = cursor
    this.#stages = stages
    this.#transform = transform
  }

  resumeToken(): Doc {
    return this.#cursor.postBatchResumeToken
  }

  /** Waits for the first event that passes the stages, up to `awaitMs`. */
  async next(request: BatchRequest): Promise<BatchResult> {
    const close = (): void => this.close()
    request.closed?.addEventListener('abort', close)
    try {
      const until = performance.now() + (request.awaitMs ?? 0)
      for (;;) {
        if (this.#waiting.length > 0 || this.#cursor.closed) break
        const left = Math.max(0, until - performance.now())
        this.#waiting = this.#through(
          await this.#cursor.next(left, Math.min(request.maxDocuments, EVENTS_AT_ONCE)),
        )
        if (performance.now() >= until) break
      }
      return this.#cut(request)
    } finally {
      request.closed?.removeEventListener('abort', close)
    }
  }

  close(): void {
    this.#cursor.close()
  }

  /** The results keep the order of their events, so each is the next event with the same token, or a changed one. */
  #through(events: Doc[]): { bytes: Uint8Array; token: Doc }[] {
    const tokens = events.map((event) => event['_id'] as Doc)
    if (this.#stages.length === 0)
      return events.map((event, index) => ({ bytes: toBytes(event), token: tokens[index] ?? {} }))
    let at = 0
    return [...runPipeline(events, this.#stages, { ...this.#transform, now: new Date() })].map((result) => {
      while (at < tokens.length && !identicalValues(result['_id'], tokens[at])) at++
      const token = tokens[at++]
      if (token === undefined) throw modifiedToken()
      return { bytes: toBytes(result), token }
    })
  }

  #cut({ maxDocuments, maxBytes }: BatchRequest): BatchResult {
    let size = 0
    let count = 0
    for (const { bytes } of this.#waiting) {
      size += bytes.length
      if (count >= maxDocuments || (count > 0 && size > maxBytes)) break
      count++
    }
    const given = this.#waiting.slice(0, count)
    this.#waiting = this.#waiting.slice(count)
    const hasMore = this.#waiting.length > 0
    const lastGiven = given.at(-1)?.token
    return {
      documents: given.map(({ bytes }) => bytes),
      isExhausted: !hasMore && this.#cursor.closed,
      postBatchResumeToken: hasMore && lastGiven !== undefined ? lastGiven : this.resumeToken(),
    }
  }
}

function modifiedToken(): Error {
  const message =
    'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point. Only transformations that retain the unmodified _id field are allowed.'
  return fault('ChangeStreamFatalError', message, { labels: ['NonResumableChangeStreamError'] })
}
