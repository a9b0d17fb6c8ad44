import { Long } from 'bson'
import { location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { encodeKey } from '../../values/key-string.ts'
import { isNumber, toExactInteger } from '../../values/numbers.ts'
import { isPlainObject } from '../../values/paths.ts'
import { LIMIT_BYTES, weightOf } from '../memory.ts'
import type { Expression } from '../expression.ts'
import { compileExpression } from '../expression.ts'
import { PAUSE, type Pause } from '../pause.ts'
import { joinFilter, textField } from './lookup.ts'
import type { AggregateContext, StageBuilder, StageOptions } from './types.ts'
import { mappingInTurns, objectSpec, withPath } from './types.ts'

type Graph = {
  from: string
  start: Expression
  next: Expression
  connectToField: string
  maxDepth: number
  depthField: string[] | undefined
  restrict: Doc | undefined
  keyOf(value: unknown): string
}

/** `$graphLookup`: breadth first, each document once; a level is one read of the collection. */
export const graphLookup: StageBuilder = (spec, options) => {
  const fields = checkedFields(spec)
  const as = textField(fields, 'as', '$graphLookup').split('.')
  const graph = graphOf(fields, options)
  return mappingInTurns(function* join(doc, context) {
    return withPath(doc, as, yield* search(doc, graph, context))
  })
}

const REQUIRED = ['from', 'startWith', 'connectFromField', 'connectToField', 'as']
const OPTIONAL = ['maxDepth', 'depthField', 'restrictSearchWithMatch']

function checkedFields(spec: unknown): Doc {
  const fields = objectSpec(spec, 9, 'the $graphLookup stage specification must be an object')
  for (const name of Object.keys(fields)) {
    if (![...REQUIRED, ...OPTIONAL].includes(name))
      throw location(40104, `Unknown argument to $graphLookup: ${name}`)
  }
  if (REQUIRED.every((name) => name in fields)) return fields
  const wanted = "'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified."
  throw location(40105, `$graphLookup requires ${wanted}`)
}

function graphOf(fields: Doc, options: StageOptions): Graph {
  const restrict = fields['restrictSearchWithMatch']
  if (restrict !== undefined && !isPlainObject(restrict)) {
    throw location(40185, 'restrictSearchWithMatch must be an object')
  }
  const text = (name: string): string => textField(fields, name, '$graphLookup')
  return {
    from: text('from'),
    start: compileExpression(fields['startWith'], options),
    next: compileExpression(`$${text('connectFromField')}`, options),
    connectToField: text('connectToField'),
    maxDepth: 'maxDepth' in fields ? depthOf(fields['maxDepth']) : Infinity,
    depthField: 'depthField' in fields ? text('depthField').split('.') : undefined,
    restrict,
    keyOf: (value) => Buffer.from(encodeKey([value], [1], options.collation)).toString('latin1'),
  }
}

function depthOf(value: unknown): number {
  const depth = isNumber(value) ? toExactInteger(value) : undefined
  if (depth === undefined || depth < 0n) throw location(40101, 'maxDepth requires a nonnegative argument')
  return Number(depth)
}

function* search(doc: Doc, graph: Graph, context: AggregateContext): Generator<Pause, Doc[]> {
  const found = new Map<string, Doc>()
  const asked = new Set<string>()
  let frontier = listOf(graph.start(doc))
  let bytes = 0
  for (let depth = 0; depth <= graph.maxDepth; depth++) {
    const values = frontier.filter((value) => !asked.has(graph.keyOf(value)))
    if (values.length === 0) break
    for (const value of values) asked.add(graph.keyOf(value))
    const join = joinFilter(graph.connectToField, values)
    const filter = graph.restrict === undefined ? join : { $and: [join, graph.restrict] }
    frontier = []
    for (const each of context.readCollection(graph.from, { filter })) {
      if (each === PAUSE) {
        yield each
        continue
      }
      const key = graph.keyOf(each['_id'])
      if (found.has(key)) continue
      bytes += weightOf(each)
      if (bytes > LIMIT_BYTES) throw location(40099, '$graphLookup reached maximum memory consumption')
      found.set(
        key,
        graph.depthField === undefined ? each : withPath(each, graph.depthField, Long.fromNumber(depth)),
      )
      frontier.push(...listOf(graph.next(each)))
    }
  }
  return [...found.values()]
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as unknown[]) : [value]
}
