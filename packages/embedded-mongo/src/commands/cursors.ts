import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import type { ResultStream } from '../engine.ts'
import { fault } from '../errors.ts'
import { encode, type Doc } from '../values/codec.ts'
import {
  CURSOR_TIMEOUT_MS,
  FIRST_BATCH_DOCUMENTS,
  MAX_BATCH_BYTES,
  MAX_CURSORS,
  MAX_DOCUMENT_BYTES,
} from '../wire/limits.ts'
import type { Batch, Reply } from '../wire/reply.ts'

/** How long getMore waits for an event when the client does not say. */
const DEFAULT_AWAIT_MS = 1000

/** One batch asked of a source. `maxDocuments` is Infinity where only the size limits it. */
export interface BatchRequest {
  maxDocuments: number
  maxBytes: number
  deadline?: number | undefined
  /** How long a change stream may wait for its first event. */
  awaitMs?: number
  /** Aborted when the client is gone. */
  closed?: AbortSignal | undefined
}
export interface BatchResult {
  documents: Uint8Array[]
  isExhausted: boolean
  postBatchResumeToken?: Doc | undefined
}

/** Where a cursor's documents come from. */
export interface Source {
  /** Waits for documents that do not exist yet (change streams): only then may getMore carry maxTimeMS. */
  readonly isAwaiting: boolean
  /** Where a change stream stands before its first batch. */
  resumeToken?(): Doc
  next(request: BatchRequest): Promise<BatchResult>
  close(): void
}

export interface Owner {
  lsid?: string | undefined
  /** Set when the cursor was opened inside a transaction: it ends with it. */
  txnNumber?: bigint | undefined
}
interface OpenCursor extends Owner {
  id: bigint
  ns: string
  source: Source
  expires: boolean
  lastUsed: number
  isInUse: boolean
  /** What is left of the first command's maxTimeMS: all batches share it. */
  leftMs: number | undefined
}

export interface OpenOptions {
  ns: string
  owner: Owner
  batchSize?: number | undefined
  deadline?: number | undefined
  isSingleBatch?: boolean | undefined
  neverExpires?: boolean | undefined
}

/** The open cursors of one server. */
export class Cursors {
  readonly #open = new Map<bigint, OpenCursor>()
  #isDisposed = false
  readonly #sweeper = setInterval(() => this.#closeIdle(), 60_000).unref()

  get size(): number {
    return this.#open.size
  }

  /** Answers the first batch; keeps the source open under a new id unless it is exhausted. */
  async answerFirst(source: Source, options: OpenOptions): Promise<Reply> {
    const { ns, batchSize = FIRST_BATCH_DOCUMENTS, deadline } = options
    const first = await firstBatch(source, {
      maxDocuments: batchSize,
      maxBytes: MAX_BATCH_BYTES,
      deadline,
      awaitMs: 0,
    })
    if (!first.isExhausted && options.isSingleBatch !== true)
      return toReply(first, { position: 'firstBatch', ns, id: this.#register(source, options) })
    source.close()
    return toReply(first, { position: 'firstBatch', ns, id: 0n })
  }

  /** Answers the next batch of cursor `id`; 43 when there is none, 13 and 5073x when it belongs elsewhere. */
  async answerMore(
    id: bigint,
    { ns, owner }: { ns: string; owner: Owner },
    request: Omit<BatchRequest, 'maxBytes'>,
  ): Promise<Reply> {
    const cursor = this.#open.get(id)
    if (cursor === undefined) throw notFound(id)
    checkOwner(cursor, ns, owner)
    if (cursor.isInUse) throw fault('CursorInUse', `cursor id ${id} is already in use`)
    if (request.awaitMs !== undefined && !cursor.source.isAwaiting)
      throw fault('BadValue', 'cannot set maxTimeMS on getMore command for a non-awaitData cursor')
    const batch = await this.#draw(cursor, {
      awaitMs: DEFAULT_AWAIT_MS,
      ...request,
      maxBytes: MAX_BATCH_BYTES,
    })
    if (batch.isExhausted) this.#close(cursor)
    else if (!this.#open.has(id))
      throw this.#isDisposed
        ? fault('InterruptedAtShutdown', 'The server is shutting down', {
            labels: cursor.source.isAwaiting ? ['ResumableChangeStreamError'] : [],
          })
        : fault('CursorKilled', 'cursor was killed')
    return toReply(batch, { position: 'nextBatch', ns, id: batch.isExhausted ? 0n : id })
  }

  /** Closes cursor `id` of `ns`; false when there is none. */
  kill(id: bigint, ns: string): boolean {
    const cursor = this.#open.get(id)
    if (cursor === undefined || cursor.ns !== ns) return false
    this.#close(cursor)
    return true
  }

  /** Closes the cursors of one transaction, which cannot outlive it. */
  killOfTransaction(lsid: string, txnNumber: bigint): void {
    this.#closeWhere((cursor) => cursor.lsid === lsid && cursor.txnNumber === txnNumber)
  }

  killOfSessions(lsids: readonly string[]): void {
    this.#closeWhere((cursor) => cursor.lsid !== undefined && lsids.includes(cursor.lsid))
  }

  killAll(): void {
    this.#closeWhere(() => true)
  }

  /** Closes everything and stops the timer: the end of the server. */
  dispose(): void {
    this.#isDisposed = true
    clearInterval(this.#sweeper)
    this.killAll()
  }

  #register(source: Source, { ns, owner, neverExpires, deadline }: OpenOptions): bigint {
    if (this.#isDisposed) {
      source.close()
      throw fault('InterruptedAtShutdown', 'The server is shutting down')
    }
    if (this.#open.size >= MAX_CURSORS) {
      source.close()
      throw fault('ExceededMemoryLimit', `there are ${MAX_CURSORS} open cursors already`)
    }
    let id = 0n
    while (id === 0n || this.#open.has(id)) id = randomBytes(8).readBigUInt64LE() >> 1n
    this.#open.set(id, {
      ...owner,
      id,
      ns,
      source,
      expires: neverExpires !== true,
      lastUsed: performance.now(),
      isInUse: false,
      leftMs: deadline === undefined ? undefined : deadline - performance.now(),
    })
    return id
  }

  /** A source that fails is closed: MongoDB's cursors do not survive an error either. */
  async #draw(cursor: OpenCursor, request: BatchRequest): Promise<BatchResult> {
    cursor.isInUse = true
    const startedAt = performance.now()
    const { leftMs } = cursor
    try {
      return await cursor.source.next(
        leftMs === undefined ? request : { ...request, deadline: startedAt + leftMs },
      )
    } catch (error) {
      this.#close(cursor)
      throw error
    } finally {
      cursor.isInUse = false
      cursor.lastUsed = performance.now()
      if (leftMs !== undefined) cursor.leftMs = leftMs - (cursor.lastUsed - startedAt)
    }
  }

  #close(cursor: OpenCursor): void {
    if (this.#open.delete(cursor.id)) cursor.source.close()
  }

  #closeWhere(isMeant: (cursor: OpenCursor) => boolean): void {
    for (const cursor of [...this.#open.values()]) if (isMeant(cursor)) this.#close(cursor)
  }

  #closeIdle(): void {
    const oldest = performance.now() - CURSOR_TIMEOUT_MS
    this.#closeWhere((cursor) => cursor.expires && !cursor.isInUse && cursor.lastUsed < oldest)
  }
}

async function firstBatch(source: Source, request: BatchRequest): Promise<BatchResult> {
  if (request.maxDocuments === 0)
    return { documents: [], isExhausted: false, postBatchResumeToken: source.resumeToken?.() }
  try {
    return await source.next(request)
  } catch (error) {
    source.close()
    throw error
  }
}

function checkOwner(cursor: OpenCursor, ns: string, owner: Owner): void {
  if (cursor.ns !== ns)
    throw fault(
      'Unauthorized',
      `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
    )
  if (cursor.lsid !== undefined && owner.lsid === undefined) {
    throw fault(
      'Location50737',
      `Cannot run getMore on cursor ${cursor.id}, which was created in session ${cursor.lsid}, without an lsid`,
    )
  }
  if (cursor.lsid !== owner.lsid)
    throw fault(
      'Location50738',
      `Cannot run getMore on cursor ${cursor.id}, which was created in another session`,
    )
  if (cursor.txnNumber !== owner.txnNumber)
    throw fault(
      'Location50741',
      `Cannot run getMore on cursor ${cursor.id}, which was created in another transaction`,
    )
}

function notFound(id: bigint): Error {
  return fault('CursorNotFound', `cursor id ${id} not found`)
}

function toReply(
  { documents, postBatchResumeToken }: BatchResult,
  { position, ns, id }: { position: Batch['position']; ns: string; id: bigint },
): Reply {
  return { fields: {}, batch: { position, documents, id: Long.fromBigInt(id), ns, postBatchResumeToken } }
}

/** Documents of a query; stored bytes pass through unparsed. */
export function streamSource(stream: ResultStream): Source {
  return {
    isAwaiting: false,
    async next({ maxDocuments, maxBytes, deadline }) {
      const { documents, exhausted } = await stream.nextBatch(maxDocuments, maxBytes, deadline)
      return { documents: documents.map(toBytes), isExhausted: exhausted }
    },
    close: () => stream.close(),
  }
}

/** Documents that are already known, e.g. of listIndexes or of an aggregation that ran to its end. */
export function listSource(documents: Uint8Array[]): Source {
  let at = 0
  return {
    isAwaiting: false,
    next({ maxDocuments, maxBytes }) {
      const start = at
      for (let bytes = 0; at < documents.length && at - start < maxDocuments; at++) {
        bytes += documents[at]?.length ?? 0
        if (bytes > maxBytes && at > start) break
      }
      return Promise.resolve({ documents: documents.slice(start, at), isExhausted: at >= documents.length })
    },
    close: () => undefined,
  }
}

/** A document as BSON, refused where it is larger than clients accept. */
export function toBytes(document: Doc | Uint8Array): Uint8Array {
  const bytes = document instanceof Uint8Array ? document : encode(document)
  if (bytes.length > MAX_DOCUMENT_BYTES)
    throw fault(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`,
    )
  return bytes
}
