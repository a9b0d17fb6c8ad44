import type { Doc } from './values/codec.ts'
import type { Txn } from './session/txn.ts'

/**
 * What one command brings along to every operation it starts.
 *
 * `lsid` is the session's UUID in hex (32 digits). `retryable` marks a retryable write: its result is stored with
 * the write under (lsid, txnNumber). `deadline` is in milliseconds of `performance.now()`; past it, operations
 * fail with MaxTimeMSExpired.
 */
export type OpContext = {
  lsid?: string | undefined
  txnNumber?: bigint | undefined
  txn?: Txn | undefined
  retryable?: boolean | undefined
  /** Number of the call's first statement within a retryable command that makes several calls; 0 otherwise. */
  stmtId?: number | undefined
  deadline?: number | undefined
  bypassDocumentValidation?: boolean | undefined
}

/** One entry of `writeErrors`; `keyPattern` and `keyValue` come with 11000, `errInfo` with 121. */
export type WriteError = {
  index: number
  code: number
  errmsg: string
  keyPattern?: Doc
  keyValue?: Doc
  errInfo?: Doc
}

export type InsertResult = { n: number; writeErrors: WriteError[] }
export type UpdateResult = {
  n: number
  nModified: number
  upserted: { index: number; _id: unknown }[]
  writeErrors: WriteError[]
}
export type RemoveResult = { n: number; writeErrors: WriteError[] }
export type FindAndModifyResult = { value: Doc | null; lastErrorObject: Doc }

export type UpdateStatement = {
  q: Doc
  u: Doc | Doc[]
  multi?: boolean | undefined
  upsert?: boolean | undefined
  arrayFilters?: Doc[] | undefined
  collation?: Doc | undefined
  hint?: Doc | string | undefined
  sort?: Doc | undefined
  let?: Doc | undefined
  /** Constants of a pipeline update (`c`), visible to it as variables. */
  c?: Doc | undefined
}

export type RemoveStatement = {
  q: Doc
  limit: 0 | 1
  collation?: Doc | undefined
  hint?: Doc | string | undefined
  let?: Doc | undefined
}

export type FindAndModifySpec = {
  query: Doc
  sort?: Doc | undefined
  remove?: boolean | undefined
  update?: Doc | Doc[] | undefined
  new?: boolean | undefined
  fields?: Doc | undefined
  upsert?: boolean | undefined
  arrayFilters?: Doc[] | undefined
  collation?: Doc | undefined
  hint?: Doc | string | undefined
  let?: Doc | undefined
}

export type FindQuery = {
  filter: Doc
  sort?: Doc | undefined
  skip?: number | undefined
  limit?: number | undefined
  hint?: Doc | string | undefined
  collation?: Doc | undefined
  let?: Doc | undefined
  min?: Doc | undefined
  max?: Doc | undefined
  projection?: Doc | undefined
}

/**
 * The documents of one query, lazily. Either iterate, or take batches with `nextBatch`, which is cheaper.
 * An element is the stored BSON bytes when nothing is projected, else the projected document.
 */
export type ResultStream = AsyncIterableIterator<Doc | Uint8Array> & {
  /** Up to `maxDocs` documents of about `maxBytes` in all (always at least one, if there is one). */
  nextBatch(
    maxDocs: number,
    maxBytes: number,
    deadline?: number,
  ): Promise<{ documents: (Doc | Uint8Array)[]; exhausted: boolean }>
  close(): void
}

export type CollectionInfo = {
  name: string
  /** The collection's UUID in hex. */
  uuid: string
  options: Doc
  idIndex: Doc
}

export type WatchOptions = {
  db?: string | undefined
  coll?: string | undefined
  resumeAfter?: Doc | undefined
  startAfter?: Doc | undefined
  startAtOperationTime?: unknown
  fullDocument?: string | undefined
  fullDocumentBeforeChange?: string | undefined
  showExpandedEvents?: boolean | undefined
}

/** A change stream's position and events; `closed` after an invalidate event was given out or `close()`. */
export type ChangeCursor = {
  next(maxMs: number, batch: number): Promise<Doc[]>
  readonly postBatchResumeToken: Doc
  readonly closed: boolean
  close(): void
}

export type EngineOptions = {
  durability: 'fsync' | 'none'
  now?: () => Date
  /** How often expired documents are looked for; 60 s as in MongoDB. */
  ttlIntervalSeconds?: number
}
