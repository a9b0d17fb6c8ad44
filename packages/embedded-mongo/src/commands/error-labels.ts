import type { MongoServerFault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'
import type { CommandSpec } from './command.ts'

/*
 * What a client may do about an error is said by labels, and follows from its code and the command that it ended.
 * Source: error_labels.cpp and the categories of error_codes.yml of MongoDB.
 */

/** MongoDB's category RetriableError: the node, not the command, is to blame. */
const RETRIABLE = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])
/** LockTimeout, WriteConflict, SnapshotUnavailable, PreparedTransactionInProgress. */
const TRANSIENT = new Set([24, 112, 246, 267])
const NO_SUCH_TRANSACTION = 251
/** StaleShardVersion, FailedToSatisfyReadPreference, StaleEpoch, RetryChangeStream. */
const RESUMABLE_BESIDES = new Set([63, 133, 150, 234])

/** The labels of an error: those it was made with, and those that follow from the command it ends. */
export function errorLabels(error: MongoServerFault, spec: CommandSpec | undefined, body: Doc): string[] {
  if (error.hasExactLabels) return error.labels
  const labels = new Set(error.labels)
  if (isTransient(error.code, spec, body)) labels.add('TransientTransactionError')
  if (isRetryableWrite(error.code, spec, body)) labels.add('RetryableWriteError')
  if (isResumableStream(error.code, spec, body)) labels.add('ResumableChangeStreamError')
  return [...labels]
}

/** The labels of a reply that is ok, but for its write concern. */
export function writeConcernLabels(code: number, spec: CommandSpec, body: Doc): string[] {
  return isRetryableWrite(code, spec, body) ? ['RetryableWriteError'] : []
}

/** The whole transaction may be tried again. */
function isTransient(code: number, spec: CommandSpec | undefined, body: Doc): boolean {
  if (body['autocommit'] !== false) return false
  if (TRANSIENT.has(code) || code === NO_SUCH_TRANSACTION) return true
  return spec?.endsTransaction !== true && RETRIABLE.has(code)
}

/** The same command may be tried again. */
function isRetryableWrite(code: number, spec: CommandSpec | undefined, body: Doc): boolean {
  if (!RETRIABLE.has(code) || spec === undefined) return false
  if (spec.endsTransaction === true) return true
  return spec.isRetryable === true && body['txnNumber'] !== undefined && body['autocommit'] === undefined
}

/** A change stream that ends with this code may be opened again where it stopped. */
export function isResumable(code: number): boolean {
  return RETRIABLE.has(code) || RESUMABLE_BESIDES.has(code)
}

/** A getMore gets the label where its cursor is known to be a change stream's; an aggregate shows that itself. */
function isResumableStream(code: number, spec: CommandSpec | undefined, body: Doc): boolean {
  const pipeline = spec?.name === 'aggregate' ? body['pipeline'] : undefined
  const first: unknown = Array.isArray(pipeline) ? pipeline[0] : undefined
  return isPlainObject(first) && '$changeStream' in first && isResumable(code)
}
