import type { FindQuery } from '../engine.ts'
import { fault } from '../errors.ts'
import { isViewError } from '../storage/open-collection.ts'
import type { Doc } from '../values/codec.ts'
import { plain, type Reply } from '../wire/reply.ts'
import { aggregatedCollection, pipelineOf } from './aggregate.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { findCommand } from './commands.ts'
import { serverInfo } from './diagnostics.ts'
import { checkFields, Fields } from './fields.ts'
import { GENERIC_FIELDS, collationOf, nonEmpty } from './generic.ts'
import { collectionOf, needsCollection } from './namespace.ts'
import { countQuery, distinctQuery, findQuery } from './read.ts'
import { isOutputStage } from './output-stages.ts'
import { compilePipelineOf, queryOf, readingOf, traceStages, type Reading } from './pipeline-source.ts'
import { stagesOfFind, stagesOfQuery } from './views.ts'
import { removeStatement, updateStatement } from './write.ts'

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution']

const explain: CommandSpec = {
  name: 'explain',
  fields: { verbosity: 'used' },
  run: (context) => {
    const inner = context.args.requiredDoc('explain')
    const verbosity = context.args.text('verbosity') ?? 'allPlansExecution'
    if (!VERBOSITIES.includes(verbosity))
      throw fault(
        'BadValue',
        `Enumeration value '${verbosity}' for field 'explain.verbosity' is not a valid value.`,
      )
    const name = Object.keys(inner)[0] ?? ''
    const spec = findCommand(name)
    if (spec === undefined) throw fault('CommandNotFound', `Explain failed due to unknown command: ${name}`)
    checkFields(inner, { ...GENERIC_FIELDS, [name]: 'used', ...spec.fields }, spec.name)
    const explained = { ...context, name: spec.name, body: inner, args: new Fields(inner, spec.name) }
    return spec.name === 'aggregate'
      ? explainAggregate(explained, verbosity)
      : explainOne(explained, verbosity)
  },
}

async function explainOne(context: CommandContext, verbosity: string): Promise<Reply> {
  const { name, args } = context
  const reading = readingOf(context, collectionOf(context))
  if (reading.isView) {
    if (name === 'find') return await explainStages(reading, stagesOfFind(args), verbosity)
    if (name === 'count' || name === 'distinct')
      return await explainStages(reading, stagesOfQuery(args), verbosity)
    throw isViewError({ db: context.db, coll: collectionOf(context) })
  }
  const plan = await context.server.engine.explain(context.db, collectionOf(context), explainedQuery(context))
  return plain({
    explainVersion: '1',
    ...atVerbosity(plan, verbosity),
    command: context.body,
    serverInfo: serverInfo(),
  })
}

function explainedQuery({ name, args }: CommandContext): FindQuery {
  if (name === 'find') return findQuery(args)
  if (name === 'count') return countQuery(args)
  if (name === 'distinct') return distinctQuery(args)
  if (name === 'findAndModify')
    return {
      filter: args.doc('query') ?? {},
      sort: nonEmpty(args.doc('sort')),
      limit: 1,
      hint: args.hint(),
      collation: collationOf(args),
    }
  if (name === 'update') return updateQuery(args)
  if (name === 'delete') return deleteQuery(args)
  throw fault('IllegalOperation', `Explain failed: ${name} cannot be explained`)
}

function updateQuery(args: Fields): FindQuery {
  const { q, sort, hint, collation, multi } = updateStatement(
    onlyOne(args.requiredDocs('updates')),
    undefined,
  )
  return { filter: q, sort, hint, collation, limit: multi ? undefined : 1 }
}

function deleteQuery(args: Fields): FindQuery {
  const { q, hint, collation, limit } = removeStatement(onlyOne(args.requiredDocs('deletes')), undefined)
  return { filter: q, hint, collation, limit: limit === 1 ? 1 : undefined }
}

function onlyOne(statements: Doc[]): Doc {
  const [statement] = statements
  if (statement === undefined || statements.length > 1)
    throw fault('InvalidLength', 'explained write batches must be of size 1')
  return statement
}

/** What the planner does for a pipeline's first stages, and the stages that run behind it. */
export function explainAggregate(context: CommandContext, verbosity: string): Promise<Reply> {
  const coll = aggregatedCollection(context)
  if (coll === undefined) throw needsCollection('explain')
  const stages = pipelineOf(context).filter((stage) => !isOutputStage(Object.keys(stage)[0] ?? ''))
  return explainStages(readingOf(context, coll), stages, verbosity)
}

async function explainStages(reading: Reading, stages: Doc[], verbosity: string): Promise<Reply> {
  const { context, coll = '', front } = reading
  const pipeline = compilePipelineOf(reading, [...front, ...stages])
  const plan = atVerbosity(
    await context.server.engine.explain(context.db, coll, queryOf(reading, pipeline)),
    verbosity,
  )
  const { rest } = pipeline.pushdown
  const shown = verbosity === 'queryPlanner' ? rest : await traceStages(reading, coll, pipeline)
  const shape = rest.length === 0 ? plan : { stages: [{ $cursor: plan }, ...shown] }
  return plain({ explainVersion: '1', ...shape, command: context.body, serverInfo: serverInfo() })
}

function atVerbosity(plan: Doc, verbosity: string): Doc {
  if (verbosity !== 'queryPlanner') return plan
  const { executionStats: _stats, ...rest } = plan
  return rest
}

export const explainCommands: readonly CommandSpec[] = [explain]
