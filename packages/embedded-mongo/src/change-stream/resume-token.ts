import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'

/** A place in the event log: after event `index` of the row at `time`. */
export type Position = { time: number; index: number; isInvalidate: boolean }

/** After all events of a row. */
export const WHOLE_ROW = 0xffffffff
const FORMAT = 0x82

/** `{ _data: hex }`, whose text order is the order of the places, as with MongoDB's tokens. */
export function toToken(position: Position): Doc {
  const bytes = Buffer.alloc(14)
  bytes.writeUInt8(FORMAT, 0)
  bytes.writeBigUInt64BE(BigInt(position.time), 1)
  bytes.writeUInt32BE(position.index, 9)
  bytes.writeUInt8(position.isInvalidate ? 1 : 0, 13)
  return { _data: bytes.toString('hex').toUpperCase() }
}

/** The place a client wants to go on from; InvalidResumeToken when it is none of ours. */
export function fromToken(token: Doc): Position {
  const data = token['_data']
  const bytes =
    typeof data === 'string' && /^[0-9A-F]{28}$/i.test(data) ? Buffer.from(data, 'hex') : undefined
  if (bytes?.readUInt8(0) !== FORMAT) throw fault('InvalidResumeToken', 'Invalid resume token')
  return {
    time: Number(bytes.readBigUInt64BE(1)),
    index: bytes.readUInt32BE(9),
    isInvalidate: bytes.readUInt8(13) === 1,
  }
}
