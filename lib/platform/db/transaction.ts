import { AsyncLocalStorage } from 'node:async_hooks'
import mongoose from 'mongoose'
import { processWide } from '../process-wide'
import { duplicateKeyFields } from './duplicate-key'

type Open = { afterCommit: (() => void | Promise<void>)[] }
const open = processWide('transaction', () => new AsyncLocalStorage<Open>())
const marks = processWide('commitMark', () => new AsyncLocalStorage<() => Promise<void>>())

/**
 * Runs `run` in one transaction, or in the one that is already open. Mongoose operations inside take part by
 * themselves. It may run more than once when others wrote the same documents, so it holds database work only: no
 * `Promise.all` (a transaction is one conversation), no mail, no file, no call elsewhere.
 */
export async function inTransaction<T>(run: () => Promise<T>): Promise<T> {
  if (open.getStore() !== undefined) return run()
  const { result, afterCommit } = await mongoose.connection.transaction(async () => {
    const attempt: Open = { afterCommit: [] }
    const result = await open.run(attempt, async () => {
      const made = await run()
      await marks.getStore()?.()
      return made
    })
    return { result, afterCommit: attempt.afterCommit }
  })
  for (const follow of afterCommit) await follow()
  return result
}

/**
 * Runs `run` so that each transaction in it writes `mark` too, as its last act: afterwards the mark is there exactly when
 * something was committed, however the process ended.
 */
export function withCommitMark<T>(mark: () => Promise<void>, run: () => Promise<T>): Promise<T> {
  return marks.run(mark, run)
}

/**
 * The same for what makes a row that is there once: where another call made it meanwhile, it is run again and finds that
 * row. Inside an open transaction only the outermost can be run again, so that one must be of this kind too.
 */
export async function inMakingTransaction<T>(run: () => Promise<T>): Promise<T> {
  if (open.getStore() !== undefined) return run()
  try {
    return await inTransaction(run)
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
    return inTransaction(run)
  }
}

/** Runs `follow` once the open transaction has been committed, and never if it is not; at once when none is open. */
export async function afterCommit(follow: () => void | Promise<void>): Promise<void> {
  const transaction = open.getStore()
  if (transaction === undefined) await follow()
  else transaction.afterCommit.push(follow)
}
