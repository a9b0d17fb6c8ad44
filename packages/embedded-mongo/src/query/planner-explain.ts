import { Double, Int32, Long } from 'bson'
import { isIdKey, numberOf } from '../storage/index-spec.ts'
import { fullName } from '../storage/collection.ts'
import type { Doc } from '../values/codec.ts'
import type { PreparedQuery } from './planner-run.ts'
import type { IndexPlan } from './planner-index.ts'
import type { Plan } from './planner.ts'
import type { ScanCounts } from './planner-scan.ts'

export type Execution = { returned: number; millis: number; counts: ScanCounts }

/** `queryPlanner` and `executionStats` in the shape of MongoDB 7's classic engine. */
export function explainQuery(
  namespace: string,
  prepared: PreparedQuery,
  projection: Doc | undefined,
  execution: Execution,
): Doc {
  const winning = winningPlan(prepared, projection)
  return {
    explainVersion: '1',
    queryPlanner: {
      namespace: prepared.collection === undefined ? namespace : fullName(prepared.collection),
      indexFilterSet: false,
      parsedQuery: prepared.query.filter,
      optimizedPipeline: false,
      maxIndexedOrSolutionsReached: false,
      maxIndexedAndSolutionsReached: false,
      maxScansToExplodeReached: false,
      winningPlan: winning,
      rejectedPlans: (prepared.planned?.rejected ?? []).map((plan) => fetchStage(prepared, plan)),
    },
    executionStats: {
      executionSuccess: true,
      nReturned: new Int32(execution.returned),
      executionTimeMillis: new Int32(Math.round(execution.millis)),
      totalKeysExamined: new Int32(execution.counts.keysExamined),
      totalDocsExamined: new Int32(execution.counts.docsExamined),
      executionStages: { ...winning, nReturned: new Int32(execution.returned), isEOF: new Int32(1) },
    },
  }
}

function winningPlan(prepared: PreparedQuery, projection: Doc | undefined): Doc {
  const { planned, query, sortAfter } = prepared
  if (planned === undefined) return { stage: 'EOF' }
  let stage = planStage(prepared, planned.plan)
  const hasSkip = query.skip !== undefined && query.skip > 0
  const hasLimit = query.limit !== undefined && query.limit > 0
  if (sortAfter !== undefined) {
    const limitAmount = hasLimit
      ? { limitAmount: Long.fromNumber((query.limit ?? 0) + (query.skip ?? 0)) }
      : {}
    stage = {
      stage: 'SORT',
      sortPattern: sortAfter,
      memLimit: new Int32(104857600),
      ...limitAmount,
      type: 'simple',
      inputStage: stage,
    }
  }
  if (hasSkip) stage = { stage: 'SKIP', skipAmount: new Int32(query.skip ?? 0), inputStage: stage }
  if (hasLimit && sortAfter === undefined)
    stage = { stage: 'LIMIT', limitAmount: new Int32(query.limit ?? 0), inputStage: stage }
  if (projection === undefined || Object.keys(projection).length === 0) return stage
  return { stage: 'PROJECTION_DEFAULT', transformBy: projection, inputStage: stage }
}

function planStage(prepared: PreparedQuery, plan: Plan): Doc {
  const filter = filterOf(prepared)
  if (plan.kind === 'nothing') return { stage: 'EOF' }
  if (plan.kind === 'scan')
    return { stage: 'COLLSCAN', ...filter, direction: plan.isReverse ? 'backward' : 'forward' }
  if (plan.kind === 'union')
    return {
      stage: 'FETCH',
      ...filter,
      inputStage: { stage: 'OR', inputStages: plan.branches.map(indexStage) },
    }
  const isById =
    prepared.planned?.isById === true && plan.pointFields === 1 && isIdKey(plan.index.spec['key'] as Doc)
  if (isById) return { stage: 'IDHACK' }
  if (plan.index.spec['clustered'] === true)
    return { stage: 'CLUSTERED_IXSCAN', ...filter, direction: plan.isReverse ? 'backward' : 'forward' }
  return fetchStage(prepared, plan)
}

function fetchStage(prepared: PreparedQuery, plan: IndexPlan): Doc {
  const filter = plan.isExact ? {} : filterOf(prepared)
  if (plan.merge === undefined) return { stage: 'FETCH', ...filter, inputStage: indexStage(plan) }
  // One stage with all bounds stands for the ranges that are merged; MongoDB lists a scan for each.
  const merge = {
    stage: 'SORT_MERGE',
    sortPattern: prepared.query.sort ?? {},
    inputStages: [indexStage(plan)],
  }
  return { stage: 'FETCH', ...filter, inputStage: merge }
}

function filterOf(prepared: PreparedQuery): Doc {
  return Object.keys(prepared.query.filter).length === 0 ? {} : { filter: prepared.query.filter }
}

function indexStage({ index, isReverse, bounds }: IndexPlan): Doc {
  const key = index.spec['key'] as Doc
  return {
    stage: 'IXSCAN',
    keyPattern: Object.fromEntries(
      Object.entries(key).map(([field, direction]) => [field, new Double(numberOf(direction) ?? 1)]),
    ),
    indexName: index.name,
    ...(index.collation === undefined ? {} : { collation: index.spec['collation'] }),
    isMultiKey: index.multikey.includes(true),
    multiKeyPaths: Object.fromEntries(
      index.fields.map((field, position) => [field, index.multikey[position] === true ? [field] : []]),
    ),
    isUnique: index.isUnique,
    isSparse: index.isSparse,
    isPartial: index.partial !== undefined,
    indexVersion: new Int32(2),
    direction: isReverse ? 'backward' : 'forward',
    indexBounds: bounds,
  }
}
