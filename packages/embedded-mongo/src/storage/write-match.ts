import type { OpContext, UpdateStatement } from '../engine-types.ts'
import { prepareQuery, runQuery } from '../query/planner-run.ts'
import type { Match, PreparedQuery } from '../query/planner-run.ts'
import { PAUSE } from '../query/planner-scan.ts'
import type { PlanQuery } from '../query/planner.ts'
import { compileUpdate, upsertBase } from '../update/update.ts'
import type { Updater } from '../update/update.ts'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { isView, type Collection } from './collection.ts'
import type { Kernel } from './kernel.ts'
import type { Namespace } from './namespace.ts'
import { isViewError } from './open-collection.ts'
import { checkDocument } from './validator.ts'
import { insertOne } from './write-insert.ts'
import { retryWhileLocked } from './write-loop.ts'
import type { WriteSteps } from './write-loop.ts'
import type { WriteTarget } from './write-target.ts'

/** Everything one statement works with. */
export type Scene = { kernel: Kernel; ctx: OpContext; target: WriteTarget; ns: Namespace }
export type Changed = { before: Doc; after: Doc | undefined; isModified: boolean }

export function compileStatement(
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

export function prepare(scene: Scene, query: PlanQuery, variables: Doc | undefined): PreparedQuery {
  const { kernel, target, ns, ctx } = scene
  const collection = kernel.collection(ns, ctx.txn)
  if (collection !== undefined && isView(collection)) throw isViewError(ns)
  if (collection !== undefined) ctx.txn?.collections.add(collection.number)
  return prepareQuery(collection, target.reader, query, {
    now: kernel.now(),
    let: variables,
    snapshotTime: target.snapshotTime,
  })
}

type Change = (collection: Collection, match: Match, prepared: PreparedQuery) => Changed

/** Changes the first match; after waiting for a lock the query is run anew, since the document is another then. */
export function* changeFirst(
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
export function* eachMatch(
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
  if (collection === undefined || scene.kernel.collection(scene.ns, scene.ctx.txn) !== collection)
    return undefined
  const bytes = scene.target.reader.record(match.rid)
  if (bytes === undefined) return undefined
  const doc = decode(bytes)
  return predicate(doc) ? { rid: match.rid, bytes, doc } : undefined
}

export function applyUpdate(
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
  const change = { before, after, isReplacement: updater.isReplacement }
  scene.kernel.records.update(scene.target, collection, match.rid, change)
  return { before, after, isModified: true }
}

export function applyRemove(scene: Scene, collection: Collection, match: Match): Changed {
  const before = match.doc ?? decode(match.bytes)
  scene.kernel.records.remove(scene.target, collection, match.rid, before)
  return { before, after: undefined, isModified: true }
}

/** Inserts what the filter's equalities and the update together make. */
export function upsert(scene: Scene, filter: Doc, updater: Updater): Doc {
  const equalities = upsertBase(filter)
  const base = !updater.isReplacement
    ? equalities
    : equalities['_id'] === undefined
      ? {}
      : { _id: equalities['_id'] }
  const { doc } = updater.apply(base, { inserting: true, now: scene.kernel.now() })
  return insertOne(scene.kernel, scene.ctx, scene.target, scene.ns, doc)
}

export function isStep(value: Changed | typeof PAUSE | Promise<void>): value is typeof PAUSE | Promise<void> {
  return value === PAUSE || value instanceof Promise
}
