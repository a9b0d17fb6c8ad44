import { Binary, Double, Int32, Long, type Timestamp } from 'bson'
import { isFault, MongoServerFault } from '../errors.ts'
import { diskFault } from '../storage/disk-fault.ts'
import { encode, type Doc } from '../values/codec.ts'

/** Documents of one cursor batch, as stored bytes: they are copied into the reply without being parsed. */
export interface Batch {
  position: 'firstBatch' | 'nextBatch'
  documents: Uint8Array[]
  /** 0 when the cursor is exhausted. */
  id: Long
  ns: string
  postBatchResumeToken?: Doc | undefined
}

/** What a command answers; `ok` and the times are added on the way out. */
export interface Reply {
  fields: Doc
  batch?: Batch
  /** Some operations of a bulk failed: ends a transaction although the command itself is ok. */
  hasFailures?: boolean
}

const OBJECT = 3
const ARRAY = 4
const NO_SIGNATURE = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO }
const OK = new Double(1)
const NOT_OK = new Double(0)

/** `fields` as a reply without documents. */
export function plain(fields: Doc = {}): Reply {
  return { fields }
}

/** A whole reply as BSON: cursor first (as MongoDB), then the fields, `ok` and the times. */
export function encodeReply(reply: Reply, operationTime: Timestamp): Uint8Array {
  const parts = [elements(encode({ ...reply.fields, ok: OK })), trailer(operationTime)]
  if (reply.batch !== undefined)
    parts.unshift(elementHead(OBJECT, 'cursor'), document(cursorElements(reply.batch)))
  return document(parts)
}

/** An error as reply; anything that is not a fault of ours is reported as InternalError and never hidden. */
export function encodeError(error: unknown, labels: string[], operationTime: Timestamp): Uint8Array {
  const { code, codeName, message, extra } = asFault(error)
  const fields: Doc = { ok: NOT_OK, errmsg: message, code: new Int32(code), codeName, ...extra }
  if (labels.length > 0) fields['errorLabels'] = labels
  return document([elements(encode(fields)), trailer(operationTime)])
}

/** Any thrown value as a fault. */
export function asFault(error: unknown): MongoServerFault {
  if (isFault(error)) return error
  const refused = diskFault(error)
  if (refused !== undefined) return refused
  const message = error instanceof Error ? error.message : String(error)
  return new MongoServerFault('InternalError', message)
}

let lastTrailer: { key: bigint; bytes: Uint8Array } | undefined

/** `operationTime` and `$clusterTime`; encoded once per time, as most replies share it. */
function trailer(operationTime: Timestamp): Uint8Array {
  const key = operationTime.toBigInt()
  if (lastTrailer === undefined || lastTrailer.key !== key) {
    const bytes = elements(
      encode({ $clusterTime: { clusterTime: operationTime, signature: NO_SIGNATURE }, operationTime }),
    )
    lastTrailer = { key, bytes }
  }
  return lastTrailer.bytes
}

function cursorElements(batch: Batch): Uint8Array[] {
  const rest: Doc = { id: batch.id, ns: batch.ns }
  if (batch.postBatchResumeToken !== undefined) rest['postBatchResumeToken'] = batch.postBatchResumeToken
  return [elementHead(ARRAY, batch.position), arrayOf(batch.documents), elements(encode(rest))]
}

/** A BSON array of documents. There may be thousands, so each is written where it belongs at once. */
function arrayOf(documents: Uint8Array[]): Uint8Array {
  const names = documents.map((_bytes, index) => String(index))
  const size = documents.reduce(
    (sum, bytes, index) => sum + 2 + (names[index] ?? '').length + bytes.length,
    5,
  )
  const out = Buffer.allocUnsafe(size)
  out.writeInt32LE(size, 0)
  let at = 4
  for (const [index, bytes] of documents.entries()) {
    const name = names[index] ?? ''
    out[at] = OBJECT
    for (let digit = 0; digit < name.length; digit += 1) out[at + 1 + digit] = name.charCodeAt(digit)
    at += name.length + 2
    out[at - 1] = 0
    out.set(bytes, at)
    at += bytes.length
  }
  out[at] = 0
  return out
}

/** The elements of a BSON document: without its length and its closing zero. */
function elements(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(4, bytes.length - 1)
}

function elementHead(type: number, name: string): Uint8Array {
  const head = Buffer.allocUnsafe(name.length + 2)
  head[0] = type
  head.write(name, 1, 'latin1')
  head[name.length + 1] = 0
  return head
}

function document(parts: Uint8Array[]): Buffer {
  let size = 5
  for (const part of parts) size += part.length
  const out = Buffer.allocUnsafe(size)
  out.writeInt32LE(size, 0)
  let at = 4
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  out[at] = 0
  return out
}
