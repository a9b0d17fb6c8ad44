import { fault, location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'
import type { Reply } from '../wire/reply.ts'
import { batchSizeOf } from './catalog.ts'
import { changeSource } from './change-stream.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { listSource, type Source } from './cursors.ts'
import { toNumber } from './fields.ts'
import { explainAggregate } from './explain.ts'
import { cursorOwner } from './generic.ts'
import { collectionOf } from './namespace.ts'
import { isOutputStage, writeOutput } from './output-stages.ts'
import {
  aggregateContext,
  openPipeline,
  readingOf,
  results,
  stageName,
  type Reading,
} from './pipeline-source.ts'

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
  if (args.flag('explain')) return await explainAggregate(context, 'queryPlanner')
  if (!args.has('cursor'))
    throw fault(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  const coll = aggregatedCollection(context)
  const source = await openSource(readingOf(context, coll), pipelineOf(context))
  return await server.cursors.answerFirst(source, {
    ns: `${db}.${coll ?? '$cmd.aggregate'}`,
    owner: cursorOwner(op),
    batchSize: batchSizeOf(args),
    deadline: op.deadline,
  })
}

/** The stages; MongoDB's words (and code 14) where they are none. */
export function pipelineOf({ args }: CommandContext): Doc[] {
  const stages = args.has('pipeline') ? args.any('pipeline') : args.requiredDocs('pipeline')
  if (!Array.isArray(stages)) throw fault('TypeMismatch', "'pipeline' option must be specified as an array")
  return stages.map((stage: unknown) => {
    if (isPlainObject(stage)) return stage
    throw fault('TypeMismatch', "Each element of the 'pipeline' array must be an object")
  })
}

/** The collection's name; undefined for `{aggregate: 1}`, which reads no collection. */
export function aggregatedCollection(context: CommandContext): string | undefined {
  const target = context.body['aggregate']
  return toNumber(target) === 1 ? undefined : collectionOf(context)
}

async function openSource(reading: Reading, stages: Doc[]): Promise<Source> {
  for (const stage of stages.slice(0, -1)) {
    const name = stageName(stage)
    if (isOutputStage(name)) throw location(40601, `${name} can only be the final stage in the pipeline`)
  }
  if (stageName(stages[0]) === '$changeStream') return openChangeStream(reading, stages)
  const last = stages.at(-1)
  if (last !== undefined && isOutputStage(stageName(last))) {
    await writeOutput(reading.context, last, await results(reading, stages.slice(0, -1)))
    return listSource([])
  }
  return await openPipeline(reading, stages)
}

function openChangeStream(reading: Reading, stages: Doc[]): Source {
  const { context, coll, isView } = reading
  if (context.op.txn !== undefined)
    throw fault('OperationNotSupportedInTransaction', '$changeStream cannot be used in a transaction')
  if (isView) throw fault('OptionNotSupportedOnView', '$changeStream may not be opened on a view')
  return changeSource(context, coll, { stages, transform: aggregateContext(reading) })
}

export const aggregateCommands: readonly CommandSpec[] = [aggregate]
