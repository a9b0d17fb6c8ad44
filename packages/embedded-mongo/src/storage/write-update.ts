import type {
  FindAndModifyResult,
  FindAndModifySpec,
  OpContext,
  RemoveResult,
  RemoveStatement,
  UpdateResult,
  UpdateStatement,
} from '../engine-types.ts'
import { fault } from '../errors.ts'
import { compileProjection } from '../query/projection.ts'
import { prepareQuery, runQuery } from '../query/planner-run.ts'
import type { Match, PreparedQuery } from '../query/planner-run.ts'
import { PAUSE } from '../query/planner-scan.ts'
import type { PlanQuery } from '../query/planner.ts'
import { compileUpdate, upsertBase } from '../update/update.ts'
import type { Updater } from '../update/update.ts'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import type { Collection } from './collection.ts'
import type { Kernel } from './kernel.ts'
import type { Namespace } from './namespace.ts'
import { checkDocument } from './validator.ts'
import { toWriteError } from './write-errors.ts'
import { insertOne } from './write-insert.ts'
import { retryWhileLocked } from './write-loop.ts'
import type { Work, WriteSteps } from './write-loop.ts'
import type { WriteTarget } from './write-target.ts'

/** Everything one statement works with. */
type Scene = { kernel: Kernel; ctx: OpContext; target: WriteTarget; ns: Namespace }
type Changed = { before: Doc; after: Doc | undefined; isModified: boolean }

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
    for (; work.done < statements.length; work.done += 1) {
      const statement = statements[work.done]
      if (statement === undefined || (ordered && work.result.writeErrors.length > 0)) return
      try {
        yield* updateStatement(scene, statement, work.result, work.done)
      } catch (error) {
        work.result.writeErrors.push(toWriteError(error, work.done))
      }
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
    for (; work.done < statements.length; work.done += 1) {
      const statement = statements[work.done]
      if (statement === undefined || (ordered && work.result.writeErrors.length > 0)) return
      try {
        yield* removeStatement(scene, statement, work.result)
      } catch (error) {
        work.result.writeErrors.push(toWriteError(error, work.done))
      }
      yield PAUSE
    }
  }
}

/** One `findAndModify`; its errors are the command's own. */
export function findAndModifyWork(
  kernel: Kernel,
  ctx: OpContext,
  ns: Namespace,
  spec: FindAndModifySpec,
): Work<FindAndModifyResult> {
  const work: Work<FindAndModifyResult> = { result: { value: null, lastErrorObject: {} }, done: 0, steps }
  return work

  function* steps(target: WriteTarget): WriteSteps<void> {
    const scene = { kernel, ctx, target, ns }
    const result =
      spec.remove === true ? yield* findAndRemove(scene, spec) : yield* findAndUpdate(scene, spec)
    Object.assign(work.result, result)
    work.done = 1
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

function* findAndRemove(scene: Scene, spec: FindAndModifySpec): WriteSteps<FindAndModifyResult> {
  const query = { filter: spec.query, sort: spec.sort, collation: spec.collation, hint: spec.hint, limit: 1 }
  let show = (doc: Doc): Doc => doc
  const removed = yield* changeFirst(
    scene,
    () => {
      const prepared = prepare(scene, query, spec.let)
      show = projectionOf(scene, spec, prepared)
      return prepared
    },
    (collection, match) => applyRemove(scene, collection, match),
  )
  if (removed === undefined) return { value: null, lastErrorObject: { n: 0 } }
  return { value: show(removed.before), lastErrorObject: { n: 1 } }
}

function* findAndUpdate(scene: Scene, spec: FindAndModifySpec): WriteSteps<FindAndModifyResult> {
  const { updater, prepare } = compileStatement(scene, { ...spec, q: spec.query, u: spec.update ?? {} })
  let show = (doc: Doc): Doc => doc
  const prepareShown = (): PreparedQuery => {
    const prepared = prepare()
    show = projectionOf(scene, spec, prepared)
    return prepared
  }
  for (;;) {
    const changed = yield* changeFirst(scene, prepareShown, (collection, match, prepared) =>
      applyUpdate(scene, collection, match, prepared, updater),
    )
    if (changed !== undefined) {
      const value = spec.new === true ? changed.after : changed.before
      return {
        value: value === undefined ? null : show(value),
        lastErrorObject: { n: 1, updatedExisting: true },
      }
    }
    if (spec.upsert !== true) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } }
    const attempt = retryWhileLocked(() => upsert(scene, spec.query, updater)).next()
    if (attempt.done === true) {
      const inserted = attempt.value
      return {
        value: spec.new === true ? show(inserted) : null,
        lastErrorObject: { n: 1, updatedExisting: false, upserted: inserted['_id'] },
      }
    }
    yield attempt.value
  }
}

function compileStatement(
  scene: Scene,
  statement: UpdateStatement,
): { updater: Updater; prepare: () => PreparedQuery } {
  const { q, u, arrayFilters, hint, sort, collation } = statement
  const query = { filter: q, hint, sort, collation, limit: statement.multi === true ? undefined : 1 }
  const first = prepare(scene, query, statement.let)
  const now = scene.kernel.now()
  const constants =
    statement.let === undefined && statement.c === undefined
      ? undefined
      : { ...statement.let, ...statement.c }
  const updater = compileUpdate(u, {
    arrayFilters,
    collation: first.planned?.collation,
    now,
    let: constants,
    predicate: first.predicate,
  })
  let isFirst = true
  return {
    updater,
    prepare: () => {
      // After waiting for a lock the collection or its indexes may be others.
      const prepared = isFirst ? first : prepare(scene, query, statement.let)
      isFirst = false
      return prepared
    },
  }
}

function prepare(scene: Scene, query: PlanQuery, variables: Doc | undefined): PreparedQuery {
  const { kernel, target, ns, ctx } = scene
  const collection = kernel.catalog.find(ns.db, ns.coll)
  if (collection !== undefined) ctx.txn?.collections.add(collection.number)
  return prepareQuery(collection, target.reader, query, {
    now: kernel.now(),
    let: variables,
    snapshotTime: target.snapshotTime,
  })
}

function projectionOf(scene: Scene, spec: FindAndModifySpec, prepared: PreparedQuery): (doc: Doc) => Doc {
  if (spec.fields === undefined || Object.keys(spec.fields).length === 0) return (doc) => doc
  return compileProjection(spec.fields, prepared.predicate, {
    now: scene.kernel.now(),
    collation: prepared.planned?.collation,
    let: spec.let,
  })
}

type Change = (collection: Collection, match: Match, prepared: PreparedQuery) => Changed

/** Changes the first match; after waiting for a lock the query is run anew, since the document is another then. */
function* changeFirst(
  scene: Scene,
  prepare: () => PreparedQuery,
  change: Change,
): WriteSteps<Changed | undefined> {
  for (;;) {
    const prepared = prepare()
    const { collection } = prepared
    if (collection === undefined) return undefined
    const found = yield* firstMatch(scene, prepared)
    if (found === undefined) return undefined
    const attempt = retryWhileLocked(() => change(collection, found, prepared)).next()
    if (attempt.done === true) return attempt.value
    yield attempt.value
  }
}

function* firstMatch(scene: Scene, prepared: PreparedQuery): WriteSteps<Match | undefined> {
  let wasPaused = false
  for (const match of runQuery(prepared, scene.target.reader, { keysExamined: 0, docsExamined: 0 })) {
    if (match === PAUSE) {
      wasPaused = true
      yield PAUSE
      continue
    }
    const current = wasPaused ? refreshed(scene, prepared, match) : match
    if (current !== undefined) return current
  }
  return undefined
}

/** Changes every match once, even if a change moves it within the index that is being read. */
function* eachMatch(
  scene: Scene,
  prepared: PreparedQuery,
  change: Change,
): Generator<Changed | typeof PAUSE | Promise<void>> {
  const { collection } = prepared
  if (collection === undefined) return
  const seen = new Set<number>()
  let wasPaused = false
  for (const match of runQuery(prepared, scene.target.reader, { keysExamined: 0, docsExamined: 0 })) {
    if (match === PAUSE) {
      wasPaused = true
      yield PAUSE
      continue
    }
    if (seen.has(match.rid)) continue
    seen.add(match.rid)
    for (;;) {
      const current = wasPaused ? refreshed(scene, prepared, match) : match
      if (current === undefined) break
      const attempt = retryWhileLocked(() => change(collection, current, prepared)).next()
      yield attempt.value
      if (attempt.done === true) break
      wasPaused = true
    }
  }
}

/** A match that was read before a pause, as it is now; undefined when it matches no longer. */
function refreshed(scene: Scene, prepared: PreparedQuery, match: Match): Match | undefined {
  const { collection, predicate } = prepared
  if (collection === undefined || scene.kernel.catalog.find(scene.ns.db, scene.ns.coll) !== collection)
    return undefined
  const bytes = scene.target.reader.record(match.rid)
  if (bytes === undefined) return undefined
  const doc = decode(bytes)
  return predicate(doc) ? { rid: match.rid, bytes, doc } : undefined
}

function applyUpdate(
  scene: Scene,
  collection: Collection,
  match: Match,
  prepared: PreparedQuery,
  updater: Updater,
): Changed {
  const before = match.doc ?? decode(match.bytes)
  const arrayIndex = prepared.predicate.arrayIndex?.(before)
  const { doc: after, modified } = updater.apply(before, {
    arrayIndex,
    inserting: false,
    now: scene.kernel.now(),
  })
  if (!modified) return { before, after: before, isModified: false }
  if (collection.validator !== undefined && scene.ctx.bypassDocumentValidation !== true)
    checkDocument(collection.validator, after, before)
  scene.kernel.records.update(scene.target, collection, match.rid, before, after, updater.isReplacement)
  return { before, after, isModified: true }
}

function applyRemove(scene: Scene, collection: Collection, match: Match): Changed {
  const before = match.doc ?? decode(match.bytes)
  scene.kernel.records.remove(scene.target, collection, match.rid, before)
  return { before, after: undefined, isModified: true }
}

/** Inserts what the filter's equalities and the update together make. */
function upsert(scene: Scene, filter: Doc, updater: Updater): Doc {
  const equalities = upsertBase(filter)
  const base = !updater.isReplacement
    ? equalities
    : equalities['_id'] === undefined
      ? {}
      : { _id: equalities['_id'] }
  const { doc } = updater.apply(base, { inserting: true, now: scene.kernel.now() })
  return insertOne(scene.kernel, scene.ctx, scene.target, scene.ns, doc)
}

function isStep(value: Changed | typeof PAUSE | Promise<void>): value is typeof PAUSE | Promise<void> {
  return value === PAUSE || value instanceof Promise
}
