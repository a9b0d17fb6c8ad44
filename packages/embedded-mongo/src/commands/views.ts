import type { Flow } from '../aggregate/pause.ts'
import { compilePipeline, runInTurns, type AggregateContext, type ReadQuery } from '../aggregate/pipeline.ts'
import { fault } from '../errors.ts'
import { checkCollectionName } from '../storage/namespace.ts'
import type { Doc } from '../values/codec.ts'
import { identicalValues, parseCollation } from '../values/compare.ts'
import type { CommandContext, Server } from './command.ts'
import { Fields } from './fields.ts'
import { isOutputStage } from './output-stages.ts'

/** MongoDB's kMaxViewDepth. */
const MAX_DEPTH = 20

/** What a read of a view reads instead: the collection underneath, through these stages. */
export interface View {
  coll: string
  stages: Doc[]
  collation: Doc | undefined
}

/** The view of that name with all views under it resolved; undefined when it is none. */
export function findView({ engine }: Server, db: string, coll: string): View | undefined {
  let options = engine.optionsOf(db, coll)
  if (options?.['viewOn'] === undefined) return undefined
  const view: View = { coll, stages: [], collation: new Fields(options, 'create').doc('collation') }
  for (let depth = 0; options?.['viewOn'] !== undefined; depth++) {
    if (depth === MAX_DEPTH)
      throw fault(
        'ViewDepthLimitExceeded',
        `View depth too deep or view cycle detected; maximum is ${MAX_DEPTH}`,
      )
    const args = new Fields(options, 'create')
    view.coll = args.requiredText('viewOn')
    view.stages = [...(args.docs('pipeline') ?? []), ...view.stages]
    options = engine.optionsOf(db, view.coll)
  }
  return view
}

/** Refuses a definition that cannot be read: a name that is none, stages that write or do not exist, a circle. */
export function checkDefinition({ server, db }: CommandContext, coll: string, options: Doc): void {
  const args = new Fields(options, 'create')
  const viewOn = args.text('viewOn')
  if (viewOn === undefined) return
  checkCollectionName(db, viewOn)
  const stages = args.docs('pipeline') ?? []
  for (const stage of stages) {
    const [name = ''] = Object.keys(stage)
    if (isOutputStage(name) || name === '$changeStream')
      throw fault(
        'OptionNotSupportedOnView',
        `The aggregation stage ${name} cannot be used in a view definition`,
      )
  }
  const collation = parseCollation(args.doc('collation'))
  compilePipeline(stages, { now: server.now(), collation })
  const under = viewOn === coll ? undefined : chain(server, db, viewOn)
  if (under === undefined || under.includes(coll))
    throw fault('GraphContainsCycle', `View cycle detected: ${db}.${coll}`)
}

/** The names from a view down to the collection it rests on. */
function chain({ engine }: Server, db: string, coll: string): string[] {
  const names = [coll]
  for (;;) {
    const next: unknown = engine.optionsOf(db, names.at(-1) ?? '')?.['viewOn']
    if (typeof next !== 'string' || names.length > MAX_DEPTH) return names
    names.push(next)
  }
}

/** A view's collation is its own: a command may name it again, but no other. */
export function checkCollation(view: View, given: Doc | undefined): void {
  if (given === undefined) return
  if (!identicalValues(parseCollation(given), parseCollation(view.collation)))
    throw fault('OptionNotSupportedOnView', "Cannot override a view's default collation")
}

/** The stages of a find command on a view; options that only a collection's own query has are refused. */
export function stagesOfFind(args: Fields): Doc[] {
  for (const name of ['min', 'max', 'noCursorTimeout'])
    if (args.has(name) && args.any(name) !== false)
      throw fault('InvalidPipelineOperator', `Option ${name} not supported in aggregation.`)
  const { filter, sort, projection } = {
    filter: args.doc('filter'),
    sort: args.doc('sort'),
    projection: args.doc('projection'),
  }
  return [
    ...stageOf('$match', filter),
    ...stageOf('$sort', sort),
    ...numberStage('$skip', args.count('skip')),
    ...numberStage('$limit', args.count('limit')),
    ...stageOf('$project', projection),
  ]
}

/** The stages of a count or distinct on a view, whose filter is called `query`. */
export function stagesOfQuery(args: Fields): Doc[] {
  return [
    ...stageOf('$match', args.doc('query')),
    ...numberStage('$skip', args.count('skip')),
    ...numberStage('$limit', Math.abs(args.number('limit') ?? 0)),
  ]
}

/** Reads a view inside another pipeline, e.g. for `$lookup`. */
export function readView(
  view: View,
  { filter, sort, limit, let: variables }: ReadQuery,
  context: AggregateContext,
): Flow {
  const stages = [
    ...view.stages,
    ...stageOf('$match', filter),
    ...stageOf('$sort', sort),
    ...numberStage('$limit', limit),
  ]
  const inside = variables === undefined ? context : { ...context, let: variables }
  return runInTurns(context.readCollection(view.coll, {}), stages, inside)
}

function stageOf(name: string, value: Doc | undefined): Doc[] {
  return value === undefined || Object.keys(value).length === 0 ? [] : [{ [name]: value }]
}

function numberStage(name: string, value: number | undefined): Doc[] {
  return value === undefined || value === 0 ? [] : [{ [name]: value }]
}
