import { Long } from 'bson'
import { fault, location } from '../../errors.ts'
import { isRegex } from '../../query/regex.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType } from '../../values/compare.ts'
import { encodeKey } from '../../values/key-string.ts'
import { isNumber, toExactInteger } from '../../values/numbers.ts'
import { isPlainObject } from '../../values/paths.ts'
import { compileExpression } from '../expression.ts'
import { indexableFilter } from '../index-hints.ts'
import { collected } from '../pause.ts'
import { splitPushdown } from '../pushdown.ts'
import { objectSpec, withPath } from './basic.ts'
import type { AggregateContext, CompileStages, Stage, StageBuilder, StageOptions, Stages } from './types.ts'
import { mapping } from './types.ts'

function text(fields: Doc, name: string, stage: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value
  throw fault(
    'FailedToParse',
    `${stage} argument '${name}' must be a string, found ${name}: ${bsonType(value).alias}`,
  )
}

/** The filter that finds the foreign documents of a local value: elements of an array each, missing as null. */
function joinFilter(foreignField: string, value: unknown): Doc {
  if (!Array.isArray(value)) return { [foreignField]: { $eq: value ?? null } }
  const items = value as unknown[]
  // A regex stored as a value is compared, not matched.
  if (items.some(isRegex)) return { $or: items.map((item) => ({ [foreignField]: { $eq: item ?? null } })) }
  return { [foreignField]: { $in: items.map((item) => item ?? null) } }
}

const LOOKUP_FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']

const lookup: StageBuilder = (spec, options, compileStages) => {
  const fields = objectSpec(
    spec,
    9,
    `the $lookup stage specification must be an object, but found ${bsonType(spec).alias}`,
  )
  for (const name of Object.keys(fields)) {
    if (!LOOKUP_FIELDS.includes(name)) throw fault('FailedToParse', `unknown argument to $lookup: ${name}`)
  }
  if (!('as' in fields)) throw fault('FailedToParse', "must specify 'as' field for a $lookup")
  const as = text(fields, 'as', '$lookup').split('.')
  if (!('from' in fields)) throw fault('FailedToParse', "must specify 'from' field for a $lookup")
  const from = text(fields, 'from', '$lookup')
  const find =
    'pipeline' in fields
      ? pipelineLookup(fields, from, options, compileStages)
      : fieldLookup(fields, from, options)
  return (input, context) => mapping((doc) => withPath(doc, as, [...find(doc, context)]))(input, context)
}

type Find = (doc: Doc, context: AggregateContext) => Iterable<unknown>

function fieldLookup(fields: Doc, from: string, options: StageOptions): Find {
  const filterOf = localFilter(fields, options)
  if (filterOf === undefined)
    throw fault(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  return (doc, context) => context.readCollection(from, { filter: filterOf(doc) })
}

function localFilter(fields: Doc, options: StageOptions): ((doc: Doc) => Doc) | undefined {
  const hasLocal = 'localField' in fields
  if (hasLocal !== 'foreignField' in fields)
    throw fault(
      'FailedToParse',
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    )
  if (!hasLocal) return undefined
  const local = compileExpression(`$${text(fields, 'localField', '$lookup')}`, options)
  const foreignField = text(fields, 'foreignField', '$lookup')
  return (doc) => joinFilter(foreignField, local(doc))
}

function pipelineLookup(
  fields: Doc,
  from: string,
  options: StageOptions,
  compileStages: CompileStages,
): Find {
  const stages = fields['pipeline']
  if (!Array.isArray(stages)) throw fault('TypeMismatch', "'pipeline' option must be specified as an array")
  const definitions = objectSpec(fields['let'] ?? {}, 9, "$lookup argument 'let' must be an object")
  const variables = Object.keys(definitions).map(
    (name) => [name, compileExpression(definitions[name], options)] as const,
  )
  const filterOf = localFilter(fields, options)
  // Compiled once with empty variables, so that errors come before anything is read.
  const fixed = compileStages(stages, {
    ...options,
    let: letOf(
      options.let,
      variables.map(([name]) => [name, null]),
    ),
  })
  if (variables.length === 0) return uncorrelated(fixed, from, stages as Doc[], filterOf)
  return (doc, context) => {
    const bound = letOf(
      options.let,
      variables.map(([name, evaluate]) => [name, evaluate(doc)]),
    )
    const { filter, limit, rest } = pushed(stages as Doc[], bound, filterOf?.(doc))
    const run = compileStages(rest, { ...options, let: bound })
    return run(context.readCollection(from, { filter, limit, let: bound }), { ...context, let: bound })
  }
}

/** A pipeline that does not look at the outer document runs once for all of them. */
function uncorrelated(
  run: Stage,
  from: string,
  stages: Doc[],
  filterOf: ((doc: Doc) => Doc) | undefined,
): Find {
  let known: unknown[] | undefined
  return (doc, context) => {
    if (filterOf !== undefined) return run(context.readCollection(from, { filter: filterOf(doc) }), context)
    const { filter } = pushed(stages, context.let, undefined)
    known ??= [...run(context.readCollection(from, { filter, let: context.let }), context)]
    return known
  }
}

function letOf(outer: Doc | undefined, values: (readonly [string, unknown])[]): Doc {
  const bound: Doc = { ...outer }
  for (const [name, value] of values) bound[name] = { $literal: value }
  return bound
}

/** What of an inner pipeline the collection can do itself: its first `$match`, made usable for indexes, and a limit. */
function pushed(
  stages: Doc[],
  variables: Doc | undefined,
  join: Doc | undefined,
): { filter: Doc; limit?: number | undefined; rest: Doc[] } {
  const { filter, limit, sort, skip, rest } = splitPushdown(stages)
  const filters = [join, filter === undefined ? undefined : indexableFilter(filter, variables)].filter(
    (each) => each !== undefined,
  )
  const whole = filters.length > 1 ? { $and: filters } : (filters[0] ?? {})
  if (sort !== undefined || skip !== undefined) return { filter: whole, rest: stages }
  return { filter: whole, limit, rest }
}

const unionWith: StageBuilder = (spec, options, compileStages) => {
  const fields =
    typeof spec === 'string'
      ? { coll: spec }
      : objectSpec(
          spec,
          9,
          `the $unionWith stage specification must be an object or string, but found ${bsonType(spec).alias}`,
        )
  for (const name of Object.keys(fields)) {
    if (name !== 'coll' && name !== 'pipeline')
      throw fault('Location40415', `BSON field '$unionWith.${name}' is an unknown field.`)
  }
  const run = compileStages(fields['pipeline'] ?? [], options)
  const from = 'coll' in fields ? text(fields, 'coll', '$unionWith') : undefined
  return function* union(input, context) {
    yield* input
    yield* run(from === undefined ? [] : context.readCollection(from, {}), context)
  }
}

const facet: StageBuilder = (spec, options, compileStages) => {
  const fields = objectSpec(spec, 40169, 'the $facet specification must be a non-empty object')
  const names = Object.keys(fields)
  if (names.length === 0) throw location(40169, 'the $facet specification must be a non-empty object')
  const branches = names.map((name) => {
    const stages = fields[name]
    if (!Array.isArray(stages))
      throw location(40170, `arguments to $facet must be arrays, ${name} is type ${bsonType(stages).alias}`)
    for (const stage of stages as Doc[]) {
      const [first = ''] = isPlainObject(stage) ? Object.keys(stage) : []
      if (
        [
          '$facet',
          '$out',
          '$merge',
          '$geoNear',
          '$indexStats',
          '$collStats',
          '$planCacheStats',
          '$changeStream',
        ].includes(first)
      ) {
        throw location(40600, `${first} is not allowed to be used within a $facet stage`)
      }
    }
    return [name, compileStages(stages, options)] as const
  })
  return function* facets(input, context) {
    const docs = yield* collected(input)
    yield Object.fromEntries(branches.map(([name, run]) => [name, [...run(docs, context)]]))
  }
}

type Graph = {
  from: string
  startWith: unknown
  connectFromField: string
  connectToField: string
  as: string[]
  maxDepth: number
  depthField: string[] | undefined
  restrict: Doc | undefined
}

function graphSpec(spec: unknown): Graph {
  const fields = objectSpec(spec, 9, 'the $graphLookup stage specification must be an object')
  const known = [
    'from',
    'startWith',
    'connectFromField',
    'connectToField',
    'as',
    'maxDepth',
    'depthField',
    'restrictSearchWithMatch',
  ]
  for (const name of Object.keys(fields))
    if (!known.includes(name)) throw location(40104, `Unknown argument to $graphLookup: ${name}`)
  for (const name of known.slice(0, 5)) {
    if (!(name in fields))
      throw location(
        40105,
        `$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.`,
      )
  }
  const depth =
    'maxDepth' in fields
      ? isNumber(fields['maxDepth'])
        ? toExactInteger(fields['maxDepth'])
        : undefined
      : undefined
  if ('maxDepth' in fields && (depth === undefined || depth < 0n))
    throw location(40101, 'maxDepth requires a nonnegative argument')
  const restrict = fields['restrictSearchWithMatch']
  if (restrict !== undefined && !isPlainObject(restrict))
    throw location(40185, 'restrictSearchWithMatch must be an object')
  return {
    from: text(fields, 'from', '$graphLookup'),
    startWith: fields['startWith'],
    connectFromField: text(fields, 'connectFromField', '$graphLookup'),
    connectToField: text(fields, 'connectToField', '$graphLookup'),
    as: text(fields, 'as', '$graphLookup').split('.'),
    maxDepth: depth === undefined ? Infinity : Number(depth),
    depthField: 'depthField' in fields ? text(fields, 'depthField', '$graphLookup').split('.') : undefined,
    restrict,
  }
}

/** Breadth first, each document once; a level is one read of the collection. */
const graphLookup: StageBuilder = (spec, options) => {
  const graph = graphSpec(spec)
  const start = compileExpression(graph.startWith, options)
  const next = compileExpression(`$${graph.connectFromField}`, options)
  const keyOf = (value: unknown): string =>
    Buffer.from(encodeKey([value], [1], options.collation)).toString('latin1')
  const search = (doc: Doc, context: AggregateContext): Doc[] => {
    const found = new Map<string, Doc>()
    const asked = new Set<string>()
    let frontier = listOf(start(doc))
    for (let depth = 0; depth <= graph.maxDepth; depth++) {
      const values = frontier.filter((value) => !asked.has(keyOf(value)))
      if (values.length === 0) break
      for (const value of values) asked.add(keyOf(value))
      const join = joinFilter(graph.connectToField, values)
      frontier = []
      for (const each of context.readCollection(graph.from, {
        filter: graph.restrict === undefined ? join : { $and: [join, graph.restrict] },
      })) {
        const key = keyOf(each['_id'])
        if (found.has(key)) continue
        found.set(
          key,
          graph.depthField === undefined ? each : withPath(each, graph.depthField, Long.fromNumber(depth)),
        )
        frontier.push(...listOf(next(each)))
      }
    }
    return [...found.values()]
  }
  return (input, context) => mapping((doc) => withPath(doc, graph.as, search(doc, context)))(input, context)
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as unknown[]) : [value]
}

/** Stages that read other collections or run pipelines of their own. */
export const JOIN_STAGES: Stages = {
  $lookup: lookup,
  $unionWith: unionWith,
  $facet: facet,
  $graphLookup: graphLookup,
}
