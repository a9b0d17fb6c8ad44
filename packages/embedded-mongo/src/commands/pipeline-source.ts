import { evaluateExpression } from '../aggregate/expression.ts'
import { PAUSE, type Flow } from '../aggregate/pause.ts'
import { compilePipeline, runInTurns, type AggregateContext, type Pipeline } from '../aggregate/pipeline.ts'
import { newTrace, type FindQuery, type ReadTrace } from '../engine.ts'
import { fault, location } from '../errors.ts'
import { isTurnOver } from '../turns.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import type { CommandContext } from './command.ts'
import { listSource, streamSource, toBytes, type Source } from './cursors.ts'
import { checkFields, Fields, toNumber } from './fields.ts'
import { flowSource, pause } from './flow.ts'
import { collationOf, letOf, wholeNumber } from './generic.ts'
import { needsCollection } from './namespace.ts'
import { collStatsStage, indexStatsStage } from './stats-stages.ts'
import { checkCollation, findView, readView } from './views.ts'

/** What a pipeline reads: a collection, perhaps through the stages of a view; or none. */
export interface Reading {
  context: CommandContext
  coll: string | undefined
  isView: boolean
  /** The stages of the view that was named; none when it is a collection. */
  front: Doc[]
  /** The command's, or else that of the view or the collection. */
  collation: Doc | undefined
}

/** The reading of what the command names, which may be a view. */
export function readingOf(context: CommandContext, coll: string | undefined): Reading {
  const { server, db, args } = context
  const given = collationOf(args)
  const view = coll === undefined ? undefined : findView(server, db, coll)
  if (view !== undefined) {
    checkCollation(view, given)
    return { context, coll: view.coll, isView: true, front: view.stages, collation: view.collation }
  }
  const own = coll === undefined ? undefined : server.engine.optionsOf(db, coll)?.['collation']
  const collation = given ?? (isPlainObject(own) && !args.has('collation') ? own : undefined)
  return { context, coll, isView: false, front: [], collation }
}

/** A pipeline that is a mere query passes stored bytes through; every other one runs as its documents are asked for. */
export async function openPipeline(reading: Reading, stages: Doc[]): Promise<Source> {
  const { context, coll } = reading
  if (coll === undefined || isStatsStage(stageName(stages[0])))
    return listSource((await results(reading, stages)).map(toBytes))
  const { db, op, server } = context
  const pipeline = compilePipelineOf(reading, [...reading.front, ...stages])
  if (pipeline.pushdown.rest.length === 0)
    return streamSource(server.engine.find(op, db, coll, queryOf(reading, pipeline)))
  return flowSource(await flowOn(reading, coll, pipeline), op)
}

/** All documents of a pipeline at once. */
export async function results(reading: Reading, stages: Doc[]): Promise<Doc[]> {
  const { context, coll, front, isView } = reading
  const [first, ...rest] = stages
  const name = stageName(first)
  if (coll === undefined) {
    return await runStages(reading, documentsOf(context, first), rest)
  }
  if (first !== undefined && isStatsStage(name)) {
    if (isView) throw fault('CommandNotSupportedOnView', `${name} is not supported on views`)
    const documents =
      name === '$collStats' ? collStatsStage(context, coll, first) : indexStatsStage(context, coll)
    return await runStages(reading, documents, rest)
  }
  return await drain(context, await flowOn(reading, coll, compilePipelineOf(reading, [...front, ...stages])))
}

async function flowOn(reading: Reading, coll: string, pipeline: Pipeline): Promise<Flow> {
  const { db, op, server } = reading.context
  const counted = countField(pipeline.pushdown.rest)
  if (counted !== undefined) {
    const n = await server.engine.count(op, db, coll, queryOf(reading, pipeline))
    return n === 0 ? [] : [counted(n)]
  }
  const input = server.engine.readInTurns(op, db, coll, queryOf(reading, pipeline))
  return pipeline.run(input, aggregateContext(reading))
}

/**
 * `$count`, and the `$group` that the driver's countDocuments sends, need no documents, only their number.
 * Returns what to make of the number, or undefined when the stages are something else.
 */
function countField(rest: Doc[]): ((n: number) => Doc) | undefined {
  const [stage, ...others] = rest
  if (stage === undefined || others.length > 0) return undefined
  const counted = stage['$count']
  if (typeof counted === 'string' && counted !== '') return (n) => ({ [counted]: wholeNumber(n) })
  const group = stage['$group']
  if (!isPlainObject(group)) return undefined
  const { _id: key, n: sum, ...more } = group
  const isConstant = key === null || toNumber(key) !== undefined
  const isOne = isPlainObject(sum) && Object.keys(sum).length === 1 && toNumber(sum['$sum']) === 1
  if (!isConstant || !isOne || Object.keys(more).length > 0) return undefined
  return (n) => ({ _id: key, n: wholeNumber(n) })
}

/** Stages over documents that no collection holds: nothing of them goes to the planner. */
async function runStages(reading: Reading, input: Doc[], stages: Doc[]): Promise<Doc[]> {
  compilePipelineOf(reading, stages)
  return await drain(reading.context, runInTurns(input, stages, aggregateContext(reading)))
}

async function drain({ op }: CommandContext, flow: Flow): Promise<Doc[]> {
  const drained: Doc[] = []
  for (const document of flow) {
    if (document !== PAUSE) drained.push(document)
    if (isTurnOver()) await pause(op.deadline)
  }
  return drained
}

/** Checks every stage before anything is read. */
export function compilePipelineOf({ context, collation }: Reading, stages: Doc[]): Pipeline {
  return compilePipeline(stages, {
    now: context.server.now(),
    let: letOf(context.args),
    collation: parseCollation(collation),
  })
}

/** The part of a pipeline that the engine's planner answers. */
export function queryOf({ context, collation }: Reading, { pushdown }: Pipeline): FindQuery {
  const { filter, sort, skip, limit } = pushdown
  const { args } = context
  return { filter: filter ?? {}, sort, skip, limit, hint: args.hint(), collation, let: letOf(args) }
}

/** What running stages may ask of the server: other collections, and views of them; `trace` gathers what they touch. */
export function aggregateContext({ context, collation }: Reading, trace?: ReadTrace): AggregateContext {
  const { db, op, server, args } = context
  const inside: AggregateContext = {
    now: server.now(),
    let: letOf(args),
    collation: parseCollation(collation),
    database: db,
    readCollection: (name, query) => {
      const view = findView(server, db, name)
      if (view !== undefined) return readView(view, query, inside)
      return server.engine.readInTurns(
        op,
        db,
        name,
        { ...query, filter: query.filter ?? {}, collation },
        trace,
      )
    },
  }
  return inside
}

/** Runs a pipeline for explain: each stage behind the planner's part, with what it touched in other collections. */
export async function traceStages(reading: Reading, coll: string, pipeline: Pipeline): Promise<Doc[]> {
  const { db, op, server } = reading.context
  const { rest } = pipeline.pushdown
  const traces = rest.map(() => newTrace())
  const input: Flow = server.engine.readInTurns(op, db, coll, queryOf(reading, pipeline))
  const flow = rest.reduce(
    (docs, stage, position) => runInTurns(docs, [stage], aggregateContext(reading, traces[position])),
    input,
  )
  for (const _document of flow) if (isTurnOver()) await pause(op.deadline)
  return rest.map((stage, position) => {
    const { keysExamined, docsExamined, collectionScans, indexesUsed } = traces[position] ?? newTrace()
    if (collectionScans === 0 && indexesUsed.size === 0) return stage
    return {
      ...stage,
      totalDocsExamined: wholeNumber(docsExamined),
      totalKeysExamined: wholeNumber(keysExamined),
      collectionScans: wholeNumber(collectionScans),
      indexesUsed: [...indexesUsed],
    }
  })
}

/** What a pipeline without a collection begins with. */
function documentsOf(context: CommandContext, stage: Doc | undefined): Doc[] {
  const name = stageName(stage)
  if (stage !== undefined && name === '$listLocalSessions') {
    checkFields(new Fields(stage, '').requiredDoc(name), { allUsers: 'no effect' }, name)
    return context.server.sessions.list()
  }
  if (stage === undefined || name !== '$documents') throw needsCollection(name)
  const documents = evaluateExpression(
    stage['$documents'],
    {},
    { now: context.server.now(), let: letOf(context.args) },
  )
  if (!Array.isArray(documents) || !documents.every(isPlainObject))
    throw location(5858203, "an array of documents is expected by '$documents'")
  return documents
}

function isStatsStage(name: string): boolean {
  return name === '$collStats' || name === '$indexStats'
}

/** The name of a pipeline's stage; empty when it has none. */
export function stageName(stage: Doc | undefined): string {
  return Object.keys(stage ?? {})[0] ?? ''
}
