import { Int32, Long, ObjectId, type Timestamp } from 'bson'
import type { Doc } from '../values/codec.ts'
import {
  MAX_DOCUMENT_BYTES,
  MAX_MESSAGE_BYTES,
  MAX_WIRE_VERSION,
  MAX_WRITE_BATCH,
  REPLICA_SET,
  SESSION_TIMEOUT_MINUTES,
} from './limits.ts'

/** Who this server is to its clients; `electionId` is new at each start, so it also tells one run from another. */
export interface Identity {
  address: string
  electionId: ObjectId
}

export function newIdentity(address: string): Identity {
  return { address, electionId: new ObjectId() }
}

/**
 * The handshake's answer: a replica set of one. No `topologyVersion` (the driver then polls instead of keeping a
 * request open) and no `compression`. The driver goes on with the address in `hosts`.
 */
export function helloReply(
  identity: Identity,
  operationTime: Timestamp,
  options: { isLegacyName: boolean; now: Date },
): Doc {
  const { address, electionId } = identity
  const lastWrite = { opTime: { ts: operationTime, t: Long.fromNumber(1) }, lastWriteDate: options.now }
  return {
    helloOk: true,
    [options.isLegacyName ? 'ismaster' : 'isWritablePrimary']: true,
    setName: REPLICA_SET,
    setVersion: new Int32(1),
    hosts: [address],
    primary: address,
    me: address,
    electionId,
    secondary: false,
    lastWrite: { ...lastWrite, majorityOpTime: lastWrite.opTime, majorityWriteDate: options.now },
    maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
    maxMessageSizeBytes: new Int32(MAX_MESSAGE_BYTES),
    maxWriteBatchSize: new Int32(MAX_WRITE_BATCH),
    localTime: options.now,
    logicalSessionTimeoutMinutes: new Int32(SESSION_TIMEOUT_MINUTES),
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(MAX_WIRE_VERSION),
  }
}
