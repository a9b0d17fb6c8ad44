import { Binary, Int32, Long } from 'bson'
import { decode, encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import type { ChangeEvent } from './event.ts'

/**
 * The row of one commit: a head, then its events, as BSON documents one after the other. The document of an insert or
 * replacement follows its event as stored, so that it is neither decoded to be written nor limited with the others.
 */
export type EventRow = {
  wall: Date
  transaction: { lsid: string; txnNumber: bigint } | undefined
  events: ChangeEvent[]
}

const ROW_VERSION = 1

export function encodeEventRow(row: EventRow): Uint8Array {
  const head: Doc = { v: new Int32(ROW_VERSION), wall: row.wall }
  if (row.transaction !== undefined) {
    head['lsid'] = uuidBinary(row.transaction.lsid)
    head['txn'] = Long.fromBigInt(row.transaction.txnNumber)
  }
  const parts = [encode(head)]
  for (const event of row.events) {
    parts.push(encode(eventHead(event)))
    if ('document' in event) parts.push(event.document)
  }
  return Buffer.concat(parts)
}

export function decodeEventRow(bytes: Uint8Array): EventRow {
  const parts = splitDocuments(bytes)
  const head = decode(parts.next().value ?? new Uint8Array())
  const lsid = head['lsid']
  const events: ChangeEvent[] = []
  for (const part of parts) {
    const event = decode(part)
    const hasDocument = event['k'] === 'insert' || event['k'] === 'replace'
    events.push(restoreEvent(event, hasDocument ? (parts.next().value ?? new Uint8Array()) : undefined))
  }
  return {
    wall: head['wall'] as Date,
    transaction:
      lsid instanceof Binary
        ? { lsid: hexOf(lsid) ?? '', txnNumber: (head['txn'] as Long).toBigInt() }
        : undefined,
    events,
  }
}

/** Readers before this version pass over fields of a head that they do not know. */
function eventHead(event: ChangeEvent): Doc {
  const head: Doc = { k: event.kind, d: event.ns.db, c: event.ns.coll }
  if (event.uuid !== undefined) head['y'] = uuidBinary(event.uuid)
  if ('id' in event) head['id'] = event.id
  if ('description' in event) head['u'] = event.description
  if ('before' in event && event.before !== undefined) head['b'] = new Binary(event.before)
  if ('after' in event && event.after !== undefined) head['a'] = new Binary(event.after)
  if (event.kind === 'rename') {
    head['to'] = { d: event.to.db, c: event.to.coll }
    if (event.dropped !== undefined) head['x'] = uuidBinary(event.dropped)
  }
  return head
}

function restoreEvent(head: Doc, document: Uint8Array | undefined): ChangeEvent {
  const ns = { db: String(head['d']), coll: String(head['c']) }
  const kind = head['k'] as ChangeEvent['kind']
  const common = { ns, uuid: hexOf(head['y']) }
  const id = head['id']
  const before = bytesOf(head['b'])
  switch (kind) {
    case 'insert':
      return { ...common, kind, document: document ?? new Uint8Array() }
    case 'replace':
      return { ...common, kind, id, document: document ?? new Uint8Array(), before }
    case 'update':
      return { ...common, kind, id, description: head['u'] as Doc, before, after: bytesOf(head['a']) }
    case 'delete':
      return { ...common, kind, id, before }
    case 'rename': {
      const to = head['to'] as Doc
      return {
        ...common,
        kind,
        to: { db: String(to['d']), coll: String(to['c']) },
        dropped: hexOf(head['x']),
      }
    }
    case 'drop':
    case 'dropDatabase':
      return { ...common, kind }
    default:
      return { ...common, kind, description: head['u'] as Doc }
  }
}

/** A UUID in hex as its BSON value. */
export function uuidBinary(hex: string): Binary {
  return new Binary(Buffer.from(hex, 'hex'), Binary.SUBTYPE_UUID)
}

function hexOf(value: unknown): string | undefined {
  return value instanceof Binary ? Buffer.from(value.buffer).toString('hex') : undefined
}

function bytesOf(value: unknown): Uint8Array | undefined {
  return value instanceof Binary ? value.buffer : undefined
}

/** Each BSON document begins with its own length. */
function* splitDocuments(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let position = 0
  while (position < bytes.length) {
    const length = view.getInt32(position, true)
    yield bytes.subarray(position, position + length)
    position += length
  }
  return undefined
}
