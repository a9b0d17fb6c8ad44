import type { FindQuery, OpContext, ResultStream } from '../engine-types.ts'
import type { Kernel } from '../storage/kernel.ts'
import type { Namespace } from '../storage/namespace.ts'
import { isClustered } from '../storage/collection.ts'
import type { Collection } from '../storage/collection.ts'
import type { Reader } from '../storage/store.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import type { Plan, PlanQuery } from './planner.ts'
import type { ByteRange } from './planner-index.ts'
import { explainQuery } from './planner-explain.ts'
import { prepareQuery, runQuery } from './planner-run.ts'
import type { PreparedQuery } from './planner-run.ts'
import { PAUSE } from './planner-scan.ts'
import type { Pause, ScanCounts } from './planner-scan.ts'
import { QueryStream, showOf } from './planner-stream.ts'

/** Reading operations, in the caller's transaction if there is one. */
export class Queries {
  readonly #kernel: Kernel

  constructor(kernel: Kernel) {
    this.#kernel = kernel
  }

  find(ctx: OpContext, ns: Namespace, query: FindQuery): ResultStream {
    const prepared = this.#prepare(ctx, ns, query)
    return new QueryStream(ctx, prepared, this.#reader(ctx), showOf(prepared, query, this.#kernel.now()))
  }

  /** The documents, decoded, with a pause wherever the reader may let others go first. */
  *readInTurns(ctx: OpContext, ns: Namespace, query: FindQuery, trace = newTrace()): Generator<Doc | Pause> {
    const prepared = this.#prepare(ctx, ns, query)
    notePlan(trace, prepared.planned?.plan)
    const show = showOf(prepared, query, this.#kernel.now())
    for (const match of runQuery(prepared, this.#reader(ctx), trace)) {
      if (match === PAUSE) yield match
      else {
        const shown = show(match)
        yield shown instanceof Uint8Array ? (match.doc ?? decode(shown)) : shown
      }
    }
  }

  async count(ctx: OpContext, ns: Namespace, query: FindQuery): Promise<number> {
    const prepared = this.#prepare(ctx, ns, query)
    const quick = ctx.txn === undefined ? await this.#countByIndex(prepared) : undefined
    if (quick !== undefined) return quick
    const stream = new QueryStream(ctx, prepared, this.#reader(ctx), (match) => match.bytes)
    let count = 0
    for await (const _ of stream) count += 1
    return count
  }

  async explain(ns: Namespace, query: FindQuery): Promise<Doc> {
    const ctx: OpContext = {}
    const prepared = this.#prepare(ctx, ns, query)
    const counts = newCounts()
    const startedAt = performance.now()
    let returned = 0
    for (const match of runQuery(prepared, this.#reader(ctx), counts)) {
      if (match !== PAUSE) returned += 1
      else if (isTurnOver()) await nextTurn()
    }
    return explainQuery(`${ns.db}.${ns.coll}`, prepared, query.projection, {
      returned,
      millis: performance.now() - startedAt,
      counts,
    })
  }

  /** The document as it is now; null when there is none. */
  findById(ns: Namespace, id: unknown): Doc | null {
    for (const doc of this.readInTurns({}, ns, { filter: { _id: id }, limit: 1 }))
      if (doc !== PAUSE) return doc
    return null
  }

  #prepare(ctx: OpContext, ns: Namespace, query: FindQuery): PreparedQuery {
    const collection = this.#kernel.collection(ns, ctx.txn)
    if (collection !== undefined) ctx.txn?.collections.add(collection.number)
    const snapshotTime = ctx.txn?.snapshotTime ?? Infinity
    return prepareQuery(collection, this.#reader(ctx), query, {
      now: this.#kernel.now(),
      let: query.let,
      snapshotTime,
    })
  }

  #reader(ctx: OpContext): Reader {
    return ctx.txn?.reader ?? this.#kernel.store
  }

  /** A count that needs no documents: of all of them, or of an index's keys that say all that the filter says. */
  async #countByIndex(prepared: PreparedQuery): Promise<number | undefined> {
    const { collection, planned, query } = prepared
    if (collection === undefined || planned === undefined) return 0
    const found = await this.#countPlanned(collection, planned.plan, query)
    if (found === undefined) return undefined
    const skipped = Math.max(0, found - (query.skip ?? 0))
    return query.limit === undefined || query.limit === 0 ? skipped : Math.min(skipped, query.limit)
  }

  async #countPlanned(
    collection: Collection,
    plan: Plan,
    { filter, hint }: PlanQuery,
  ): Promise<number | undefined> {
    const isScan = plan.kind === 'scan' || (isClustered(collection) && hint === undefined)
    if (isScan && Object.keys(filter).length === 0) return this.#kernel.store.documentCount(collection.number)
    if (plan.kind !== 'index' || !plan.isExact || plan.index.multikey.includes(true)) return undefined
    return await this.#countRanges(plan.ranges)
  }

  /** Counts in pieces, between which others are let go first. */
  async #countRanges(ranges: ByteRange[]): Promise<number> {
    const { store } = this.#kernel
    let count = 0
    for (const { low, high } of ranges) {
      let from = low
      for (let next = store.keyAt(from, high, COUNTED_AT_ONCE); next !== undefined;) {
        count += COUNTED_AT_ONCE
        from = next
        if (isTurnOver()) await nextTurn()
        next = store.keyAt(from, high, COUNTED_AT_ONCE)
      }
      count += store.countEntries(from, high, COUNTED_AT_ONCE)
    }
    return count
  }
}

/** Entries that are counted in a millisecond or two. */
const COUNTED_AT_ONCE = 20_000

/** What reads have touched, for explain. */
export type ReadTrace = ScanCounts & { collectionScans: number; indexesUsed: Set<string> }

export function newTrace(): ReadTrace {
  return { ...newCounts(), collectionScans: 0, indexesUsed: new Set() }
}

function notePlan(trace: ReadTrace, plan: Plan | undefined): void {
  if (plan?.kind === 'scan') trace.collectionScans += 1
  const branches = plan?.kind === 'index' ? [plan] : plan?.kind === 'union' ? plan.branches : []
  for (const { index } of branches) trace.indexesUsed.add(index.name)
}

function newCounts(): ScanCounts {
  return { keysExamined: 0, docsExamined: 0 }
}
