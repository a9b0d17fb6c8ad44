import { fault } from '../errors.ts'
import { idIndexOf, isClustered } from '../storage/collection.ts'
import type { Collection, Index } from '../storage/collection.ts'
import { numberOf } from '../storage/index-spec.ts'
import type { Reader } from '../storage/store.ts'
import { concatBytes } from '../storage/bytes.ts'
import { printDoc } from '../storage/print-value.ts'
import type { FindQuery } from '../engine-types.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import type { Collation } from '../values/compare.ts'
import { encodeKey, keyUpperBound } from '../values/key-string.ts'
import { readConditions } from './planner-conditions.ts'
import { forcePlan, planIndex } from './planner-index.ts'
import type { IndexPlan, IndexQuery } from './planner-index.ts'
import { parseSort } from './sort.ts'
import type { SortField } from './sort.ts'

export type Plan =
  | IndexPlan
  /** All records in the order of their insertion. */
  | { kind: 'scan'; isReverse: boolean; providesSort: boolean }
  /** The union of what the branches find. */
  | { kind: 'union'; branches: IndexPlan[]; providesSort: false }
  /** Nothing can match, or there is no collection. */
  | { kind: 'nothing'; providesSort: true }

export type PlanQuery = Omit<FindQuery, 'let' | 'projection'>

export type Planned = {
  plan: Plan
  /** The filter is only `{ _id: value }`, which MongoDB calls IDHACK. */
  isById: boolean
  collation: Collation | undefined
  rejected: IndexPlan[]
}

/**
 * Chooses how to find the documents of a query. `snapshotTime` leaves out indexes that the reader cannot know. A clustered
 * collection is scanned by its index, as its natural order is that of _id.
 */
export function planQuery(
  collection: Collection,
  reader: Reader,
  query: PlanQuery,
  snapshotTime: number,
): Planned {
  const planned = plan(collection, reader, query, snapshotTime)
  if (planned.plan.kind !== 'scan' || !isClustered(collection)) return planned
  const everything: IndexQuery = { conditions: readConditions({}), sort: [], collation: planned.collation }
  const { isReverse, providesSort } = planned.plan
  const byId = { ...forcePlan(idIndexOf(collection), everything), isReverse, providesSort }
  return { ...planned, plan: { ...byId, isExact: false } }
}

function plan(collection: Collection, reader: Reader, query: PlanQuery, snapshotTime: number): Planned {
  const collation = query.collation === undefined ? collection.collation : parseCollation(query.collation)
  const natural = naturalDirection(query.sort)
  const sort = query.sort === undefined || natural !== undefined ? [] : parseSort(query.sort)
  const wanted: IndexQuery = { conditions: readConditions(query.filter), sort, collation }
  const base = { isById: isByIdOnly(query.filter), collation, rejected: [] }
  if (natural !== undefined && query.hint === undefined) {
    return { ...base, isById: false, plan: { kind: 'scan', isReverse: natural === -1, providesSort: true } }
  }
  const indexes = collection.indexes.filter((index) => index.createdAt <= snapshotTime)
  if (query.hint !== undefined) return { ...base, isById: false, plan: hintedPlan(indexes, query, wanted) }
  if (query.min !== undefined || query.max !== undefined) {
    throw fault('Location51173', 'When using min()/max() a hint of which index to use must be provided')
  }
  const plans = indexes.flatMap((index) => (index.isHidden ? [] : (planIndex(index, wanted) ?? [])))
  const chosen = choosePlan(plans, reader, query, wanted)
  return {
    ...base,
    plan: chosen.plan ?? unionPlan(indexes, wanted) ?? wholeScan(),
    rejected: chosen.rejected,
  }
}

/** `{ $natural: 1 | -1 }` as sort or hint. */
export function naturalDirection(spec: Doc | string | undefined): 1 | -1 | undefined {
  if (typeof spec !== 'object' || !('$natural' in spec)) return undefined
  return (numberOf(spec['$natural']) ?? 1) < 0 ? -1 : 1
}

function wholeScan(): Plan {
  return { kind: 'scan', isReverse: false, providesSort: false }
}

function isByIdOnly(filter: Doc): boolean {
  const fields = Object.keys(filter)
  return fields.length === 1 && fields[0] === '_id'
}

type Choice = { plan: Plan | undefined; rejected: IndexPlan[] }

function choosePlan(plans: IndexPlan[], reader: Reader, query: PlanQuery, wanted: IndexQuery): Choice {
  const useful = plans.filter(
    (plan) => plan.boundedFields > 0 || (plan.providesSort && wanted.sort.length > 0),
  )
  if (useful.some((plan) => plan.ranges.length === 0))
    return { plan: { kind: 'nothing', providesSort: true }, rejected: [] }
  const unique = useful.find((plan) => plan.index.isUnique && plan.pointFields === plan.index.fields.length)
  if (unique !== undefined) return { plan: unique, rejected: without(useful, unique) }
  const contenders = useful.filter(
    (plan) => !useful.some((other) => other !== plan && dominates(other, plan, useful)),
  )
  const [only] = contenders
  if (contenders.length <= 1) return { plan: only, rejected: only === undefined ? [] : without(useful, only) }
  const costs = contenders.map((plan) => ({ plan, cost: costOf(plan, reader, query, wanted) }))
  const best = costs.reduce((a, b) => (b.cost < a.cost ? b : a)).plan
  return { plan: best, rejected: without(useful, best) }
}

function without(plans: IndexPlan[], chosen: IndexPlan): IndexPlan[] {
  return plans.filter((plan) => plan !== chosen)
}

/** One plan is as narrow as another by the same first field, gives the order if the other does, and is preferable. */
function dominates(a: IndexPlan, b: IndexPlan, all: IndexPlan[]): boolean {
  if (a.boundedFields < b.boundedFields || a.pointFields < b.pointFields) return false
  if (
    b.boundedFields > 0 &&
    !b.index.fields
      .slice(0, b.boundedFields)
      .every((field) => a.index.fields.slice(0, a.boundedFields).includes(field))
  )
    return false
  if (b.providesSort && !a.providesSort) return false
  if (a.boundedFields > b.boundedFields || a.pointFields > b.pointFields) return b.boundedFields > 0
  if (a.providesSort !== b.providesSort) return a.providesSort
  if (a.index.fields.length !== b.index.fields.length) return a.index.fields.length < b.index.fields.length
  return all.indexOf(a) < all.indexOf(b)
}

/** Counting stops here: beyond it, all plans are merely «many». */
const COUNTED = 1000
const RESIDUAL_FACTOR = 10
/** What it costs to begin one more range that is merged. */
const MERGED_RANGE_COST = 2

/** Roughly how many documents a plan reads, counted in the index itself. */
function costOf(plan: IndexPlan, reader: Reader, query: PlanQuery, wanted: IndexQuery): number {
  const limit = query.limit === undefined || query.limit === 0 ? Infinity : query.limit + (query.skip ?? 0)
  const isOrdered = plan.providesSort || wanted.sort.length === 0
  const begun = (plan.merge?.length ?? 0) * MERGED_RANGE_COST
  const stopsAfter = isOrdered ? begun + limit * (plan.isExact ? 1 : RESIDUAL_FACTOR) : Infinity
  if (plan.boundedFields === 0)
    return Math.max(Math.min(stopsAfter, COUNTED * 3), wanted.conditions.paths.size === 0 ? 0 : COUNTED)
  let count = 0
  for (const range of plan.ranges.slice(0, 10)) {
    count += reader.countEntries(range.low, range.high, COUNTED - count)
    if (count >= COUNTED) break
  }
  return Math.min(stopsAfter, isOrdered ? count : count * 1.5)
}

function unionPlan(indexes: Index[], wanted: IndexQuery): Plan | undefined {
  for (const branches of wanted.conditions.ors) {
    const plans = branches.map((branch) => branchPlan(indexes, branch, wanted))
    if (plans.every((plan) => plan !== undefined))
      return { kind: 'union', branches: plans, providesSort: false }
  }
  return undefined
}

/** The narrowest index for one branch of an `$or`, together with what the filter demands beside it. */
function branchPlan(indexes: Index[], branch: Doc, wanted: IndexQuery): IndexPlan | undefined {
  const conditions = readConditions(branch)
  for (const [path, list] of wanted.conditions.paths) {
    conditions.paths.set(path, [...(conditions.paths.get(path) ?? []), ...list])
  }
  const query: IndexQuery = { conditions, sort: [], collation: wanted.collation }
  const own = new Set(readConditions(branch).paths.keys())
  const plans = indexes
    .flatMap((index) => (index.isHidden ? [] : (planIndex(index, query) ?? [])))
    .filter((plan) => plan.index.fields.slice(0, plan.boundedFields).some((field) => own.has(field)))
  return plans.toSorted((a, b) => b.pointFields - a.pointFields || b.boundedFields - a.boundedFields)[0]
}

function hintedPlan(indexes: Index[], query: PlanQuery, wanted: IndexQuery): Plan {
  const { hint } = query
  const natural = naturalDirection(hint)
  if (natural !== undefined)
    return {
      kind: 'scan',
      isReverse: natural === -1,
      providesSort: naturalDirection(query.sort) !== undefined,
    }
  const index = indexes.find((candidate) =>
    typeof hint === 'string' ? candidate.name === hint : isKey(candidate, hint),
  )
  if (index === undefined) {
    throw fault(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  }
  const plan = forcePlan(index, wanted)
  return query.min === undefined && query.max === undefined ? plan : limitPlan(plan, query, wanted.sort)
}

function isKey(index: Index, key: Doc | undefined): boolean {
  const fields = Object.entries(key ?? {})
  return (
    fields.length === index.fields.length &&
    fields.every(([field, direction], position) => {
      return (
        index.fields[position] === field &&
        ((numberOf(direction) ?? 1) < 0 ? -1 : 1) === index.directions[position]
      )
    })
  )
}

/** `min` (inclusive) and `max` (exclusive) replace the bounds; both name all fields of the index, in its order. */
function limitPlan(plan: IndexPlan, query: PlanQuery, sort: SortField[]): Plan {
  const { index } = plan
  const low = query.min === undefined ? index.prefix : boundKey(index, query.min)
  const high = query.max === undefined ? keyUpperBound(index.prefix) : boundKey(index, query.max)
  return {
    ...plan,
    ranges: [{ low, high }],
    boundedFields: index.fields.length,
    pointFields: 0,
    isExact: false,
    providesSort: plan.providesSort && plan.merge === undefined && sort.length > 0,
    merge: undefined,
  }
}

function boundKey(index: Index, bound: Doc): Uint8Array {
  const fields = Object.keys(bound)
  if (
    fields.length !== index.fields.length ||
    fields.some((field, position) => field !== index.fields[position])
  ) {
    throw fault('Location51174', `The index chosen is not compatible with min/max: ${printDoc(bound)}`)
  }
  return concatBytes(index.prefix, encodeKey(Object.values(bound), index.directions, index.collation))
}
