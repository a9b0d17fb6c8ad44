import type { WriteError } from '../engine-types.ts'
import { MongoServerFault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'

const COMMAND_ERRORS = new Set(['MaxTimeMSExpired', 'Interrupted', 'NoSuchTransaction'])

/**
 * The entry of `writeErrors` for what a statement threw. What concerns the whole command is thrown on: a time limit,
 * a transaction that must be run again, a lock to wait for, and every error that is not MongoDB's.
 */
export function toWriteError(error: unknown, index: number): WriteError {
  if (!(error instanceof MongoServerFault) || COMMAND_ERRORS.has(error.codeName)) throw error
  if (error.labels.includes('TransientTransactionError')) throw error
  const entry: WriteError = { index, code: error.code, errmsg: error.message }
  const { keyPattern, keyValue, errInfo } = error.extra ?? {}
  if (keyPattern !== undefined) entry.keyPattern = keyPattern as Doc
  if (keyValue !== undefined) entry.keyValue = keyValue as Doc
  if (errInfo !== undefined) entry.errInfo = errInfo as Doc
  return entry
}
