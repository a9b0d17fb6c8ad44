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
    head['lsid'] = new Binary(Buffer.from(row.transaction.lsid, 'hex'), Binary.SUBTYPE_UUID)
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
        ? { lsid: Buffer.from(lsid.buffer).toString('hex'), txnNumber: (head['txn'] as Long).toBigInt() }
        : undefined,
    events,
  }
}

function eventHead(event: ChangeEvent): Doc {
  const head: Doc = { k: event.kind, d: event.ns.db, c: event.ns.coll }
  if ('id' in event) head['id'] = event.id
  if (event.kind === 'update') head['u'] = event.description
  if (event.kind === 'rename') head['to'] = { d: event.to.db, c: event.to.coll }
  return head
}

function restoreEvent(head: Doc, document: Uint8Array | undefined): ChangeEvent {
  const ns = { db: String(head['d']), coll: String(head['c']) }
  const kind = head['k'] as ChangeEvent['kind']
  const id = head['id']
  switch (kind) {
    case 'insert':
      return { kind, ns, document: document ?? new Uint8Array() }
    case 'replace':
      return { kind, ns, id, document: document ?? new Uint8Array() }
    case 'update':
      return { kind, ns, id, description: head['u'] as Doc }
    case 'delete':
      return { kind, ns, id }
    case 'rename': {
      const to = head['to'] as Doc
      return { kind, ns, to: { db: String(to['d']), coll: String(to['c']) } }
    }
    default:
      return { kind, ns }
  }
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
