import { PAUSE, type Flow } from '../aggregate/pause.ts'
import { compilePipeline, runPipeline, type AggregateContext, type Pipeline } from '../aggregate/pipeline.ts'
import { evaluateExpression } from '../aggregate/expression.ts'
import type { FindQuery } from '../engine.ts'
import { fault, location } from '../errors.ts'
import { parseCollation } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'
import type { Reply } from '../wire/reply.ts'
import { batchSizeOf } from './catalog.ts'
import { changeSource } from './change-stream.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { listSource, streamSource, toBytes, type Source } from './cursors.ts'
import { toNumber } from './fields.ts'
import { flowSource, Turns } from './flow.ts'
import { explainAggregate } from './explain.ts'
import { letOf } from './generic.ts'
import { collectionOf, needsCollection } from './namespace.ts'
import { isOutputStage, writeOutput } from './output-stages.ts'
import { collationOf, cursorOwner, wholeNumber } from './read.ts'
import { collStatsStage, indexStatsStage } from './stats-stages.ts'

const aggregate: CommandSpec = {
  name: 'aggregate',
  takesReadConcern: true,
  takesWriteConcern: true,
  isAllowedInTransaction: true,
  fields: {
    pipeline: 'used',
    cursor: 'used',
    explain: 'used',
    collation: 'used',
    hint: 'used',
    let: 'used',
    bypassDocumentValidation: 'used',
    allowDiskUse: 'no effect',
    isMapReduceCommand: { refused: 72, why: 'mapReduce is not offered', unless: false },
    needsMerge: { refused: 72, why: 'there is no router', unless: false },
    fromMongos: { refused: 72, why: 'there is no router', unless: false },
  },
  run: (context) => answer(context),
}

async function answer(context: CommandContext): Promise<Reply> {
  const { args, db, op, server } = context
  if (args.flag('explain')) return explainAggregate(context, 'queryPlanner')
  if (!args.has('cursor'))
    throw fault(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  const coll = aggregatedCollection(context)
  const source = await openSource(context, coll, args.requiredDocs('pipeline'))
  return await server.cursors.answerFirst(source, {
    ns: `${db}.${coll ?? '$cmd.aggregate'}`,
    owner: cursorOwner(op),
    batchSize: batchSizeOf(args),
    deadline: op.deadline,
  })
}

/** The collection's name; undefined for `{aggregate: 1}`, which reads no collection. */
export function aggregatedCollection(context: CommandContext): string | undefined {
  const target = context.body['aggregate']
  return toNumber(target) === 1 ? undefined : collectionOf(context)
}

async function openSource(context: CommandContext, coll: string | undefined, stages: Doc[]): Promise<Source> {
  const first = stageName(stages[0])
  for (const stage of stages.slice(0, -1)) {
    const name = stageName(stage)
    if (isOutputStage(name)) throw location(40601, `${name} can only be the final stage in the pipeline`)
  }
  if (first === '$changeStream') return openChangeStream(context, coll, stages)
  const last = stages.at(-1)
  if (last !== undefined && isOutputStage(stageName(last))) {
    await writeOutput(context, last, await results(context, coll, stages.slice(0, -1)))
    return listSource([])
  }
  return await openPipeline(context, coll, stages)
}

function openChangeStream(context: CommandContext, coll: string | undefined, stages: Doc[]): Source {
  if (context.op.txn !== undefined)
    throw fault('OperationNotSupportedInTransaction', '$changeStream cannot be used in a transaction')
  return changeSource(context, coll, { stages, transform: aggregateContext(context) })
}

/** A pipeline that is a mere query passes stored bytes through; every other one runs as its documents are asked for. */
async function openPipeline(
  context: CommandContext,
  coll: string | undefined,
  stages: Doc[],
): Promise<Source> {
  if (coll === undefined || isStatsStage(stageName(stages[0])))
    return listSource((await results(context, coll, stages)).map(toBytes))
  const { db, op, server } = context
  const pipeline = compilePipelineOf(context, stages)
  if (pipeline.pushdown.rest.length === 0)
    return streamSource(server.engine.find(op, db, coll, queryOf(context, pipeline)))
  return flowSource(await flowOn(context, coll, pipeline), op)
}

async function results(context: CommandContext, coll: string | undefined, stages: Doc[]): Promise<Doc[]> {
  const [first, ...rest] = stages
  const name = stageName(first)
  if (coll === undefined) {
    if (first === undefined || name !== '$documents') throw needsCollection(name)
    return await runStages(context, givenDocuments(context, first), rest)
  }
  if (first !== undefined && name === '$collStats')
    return await runStages(context, collStatsStage(context, coll, first), rest)
  if (first !== undefined && name === '$indexStats')
    return await runStages(context, indexStatsStage(context, coll), rest)
  return await drain(context, await flowOn(context, coll, compilePipelineOf(context, stages)))
}

async function flowOn(context: CommandContext, coll: string, pipeline: Pipeline): Promise<Flow> {
  const { db, op, server } = context
  const counted = countField(pipeline.pushdown.rest)
  if (counted !== undefined) {
    const n = await server.engine.count(op, db, coll, queryOf(context, pipeline))
    return n === 0 ? [] : [counted(n)]
  }
  const input = server.engine.readInTurns(op, db, coll, queryOf(context, pipeline))
  return pipeline.runWithPauses(input, aggregateContext(context))
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
async function runStages(context: CommandContext, input: Doc[], stages: Doc[]): Promise<Doc[]> {
  compilePipelineOf(context, stages)
  return await drain(context, runPipeline(input, stages, aggregateContext(context)))
}

async function drain({ op }: CommandContext, flow: Flow): Promise<Doc[]> {
  const drained: Doc[] = []
  const turns = new Turns(op.deadline)
  for (const document of flow) {
    if (document !== PAUSE) drained.push(document)
    if (turns.isOver()) await turns.giveWay()
  }
  return drained
}

/** Checks every stage before anything is read. */
export function compilePipelineOf(context: CommandContext, stages: Doc[]): Pipeline {
  return compilePipeline(stages, {
    now: context.server.now(),
    let: letOf(context.args),
    collation: parseCollation(collationOf(context.args)),
  })
}

/** The part of a pipeline that the engine's planner answers. */
export function queryOf({ args }: CommandContext, { pushdown }: Pipeline): FindQuery {
  const { filter, sort, skip, limit } = pushdown
  return {
    filter: filter ?? {},
    sort,
    skip,
    limit,
    hint: args.hint(),
    collation: collationOf(args),
    let: letOf(args),
  }
}

function aggregateContext(context: CommandContext): AggregateContext {
  const { db, op, server, args } = context
  const collation = collationOf(args)
  return {
    now: server.now(),
    let: letOf(args),
    collation: parseCollation(collation),
    database: db,
    readCollection: (name, query) =>
      server.engine.readSync(op, db, name, { ...query, filter: query.filter ?? {}, collation }),
  }
}

function givenDocuments(context: CommandContext, stage: Doc): Doc[] {
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

function stageName(stage: Doc | undefined): string {
  return Object.keys(stage ?? {})[0] ?? ''
}

export const aggregateCommands: readonly CommandSpec[] = [aggregate]
