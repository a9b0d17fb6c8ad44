import { location } from '../../errors.ts'
import { sortedInTurns } from '../../query/planner-sort.ts'
import { compileSort, parseSort } from '../../query/sort.ts'
import type { Doc } from '../../values/codec.ts'
import type { Collation } from '../../values/compare.ts'
import { bsonType, compareValues } from '../../values/compare.ts'
import { isPlainObject } from '../../values/paths.ts'
import { compileExpression } from '../expression.ts'
import { collected, PAUSE, type Pause } from '../pause.ts'
import type { WindowFunction } from '../window-functions.ts'
import { compileWindowFunction } from '../window-functions.ts'
import type { Bounds } from '../window-bounds.ts'
import { framesOf, parseBounds } from '../window-bounds.ts'
import type { StageBuilder, StageOptions, Stages } from './types.ts'
import { objectSpec, withPath } from './types.ts'

type WindowOutput = { path: string[]; bounds: Bounds; compute: WindowFunction }

type WindowOptions = StageOptions & { sortBy: Doc | undefined }

function compileOutput(name: string, spec: unknown, options: WindowOptions): WindowOutput {
  if (!isPlainObject(spec)) throw location(9, `The field '${name}' must be an object`)
  const operators = Object.keys(spec).filter((key) => key !== 'window')
  const [operator] = operators
  if (operator === undefined || operators.length > 1 || !operator.startsWith('$')) {
    throw location(9, `Expected exactly one window function for the field '${name}'`)
  }
  const { sortBy } = options
  const bounds = parseBounds(spec['window'], sortBy)
  return {
    path: name.split('.'),
    bounds,
    compute: compileWindowFunction(operator, spec[operator], {
      sortBy,
      hasWindow: 'window' in spec,
      options,
    }),
  }
}

const FIELDS = ['partitionBy', 'sortBy', 'output']

const setWindowFields: StageBuilder = (spec, options) => {
  const fields = objectSpec(
    spec,
    9,
    `the $setWindowFields stage specification must be an object, found ${bsonType(spec).alias}`,
  )
  for (const name of Object.keys(fields)) {
    if (!FIELDS.includes(name))
      throw location(40415, `BSON field '$setWindowFields.${name}' is an unknown field.`)
  }
  const output = objectSpec(
    fields['output'],
    40414,
    "BSON field '$setWindowFields.output' is missing but a required field",
  )
  const { sortBy } = fields
  if (sortBy !== undefined && !isPlainObject(sortBy))
    throw location(14, "BSON field '$setWindowFields.sortBy' is the wrong type, expected type 'object'")
  if (sortBy !== undefined) parseSort(sortBy)
  const partitionBy = compileExpression(fields['partitionBy'] ?? null, options)
  const order = sortBy === undefined ? undefined : compileSort(sortBy, options.collation)
  const outputs = Object.keys(output).map((name) => compileOutput(name, output[name], { ...options, sortBy }))
  return function* windows(input) {
    const docs = yield* collected(input, '$setWindowFields')
    for (const partition of partitions(docs, partitionBy, { order, collation: options.collation })) {
      if (partition === PAUSE) yield partition
      else yield* computed(partition, outputs, sortBy)
    }
  }
}

type Order = { order: ((a: Doc, b: Doc) => number) | undefined; collation: Collation | undefined }

/** The documents of each partition, in order; partitions in the order of their keys. */
function* partitions(
  docs: Doc[],
  key: (doc: Doc) => unknown,
  { order, collation }: Order,
): Generator<Doc[] | Pause, void> {
  const keyed = docs.map((doc) => ({ doc, key: key(doc) ?? null }))
  if (keyed.some((each) => Array.isArray(each.key))) {
    throw location(14, 'An expression used to partition cannot evaluate to value of type array')
  }
  const sorted = yield* sortedInTurns(
    keyed,
    (a, b) => compareValues(a.key, b.key, collation) || (order?.(a.doc, b.doc) ?? 0),
  )
  let start = 0
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && compareValues(sorted[at]?.key, sorted[start]?.key, collation) === 0) continue
    yield sorted.slice(start, at).map((each) => each.doc)
    start = at
  }
}

function* computed(docs: Doc[], outputs: WindowOutput[], sortBy: Doc | undefined): Generator<Doc | Pause> {
  const columns: unknown[][] = []
  for (const { bounds, compute } of outputs) {
    columns.push(compute(docs, framesOf(docs, bounds, sortBy)))
    yield PAUSE
  }
  for (const [index, doc] of docs.entries()) {
    yield outputs.reduce((result, { path }, at) => withPath(result, path, columns[at]?.[index] ?? null), doc)
  }
}

export const WINDOW_STAGES: Stages = { $setWindowFields: setWindowFields }
