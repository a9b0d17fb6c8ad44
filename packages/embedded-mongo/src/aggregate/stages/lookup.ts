import { fault } from '../../errors.ts'
import { isRegex } from '../../query/regex.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType } from '../../values/compare.ts'
import { compileExpression } from '../expression.ts'
import { indexableFilter } from '../index-hints.ts'
import { gathered, type Flow, type Pause } from '../pause.ts'
import { splitPushdown } from '../pushdown.ts'
import type { AggregateContext, Stage, StageBuilder, StageOptions, StageTools } from './types.ts'
import { mappingInTurns, objectSpec, withPath } from './types.ts'

/** A field of a stage that has to be a string. */
export function textField(fields: Doc, name: string, stage: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value
  const found = `found ${name}: ${bsonType(value).alias}`
  throw fault('FailedToParse', `${stage} argument '${name}' must be a string, ${found}`)
}

/** The filter that finds the foreign documents of a local value: elements of an array each, missing as null. */
export function joinFilter(foreignField: string, value: unknown): Doc {
  if (!Array.isArray(value)) return { [foreignField]: { $eq: value ?? null } }
  const items = value as unknown[]
  // A regex stored as a value is compared, not matched.
  if (items.some(isRegex)) return { $or: items.map((item) => ({ [foreignField]: { $eq: item ?? null } })) }
  return { [foreignField]: { $in: items.map((item) => item ?? null) } }
}

type Find = (doc: Doc, context: AggregateContext) => Generator<Pause, Doc[]>
/** The filter of the fields' join, for a document. */
type FilterOf = ((doc: Doc) => Doc) | undefined

const FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']

/** `$lookup` by fields, by pipeline, or both: for each document one query, by equality where there is one. */
export const lookup: StageBuilder = (spec, options, tools) => {
  const wrongType = `the $lookup stage specification must be an object, but found ${bsonType(spec).alias}`
  const fields = objectSpec(spec, 9, wrongType)
  for (const name of Object.keys(fields)) {
    if (!FIELDS.includes(name)) throw fault('FailedToParse', `unknown argument to $lookup: ${name}`)
  }
  for (const name of ['as', 'from']) {
    if (!(name in fields)) throw fault('FailedToParse', `must specify '${name}' field for a $lookup`)
  }
  const as = textField(fields, 'as', '$lookup').split('.')
  const find = 'pipeline' in fields ? pipelineFind(fields, options, tools) : fieldFind(fields, options)
  return mappingInTurns(function* join(doc, context) {
    return withPath(doc, as, yield* find(doc, context))
  })
}

function fieldFind(fields: Doc, options: StageOptions): Find {
  const from = textField(fields, 'from', '$lookup')
  const filterOf = localFilter(fields, options)
  if (filterOf === undefined) {
    const wanted = "either 'pipeline' or both 'localField' and 'foreignField' to be specified"
    throw fault('FailedToParse', `$lookup requires ${wanted}`)
  }
  return (doc, context) => gathered(context.readCollection(from, { filter: filterOf(doc) }))
}

function localFilter(fields: Doc, options: StageOptions): FilterOf {
  const hasLocal = 'localField' in fields
  if (hasLocal !== 'foreignField' in fields) {
    const wanted = 'pipeline' in fields ? 'both or neither of' : "either 'pipeline' or both"
    throw fault('FailedToParse', `$lookup requires ${wanted} 'localField' and 'foreignField' to be specified`)
  }
  if (!hasLocal) return undefined
  const local = compileExpression(`$${textField(fields, 'localField', '$lookup')}`, options)
  const foreignField = textField(fields, 'foreignField', '$lookup')
  return (doc) => joinFilter(foreignField, local(doc))
}

/** An inner pipeline over a collection, perhaps joined by fields as well. */
type Inner = { from: string; stages: Doc[]; filterOf: FilterOf }

function pipelineFind(fields: Doc, options: StageOptions, { compileStages }: StageTools): Find {
  const stages = fields['pipeline']
  if (!Array.isArray(stages)) throw fault('TypeMismatch', "'pipeline' option must be specified as an array")
  const inner: Inner = {
    from: textField(fields, 'from', '$lookup'),
    stages: stages as Doc[],
    filterOf: localFilter(fields, options),
  }
  const definitions = objectSpec(fields['let'] ?? {}, 9, "$lookup argument 'let' must be an object")
  const variables = Object.keys(definitions).map((name) => {
    return [name, compileExpression(definitions[name], options)] as const
  })
  const bind = (doc: Doc | undefined): Doc => {
    // Without a document: only to find errors before anything is read.
    const bound = variables.map(([name, evaluate]) => [name, { $literal: doc && evaluate(doc) }] as const)
    return { ...options.let, ...Object.fromEntries(bound) }
  }
  const fixed = compileStages(stages, { ...options, let: bind(undefined) })
  if (variables.length === 0) return uncorrelated(inner, fixed)
  return (doc, context) => {
    const bound = bind(doc)
    const { filter, limit, rest } = pushed(inner.stages, bound, inner.filterOf?.(doc))
    const run = compileStages(rest, { ...options, let: bound })
    const found = context.readCollection(inner.from, { filter, limit, let: bound })
    return gathered(run(found, { ...context, let: bound }))
  }
}

/** A pipeline that does not look at the outer document runs once for all of them. */
function uncorrelated({ from, stages, filterOf }: Inner, run: Stage): Find {
  let known: Doc[] | undefined
  return function* find(doc, context) {
    if (filterOf !== undefined) return yield* gathered(readPushed(from, stages, run, filterOf(doc))(context))
    known ??= yield* gathered(readPushed(from, stages, run)(context))
    return [...known]
  }
}

/**
 * Runs a compiled pipeline over a collection that does the first filter itself, and where a limit follows its sort reads no
 * more than that: the stages run again over what it gives and find it as they would have left it.
 */
export function readPushed(
  from: string,
  stages: Doc[],
  run: Stage,
  join?: Doc,
): (context: AggregateContext) => Flow {
  return (context) => {
    const { filter } = pushed(stages, context.let, join)
    const { sort, skip = 0, limit } = splitPushdown(stages)
    const first = limit === undefined ? {} : { sort, limit: skip + limit }
    return run(context.readCollection(from, { filter, ...first, let: context.let }), context)
  }
}

type Pushed = { filter: Doc; limit?: number | undefined; rest: Doc[] }

/** What of an inner pipeline the collection can do itself: its first `$match`, made usable for indexes, and a limit. */
function pushed(stages: Doc[], variables: Doc | undefined, join: Doc | undefined): Pushed {
  const { filter, limit, sort, skip, rest } = splitPushdown(stages)
  const first = filter === undefined ? undefined : indexableFilter(filter, variables)
  const filters = [join, first].filter((each) => each !== undefined)
  const whole = filters.length > 1 ? { $and: filters } : (filters[0] ?? {})
  if (sort !== undefined || skip !== undefined) return { filter: whole, rest: stages }
  return { filter: whole, limit, rest }
}
