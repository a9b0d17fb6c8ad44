import { Int32 } from 'bson'
import type { Engine } from '../engine.ts'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import type { Reply } from '../wire/reply.ts'
import type { CommandSpec } from './command.ts'
import { checkFields, Fields, toNumber, type FieldTable } from './fields.ts'
import type { SessionFields } from './session-fields.ts'

/** What must be true before a write is answered. */
export interface WriteConcern {
  /** Wait until the write is on disk: `j: true` and, as in MongoDB, majority (the default). */
  needsDisk: boolean
  /** More members than the one there is, or a tag nobody has: reported beside the result. */
  unsatisfiable?: Doc
}

const FIELDS: FieldTable = {
  w: 'used',
  j: 'used',
  wtimeout: 'no effect',
  fsync: 'used',
  provenance: 'no effect',
}

/** The write concern of a command that takes one; undefined for all others. */
export function writeConcern(
  args: Fields,
  spec: CommandSpec,
  session: SessionFields,
): WriteConcern | undefined {
  const given = args.doc('writeConcern')
  const isInside = session.isInTransaction && !spec.endsTransaction
  if (given !== undefined) {
    checkFields(given, FIELDS, 'writeConcern')
    if (!spec.takesWriteConcern) throw fault('InvalidOptions', 'Command does not support writeConcern')
    if (isInside)
      throw fault('InvalidOptions', 'writeConcern is not allowed within a multi-statement transaction')
  }
  if (!spec.takesWriteConcern || isInside) return undefined
  return parse(given ?? {})
}

function parse(given: Doc): WriteConcern {
  const args = new Fields(given, 'writeConcern')
  const onDisk = args.flag('j') || args.flag('fsync')
  const w = args.any('w')
  if (w === undefined || w === 'majority') return { needsDisk: true }
  if (typeof w === 'string')
    return {
      needsDisk: onDisk,
      unsatisfiable: failure(
        79,
        'UnknownReplWriteConcern',
        `No write concern mode named '${w}' found in replica set configuration`,
      ),
    }
  const members = toNumber(w)
  if (members === undefined || members < 0 || members > 50)
    throw fault('FailedToParse', 'w has to be a non-negative number and not greater than 50; or a string')
  if (members > 1)
    return {
      needsDisk: true,
      unsatisfiable: failure(100, 'UnsatisfiableWriteConcern', 'Not enough data-bearing nodes'),
    }
  return { needsDisk: onDisk }
}

function failure(code: number, codeName: string, errmsg: string): Doc {
  return { code: new Int32(code), codeName, errmsg }
}

/** Holds the reply back until the write concern is fulfilled. */
export async function acknowledge(
  reply: Reply,
  concern: WriteConcern | undefined,
  engine: Engine,
): Promise<Reply> {
  if (concern === undefined) return reply
  if (concern.needsDisk) await engine.flushed()
  if (concern.unsatisfiable === undefined) return reply
  return { ...reply, fields: { ...reply.fields, writeConcernError: concern.unsatisfiable } }
}
