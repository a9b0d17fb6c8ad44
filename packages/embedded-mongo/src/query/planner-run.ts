import type { Collection } from '../storage/collection.ts'
import type { Reader } from '../storage/store.ts'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { compileFilter } from './matcher.ts'
import type { Predicate } from './matcher.ts'
import { planQuery } from './planner.ts'
import type { PlanQuery, Planned } from './planner.ts'
import { PAUSE, scanPlan } from './planner-scan.ts'
import type { Pause, ScanCounts } from './planner-scan.ts'
import { MatchSorter } from './planner-sort.ts'
import { SortOrder } from './sort.ts'

/** A document that a query found; `doc` is there when it had to be decoded on the way. */
export type Match = { rid: number; bytes: Uint8Array; doc: Doc | undefined }

/** A query with its plan and compiled filter, ready to run over a reader. */
export type PreparedQuery = {
  collection: Collection | undefined
  query: PlanQuery
  planned: Planned | undefined
  predicate: Predicate
  sortAfter: Doc | undefined
}

export type PrepareOptions = { now: Date; let?: Doc | undefined; snapshotTime: number }

/** Compiles and plans; the filter's own errors are raised even when there is no collection. */
export function prepareQuery(
  collection: Collection | undefined,
  reader: Reader,
  query: PlanQuery,
  options: PrepareOptions,
): PreparedQuery {
  const planned =
    collection === undefined ? undefined : planQuery(collection, reader, query, options.snapshotTime)
  const predicate = compileFilter(query.filter, {
    collation: planned?.collation,
    let: options.let,
    now: options.now,
  })
  const hasSort =
    query.sort !== undefined && Object.keys(query.sort).length > 0 && !('$natural' in query.sort)
  const sortAfter = hasSort && planned !== undefined && !planned.plan.providesSort ? query.sort : undefined
  return { collection, query, planned, predicate, sortAfter }
}

/** The matches in order, after skip and up to limit; PAUSE whenever others may be let go first. */
export function* runQuery(
  prepared: PreparedQuery,
  reader: Reader,
  counts: ScanCounts,
): Generator<Match | Pause> {
  const skip = prepared.query.skip ?? 0
  const limit =
    prepared.query.limit === undefined || prepared.query.limit === 0 ? Infinity : prepared.query.limit
  const source =
    prepared.sortAfter === undefined
      ? runFilter(prepared, reader, skip + limit, counts)
      : runSort(prepared, prepared.sortAfter, reader, skip + limit, counts)
  let position = 0
  for (const match of source) {
    if (match === PAUSE) yield PAUSE
    else if (position++ >= skip) yield match
    if (position >= skip + limit) return
  }
}

function* runFilter(
  prepared: PreparedQuery,
  reader: Reader,
  wanted: number,
  counts: ScanCounts,
): Generator<Match | Pause> {
  const { collection, planned, predicate } = prepared
  if (collection === undefined || planned === undefined) return
  const needsFilter = !isCovered(prepared, planned)
  for (const row of scanPlan(collection, reader, planned.plan, needsFilter ? wanted * 2 : wanted, counts)) {
    if (row === PAUSE) yield PAUSE
    else if (!needsFilter) yield { rid: row.rid, bytes: row.bytes, doc: undefined }
    else {
      const doc = decode(row.bytes)
      if (predicate(doc)) yield { rid: row.rid, bytes: row.bytes, doc }
    }
  }
}

/** True when whatever the plan finds matches, so that stored bytes can be answered without being decoded. */
function isCovered(prepared: PreparedQuery, planned: Planned): boolean {
  if (Object.keys(prepared.query.filter).length === 0) return true
  return planned.plan.kind === 'index' && planned.plan.isExact
}

/** Sorts in memory; with a limit only the first ones are kept while reading. */
function* runSort(
  prepared: PreparedQuery,
  sort: Doc,
  reader: Reader,
  wanted: number,
  counts: ScanCounts,
): Generator<Match | Pause> {
  const sorter = new MatchSorter<Match & { doc: Doc }>(
    new SortOrder(sort, prepared.planned?.collation),
    wanted,
  )
  for (const match of runFilter(prepared, reader, Infinity, counts)) {
    if (match === PAUSE) yield PAUSE
    else {
      sorter.add({ ...match, doc: match.doc ?? decode(match.bytes) })
      if (sorter.isFull) yield* sorter.keepFirst()
    }
  }
  yield* sorter.matches()
}
