import type { FindAndModifyResult, FindAndModifySpec, OpContext } from '../engine-types.ts'
import { compileProjection } from '../query/projection.ts'
import type { PreparedQuery } from '../query/planner-run.ts'
import type { Doc } from '../values/codec.ts'
import type { Kernel } from './kernel.ts'
import type { Namespace } from './namespace.ts'
import { retryWhileLocked } from './write-loop.ts'
import type { Work, WriteSteps } from './write-loop.ts'
import type { WriteTarget } from './write-target.ts'
import { compileStatement, prepare, changeFirst, applyUpdate, applyRemove, upsert } from './write-match.ts'
import type { Scene } from './write-match.ts'

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

function projectionOf(scene: Scene, spec: FindAndModifySpec, prepared: PreparedQuery): (doc: Doc) => Doc {
  if (spec.fields === undefined || Object.keys(spec.fields).length === 0) return (doc) => doc
  return compileProjection(spec.fields, prepared.predicate, {
    now: scene.kernel.now(),
    collation: prepared.planned?.collation,
    let: spec.let,
  })
}
