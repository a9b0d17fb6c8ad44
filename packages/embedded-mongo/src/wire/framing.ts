import { crc32c } from './crc32c.ts'
import { decode, encode, type Doc } from '../values/codec.ts'
import { fault } from '../errors.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import { MAX_MESSAGE_BYTES } from './limits.ts'

/*
 * Messages of the wire protocol (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/):
 * a header of four int32 (length, request id, response to, op code), then the body. Clients greet with
 * OP_QUERY once, everything else is OP_MSG.
 */
const HEADER_BYTES = 16
const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2
/** Bits 0–15 are required: a server that does not know one of them must refuse the message. */
const REQUIRED_BITS = 0xffff

/** One request as the commands see it: sections of kind 1 are already fields of `body`. */
export interface Request {
  requestId: number
  body: Doc
  /** The sender waits for no answer (an unacknowledged write). */
  isOneWay: boolean
  /** Came as OP_QUERY and is answered as OP_REPLY. */
  isLegacy: boolean
}

/** A whole message whose request id is known, though its content may still turn out to be malformed. */
export interface Frame {
  requestId: number
  opCode: number
  bytes: Buffer
}

/** Thrown where the byte stream cannot be trusted any more: the connection is closed without an answer. */
export class BrokenStream extends Error {}

/** Cuts a stream of chunks into whole messages; copies a chunk only when a message spans several. */
export class FrameReader {
  /** A longer message breaks the stream. */
  maxBytes = MAX_MESSAGE_BYTES
  #chunks: Buffer[] = []
  #size = 0

  /** Takes one chunk, returns the messages it completed. Throws BrokenStream on an impossible length. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    const frames: Frame[] = []
    for (
      let length = this.#nextLength();
      length !== undefined && this.#size >= length;
      length = this.#nextLength()
    ) {
      frames.push(toFrame(this.#take(length)))
    }
    return frames
  }

  #nextLength(): number | undefined {
    if (this.#size < 4) return undefined
    const first = this.#chunks[0]
    const head = first !== undefined && first.length >= 4 ? first : this.#join()
    const length = head.readInt32LE(0)
    if (length < HEADER_BYTES || length > this.maxBytes) throw new BrokenStream(`message of ${length} bytes`)
    return length
  }

  #take(length: number): Buffer {
    const first = this.#chunks[0]
    const whole = first !== undefined && first.length >= length ? first : this.#join()
    const message = whole.subarray(0, length)
    const rest = whole.subarray(length)
    this.#chunks[0] = rest
    if (rest.length === 0) this.#chunks.shift()
    this.#size -= length
    return message
  }

  #join(): Buffer {
    const joined = Buffer.concat(this.#chunks, this.#size)
    this.#chunks = [joined]
    return joined
  }
}

function toFrame(bytes: Buffer): Frame {
  const opCode = bytes.readInt32LE(12)
  if (opCode !== OP_MSG && opCode !== OP_QUERY) throw new BrokenStream(`unsupported op code ${opCode}`)
  return { requestId: bytes.readInt32LE(4), opCode, bytes }
}

/** What a frame asks. Throws a MongoDB error when its content is malformed. */
export function parseFrame(frame: Frame): Request {
  const steps = parsing(frame)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same for a message of many documents, which take turns with the work of other clients. */
export async function parseInTurns(frame: Frame): Promise<Request> {
  const steps = parsing(frame)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (isTurnOver()) await nextTurn()
  }
}

/** Reads a frame with a step behind each document of a sequence. */
function* parsing(frame: Frame): Generator<undefined, Request> {
  return frame.opCode === OP_QUERY ? parseQuery(frame) : yield* parseMessage(frame)
}

function parseQuery({ requestId, bytes }: Frame): Request {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4)
  if (nameEnd < 0) throw fault('InvalidBSON', 'OP_QUERY without a namespace')
  const collection = bytes.toString('latin1', HEADER_BYTES + 4, nameEnd)
  const body = decode(documentAt(bytes, nameEnd + 9, bytes.length))
  if (!collection.endsWith('.$cmd'))
    throw fault(
      'UnsupportedOpQueryCommand',
      'OP_QUERY is no longer supported. The client driver may require an upgrade.',
    )
  body['$db'] = collection.slice(0, -'.$cmd'.length)
  return { requestId, body, isOneWay: false, isLegacy: true }
}

function* parseMessage({ requestId, bytes }: Frame): Generator<undefined, Request> {
  const flags = bytes.readUInt32LE(HEADER_BYTES)
  if ((flags & REQUIRED_BITS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0)
    throw new BrokenStream(`unknown required flags ${flags}`)
  const end = (flags & CHECKSUM_PRESENT) === 0 ? bytes.length : checkedEnd(bytes)
  const sequences: [string, Doc[]][] = []
  let body: Doc | undefined
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = bytes[at]
    const size = sizeAt(bytes, at + 1, end)
    if (kind === 0) {
      if (body !== undefined) throw fault('InvalidOptions', 'Multiple body sections in message')
      body = decode(bytes.subarray(at + 1, at + 1 + size))
    } else if (kind === 1) sequences.push(yield* sequenceAt(bytes, at + 1, at + 1 + size))
    else throw fault('InvalidOptions', `Unknown section kind ${kind}`)
    at += 1 + size
  }
  if (body === undefined) throw fault('InvalidOptions', 'OP_MSG messages must have a body')
  for (const [name, documents] of sequences) {
    if (Object.hasOwn(body, name))
      throw fault('InvalidOptions', `Duplicate field between body and document sequence ${name}`)
    body[name] = documents
  }
  return { requestId, body, isOneWay: (flags & MORE_TO_COME) !== 0, isLegacy: false }
}

function checkedEnd(bytes: Buffer): number {
  const end = bytes.length - 4
  if (crc32c(bytes.subarray(0, end)) !== bytes.readUInt32LE(end))
    throw new BrokenStream('checksum does not match the message')
  return end
}

/** Section of kind 1: size, identifier, then documents until the size is used up. */
function* sequenceAt(bytes: Buffer, start: number, end: number): Generator<undefined, [string, Doc[]]> {
  const nameEnd = bytes.indexOf(0, start + 4)
  if (nameEnd < 0 || nameEnd >= end) throw fault('InvalidBSON', 'document sequence without an identifier')
  const documents: Doc[] = []
  for (let at = nameEnd + 1; at < end;) {
    const document = documentAt(bytes, at, end)
    documents.push(decode(document))
    at += document.length
    yield
  }
  return [bytes.toString('utf8', start + 4, nameEnd), documents]
}

function documentAt(bytes: Buffer, at: number, end: number): Buffer {
  return bytes.subarray(at, at + sizeAt(bytes, at, end))
}

function sizeAt(bytes: Buffer, at: number, end: number): number {
  const size = at + 4 <= end ? bytes.readInt32LE(at) : -1
  if (size < 5 || at + size > end)
    throw fault('InvalidBSON', 'a section or document runs past the end of its message')
  return size
}

/** Whom a reply goes to, for a frame whose content could not be read. */
export function replyTarget(frame: Frame): { requestId: number; isLegacy: boolean } {
  return { requestId: frame.requestId, isLegacy: frame.opCode === OP_QUERY }
}

/** The answer to `request` as bytes for the socket; `reply` is one BSON document. */
export function frameReply(
  request: { requestId: number; isLegacy: boolean },
  reply: Uint8Array,
  replyId: number,
): Buffer {
  return request.isLegacy
    ? legacyReply(request.requestId, reply, replyId)
    : messageReply(request.requestId, reply, replyId)
}

function messageReply(responseTo: number, reply: Uint8Array, replyId: number): Buffer {
  const out = Buffer.allocUnsafe(HEADER_BYTES + 5 + reply.length)
  writeHeader(out, { requestId: replyId, responseTo, opCode: OP_MSG })
  out.writeUInt32LE(0, HEADER_BYTES)
  out[HEADER_BYTES + 4] = 0
  out.set(reply, HEADER_BYTES + 5)
  return out
}

/** OP_REPLY: flags (AwaitCapable), cursor id, starting from, number returned, the document. */
function legacyReply(responseTo: number, reply: Uint8Array, replyId: number): Buffer {
  const out = Buffer.alloc(HEADER_BYTES + 20 + reply.length)
  writeHeader(out, { requestId: replyId, responseTo, opCode: OP_REPLY })
  out.writeInt32LE(8, HEADER_BYTES)
  out.writeInt32LE(1, HEADER_BYTES + 16)
  out.set(reply, HEADER_BYTES + 20)
  return out
}

function writeHeader(
  out: Buffer,
  { requestId, responseTo, opCode }: { requestId: number; responseTo: number; opCode: number },
): void {
  out.writeInt32LE(out.length, 0)
  out.writeInt32LE(requestId, 4)
  out.writeInt32LE(responseTo, 8)
  out.writeInt32LE(opCode, 12)
}

/** A request as bytes: what the launcher sends to see whether a server lives. */
export function frameRequest(body: Doc, requestId: number): Buffer {
  return messageReply(0, encode(body), requestId).fill(0, 8, 12)
}

/** The document of a reply that this server sent. */
export function parseReply(frame: Frame): Doc {
  return parseFrame(frame).body
}
