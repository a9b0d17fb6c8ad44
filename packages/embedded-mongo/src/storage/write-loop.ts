import type { OpContext } from '../engine-types.ts'
import { fault, MongoServerFault } from '../errors.ts'
import { PAUSE } from '../query/planner-scan.ts'
import type { Pause } from '../query/planner-scan.ts'
import type { Progress } from '../session/retries.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import type { Doc } from '../values/codec.ts'
import type { Kernel } from './kernel.ts'
import { LockedByTransaction } from './write-target.ts'
import type { WriteTarget } from './write-target.ts'

/** A writer gives control back when it may pause, or when it must wait for a transaction's end. */
export type WriteStep = Pause | Promise<void>
export type WriteSteps<T> = Generator<WriteStep, T>

/** A write made of statements: its result so far, and how many statements that covers. */
export type Work<T extends Doc> = { result: T; done: number; steps(target: WriteTarget): WriteSteps<void> }

/** Runs a write to its end: in the caller's transaction, or in as many store transactions as it takes. */
export async function runWork<T extends Doc>(kernel: Kernel, ctx: OpContext, work: Work<T>): Promise<T> {
  if (ctx.txn !== undefined) return runInTransaction(ctx, work, ctx.txn)
  const retry = retryOf(ctx)
  const earlier =
    retry === undefined ? undefined : kernel.retries.progress(retry.lsid, retry.txnNumber, retry.stmtId)
  if (earlier !== undefined) {
    if (earlier.isWhole) return earlier.result as T
    work.result = earlier.result as T
    work.done = earlier.done
  }
  const steps = work.steps(kernel.plain)
  for (;;) {
    while (kernel.store.pause !== undefined) await kernel.store.pause
    const wait = turn(kernel, steps, (isWhole) => {
      if (retry !== undefined) storeProgress(kernel, retry, { result: work.result, done: work.done, isWhole })
    })
    if (wait === undefined) return work.result
    await (wait === PAUSE ? nextTurn() : until(wait, ctx.deadline))
    checkDeadline(ctx)
  }
}

/**
 * One store transaction: steps until the work is over, or must wait, or has had its turn. A fault of the work keeps
 * what was done before it (as MongoDB's updateMany does); checks come before writes, so that nothing is half done.
 */
function turn(
  kernel: Kernel,
  steps: WriteSteps<void>,
  beforeCommit: (isWhole: boolean) => void,
): WriteStep | undefined {
  kernel.begin()
  try {
    for (;;) {
      const step = steps.next()
      if (step.done !== true && step.value === PAUSE && !isTurnOver()) continue
      beforeCommit(step.done === true)
      kernel.commit()
      return step.done === true ? undefined : step.value
    }
  } catch (error) {
    if (error instanceof MongoServerFault && kernel.store.isWriting) commitOrUndo(kernel)
    else kernel.rollback()
    throw error
  }
}

/** Even this commit may meet a full disk; a store transaction must not stay open. */
function commitOrUndo(kernel: Kernel): void {
  try {
    kernel.commit()
  } catch (error) {
    kernel.rollback()
    throw error
  }
}

async function runInTransaction<T extends Doc>(
  ctx: OpContext,
  work: Work<T>,
  target: WriteTarget,
): Promise<T> {
  for (const step of work.steps(target)) {
    if (step !== PAUSE) throw new Error('a transaction never waits for a lock')
    if (!isTurnOver()) continue
    await nextTurn()
    checkDeadline(ctx)
  }
  return work.result
}

/**
 * Runs one statement; where it meets a transaction's lock it waits and is run again, which is right because a
 * statement that throws has changed nothing yet.
 */
export function* retryWhileLocked<T>(statement: () => T): WriteSteps<T> {
  for (;;) {
    try {
      return statement()
    } catch (error) {
      if (!(error instanceof LockedByTransaction)) throw error
      yield error.released
    }
  }
}

export function checkDeadline(ctx: OpContext): void {
  if (ctx.deadline !== undefined && performance.now() > ctx.deadline)
    throw fault('MaxTimeMSExpired', 'operation exceeded time limit')
}

async function until(released: Promise<void>, deadline: number | undefined): Promise<void> {
  if (deadline === undefined) return released
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadline - performance.now()) + 1)
  })
  await Promise.race([released, late])
  clearTimeout(timer)
}

type Retry = { lsid: string; txnNumber: bigint; stmtId: number }

function retryOf(ctx: OpContext): Retry | undefined {
  if (ctx.retryable !== true || ctx.lsid === undefined || ctx.txnNumber === undefined) return undefined
  return { lsid: ctx.lsid, txnNumber: ctx.txnNumber, stmtId: ctx.stmtId ?? 0 }
}

function storeProgress(kernel: Kernel, retry: Retry, progress: Progress): void {
  kernel.retries.store(retry.lsid, retry.txnNumber, retry.stmtId, progress)
}
