import type {
  OpContext,
  RemoveResult,
  RemoveStatement,
  UpdateResult,
  UpdateStatement,
} from '../engine-types.ts'
import { fault } from '../errors.ts'
import type { PreparedQuery } from '../query/planner-run.ts'
import { PAUSE } from '../query/planner-scan.ts'
import type { Updater } from '../update/update.ts'
import type { Kernel } from './kernel.ts'
import type { Namespace } from './namespace.ts'
import { toWriteError } from './write-errors.ts'
import { retryWhileLocked } from './write-loop.ts'
import type { Work, WriteSteps } from './write-loop.ts'
import type { WriteTarget } from './write-target.ts'
import {
  compileStatement,
  prepare,
  changeFirst,
  eachMatch,
  applyUpdate,
  applyRemove,
  upsert,
  isStep,
} from './write-match.ts'
import type { Scene } from './write-match.ts'

/** The statements of an `update` command. */
export function updateWork(
  kernel: Kernel,
  ctx: OpContext,
  ns: Namespace,
  statements: UpdateStatement[],
  ordered: boolean,
): Work<UpdateResult> {
  const work: Work<UpdateResult> = {
    result: { n: 0, nModified: 0, upserted: [], writeErrors: [] },
    done: 0,
    steps,
  }
  return work

  function* steps(target: WriteTarget): WriteSteps<void> {
    const scene = { kernel, ctx, target, ns }
    while (work.done < statements.length) {
      const statement = statements[work.done]
      if (statement === undefined || (ordered && work.result.writeErrors.length > 0)) return
      try {
        yield* updateStatement(scene, statement, work.result, work.done)
      } catch (error) {
        work.result.writeErrors.push(toWriteError(error, work.done))
      }
      // Before the pause: with what is committed there a retry goes on after a crash, and must not do it again.
      work.done += 1
      yield PAUSE
    }
  }
}

/** The statements of a `delete` command. */
export function removeWork(
  kernel: Kernel,
  ctx: OpContext,
  ns: Namespace,
  statements: RemoveStatement[],
  ordered: boolean,
): Work<RemoveResult> {
  const work: Work<RemoveResult> = { result: { n: 0, writeErrors: [] }, done: 0, steps }
  return work

  function* steps(target: WriteTarget): WriteSteps<void> {
    const scene = { kernel, ctx, target, ns }
    while (work.done < statements.length) {
      const statement = statements[work.done]
      if (statement === undefined || (ordered && work.result.writeErrors.length > 0)) return
      try {
        yield* removeStatement(scene, statement, work.result)
      } catch (error) {
        work.result.writeErrors.push(toWriteError(error, work.done))
      }
      // Before the pause: with what is committed there a retry goes on after a crash, and must not do it again.
      work.done += 1
      yield PAUSE
    }
  }
}

function* updateStatement(
  scene: Scene,
  statement: UpdateStatement,
  result: UpdateResult,
  position: number,
): WriteSteps<void> {
  const { updater, prepare } = compileStatement(scene, statement)
  if (statement.multi === true && updater.isReplacement) {
    throw fault('FailedToParse', 'multi update is not supported for replacement-style update')
  }
  for (;;) {
    const matched = yield* statement.multi === true
      ? updateAll(scene, prepare(), updater, result)
      : updateFirst(scene, prepare, updater, result)
    if (matched || statement.upsert !== true) return
    const attempt = retryWhileLocked(() => upsert(scene, statement.q, updater)).next()
    if (attempt.done === true) {
      result.n += 1
      result.upserted.push({ index: position, _id: attempt.value['_id'] })
      return
    }
    // The transaction waited for may leave a document that matches: look again before inserting another.
    yield attempt.value
  }
}

function* updateFirst(
  scene: Scene,
  prepare: () => PreparedQuery,
  updater: Updater,
  result: UpdateResult,
): WriteSteps<boolean> {
  const changed = yield* changeFirst(scene, prepare, (collection, match, prepared) =>
    applyUpdate(scene, collection, match, prepared, updater),
  )
  if (changed === undefined) return false
  result.n += 1
  if (changed.isModified) result.nModified += 1
  return true
}

function* updateAll(
  scene: Scene,
  prepared: PreparedQuery,
  updater: Updater,
  result: UpdateResult,
): WriteSteps<boolean> {
  let hasMatched = false
  for (const changed of eachMatch(scene, prepared, (collection, match) =>
    applyUpdate(scene, collection, match, prepared, updater),
  )) {
    if (isStep(changed)) {
      yield changed
      continue
    }
    hasMatched = true
    result.n += 1
    if (changed.isModified) result.nModified += 1
  }
  return hasMatched
}

function* removeStatement(scene: Scene, statement: RemoveStatement, result: RemoveResult): WriteSteps<void> {
  const query = { filter: statement.q, collation: statement.collation, hint: statement.hint }
  if (statement.limit === 1) {
    const removed = yield* changeFirst(
      scene,
      () => prepare(scene, { ...query, limit: 1 }, statement.let),
      (collection, match) => applyRemove(scene, collection, match),
    )
    if (removed !== undefined) result.n += 1
    return
  }
  for (const removed of eachMatch(scene, prepare(scene, query, statement.let), (collection, match) =>
    applyRemove(scene, collection, match),
  )) {
    if (isStep(removed)) yield removed
    else result.n += 1
  }
}
