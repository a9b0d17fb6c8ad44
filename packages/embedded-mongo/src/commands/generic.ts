import { Int32, Long } from 'bson'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import type { CommandSpec } from './command.ts'
import { checkFields, Fields, type FieldTable } from './fields.ts'
import type { SessionFields } from './session-fields.ts'

/** Fields that every command may carry. */
export const GENERIC_FIELDS: FieldTable = {
  $db: 'used',
  lsid: 'used',
  txnNumber: 'used',
  autocommit: 'used',
  startTransaction: 'used',
  readConcern: 'used',
  writeConcern: 'used',
  maxTimeMS: 'used',
  apiVersion: 'used',
  apiStrict: 'used',
  apiDeprecationErrors: 'no effect',
  comment: 'no effect',
  $clusterTime: 'no effect',
  $readPreference: 'no effect',
}

const READ_CONCERN_FIELDS: FieldTable = {
  level: 'used',
  afterClusterTime: 'no effect',
  provenance: 'no effect',
  atClusterTime: { refused: 72, why: 'reads at a past time are not offered' },
}

/** Stable API parameters: version 1 only, and with `apiStrict` only its commands. */
export function stableApi(args: Fields, spec: CommandSpec): void {
  const version = args.text('apiVersion')
  if (version === undefined) {
    if (args.has('apiStrict') || args.has('apiDeprecationErrors'))
      throw fault(
        'InvalidOptions',
        'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion',
      )
    return
  }
  if (version !== '1') throw fault('APIVersionError', 'API version must be "1"')
  if (args.flag('apiStrict') && spec.isUnstable)
    throw fault(
      'APIStrictError',
      `Provided apiStrict:true, but the command ${spec.name} is not in API Version 1`,
    )
}

/**
 * Checks the read concern. On one node every acknowledged write is majority-committed, so all levels read the same;
 * a snapshot exists only inside a transaction.
 */
export function readConcern(args: Fields, spec: CommandSpec, session: SessionFields): void {
  const concern = args.doc('readConcern')
  if (concern === undefined || Object.keys(concern).length === 0) return
  checkFields(concern, READ_CONCERN_FIELDS, 'readConcern')
  const level = new Fields(concern, 'readConcern').text('level') ?? 'local'
  if (!['local', 'available', 'majority', 'linearizable', 'snapshot'].includes(level))
    throw fault('FailedToParse', "Either 'level' is not a valid read concern level or it has a wrong type")
  if (session.isInTransaction) {
    if (!session.startsTransaction)
      throw fault('InvalidOptions', 'Only the first command in a transaction may specify a readConcern')
    if (level === 'linearizable' || level === 'available')
      throw fault(
        'InvalidOptions',
        "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
      )
    return
  }
  if (level === 'snapshot')
    throw fault('InvalidOptions', 'readConcern level snapshot is offered inside transactions only')
  if (level !== 'local' && !spec.takesReadConcern)
    throw fault(
      'InvalidOptions',
      `Command ${spec.name} does not support { readConcern: { level: "${level}" } }`,
    )
}

/** `let` of a command: variables for its expressions. */
export function letOf(args: Fields): Record<string, unknown> | undefined {
  const value = args.any('let')
  if (value !== undefined && !isPlainObject(value)) return args.doc('let')
  return value
}

/** The command's collation as given; checked here so that an unsupported one is refused before any work. */
export function collationOf(args: Fields): Doc | undefined {
  const collation = nonEmpty(args.doc('collation'))
  if (collation !== undefined) parseCollation(collation)
  return collation
}

export function nonEmpty(doc: Doc | undefined): Doc | undefined {
  return doc === undefined || Object.keys(doc).length === 0 ? undefined : doc
}

/** A cursor opened in a transaction belongs to it; every other one only to its session. */
export function cursorOwner(op: {
  lsid?: string | undefined
  txnNumber?: bigint | undefined
  txn?: unknown
}): { lsid: string | undefined; txnNumber: bigint | undefined } {
  return { lsid: op.lsid, txnNumber: op.txn === undefined ? undefined : op.txnNumber }
}

/** A count as MongoDB sends it: int when it fits, else long. */
export function wholeNumber(value: number): Int32 | Long {
  return value <= 0x7fffffff ? new Int32(value) : Long.fromNumber(value)
}
