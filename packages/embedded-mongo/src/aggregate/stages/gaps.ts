import { Double } from 'bson'
import { fault, location } from '../../errors.ts'
import { addNumbers } from '../../values/arithmetic.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType, compareValues } from '../../values/compare.ts'
import { encodeKey } from '../../values/key-string.ts'
import { isNumber, toNumber } from '../../values/numbers.ts'
import { getPath, isPlainObject, setPath } from '../../values/paths.ts'
import type { Unit } from '../date-math.ts'
import { addSpan, unitOf } from '../date-math.ts'
import { collected } from '../pause.ts'
import type { StageBuilder, Stages } from './types.ts'
import { objectSpec } from './types.ts'

const UTC = { offsetAt: () => 0 }

/** `$fill`: missing and null fields get a value, the one before, or one on the line between; by way of other stages. */
const fill: StageBuilder = (spec, options, { compileStages }) => {
  const fields = objectSpec(
    spec,
    9,
    `The $fill stage specification must be an object, found ${bsonType(spec).alias}`,
  )
  for (const name of Object.keys(fields)) {
    if (!['partitionBy', 'partitionByFields', 'sortBy', 'output'].includes(name))
      throw location(40415, `BSON field '$fill.${name}' is an unknown field.`)
  }
  const output = objectSpec(
    fields['output'],
    40414,
    "BSON field '$fill.output' is missing but a required field",
  )
  const constants: Doc = {}
  const windows: Doc = {}
  for (const [name, how] of Object.entries(output)) {
    if (!isPlainObject(how) || Object.keys(how).length !== 1)
      throw location(6050204, 'Each output of $fill must have exactly one of value and method')
    if ('value' in how) constants[name] = { $ifNull: [`$${name}`, how['value']] }
    else if (how['method'] === 'locf') windows[name] = { $locf: `$${name}` }
    else if (how['method'] === 'linear') windows[name] = { $linearFill: `$${name}` }
    else throw location(6050202, 'Method must be either locf or linear')
  }
  const stages: Doc[] = []
  if (Object.keys(windows).length > 0)
    stages.push({
      $setWindowFields: {
        ...partition(fields),
        ...(fields['sortBy'] === undefined ? {} : { sortBy: fields['sortBy'] }),
        output: windows,
      },
    })
  if (Object.keys(constants).length > 0) stages.push({ $addFields: constants })
  return compileStages(stages, options)
}

function partition(fields: Doc): Doc {
  if ('partitionBy' in fields && 'partitionByFields' in fields)
    throw location(6050200, 'Maximum one of partitionBy and partitionByFields can be specified')
  if ('partitionBy' in fields) return { partitionBy: fields['partitionBy'] }
  const names = fields['partitionByFields']
  if (!Array.isArray(names)) return {}
  return {
    partitionBy: Object.fromEntries(
      (names as string[]).map((name) => [name.replaceAll('.', '_'), `$${name}`]),
    ),
  }
}

type Range = { step: unknown; unit: Unit | undefined; bounds: unknown[] | 'full' | 'partition' }

function densifyRange(value: unknown): Range {
  const fields = objectSpec(value, 40414, "BSON field '$densify.range' is missing but a required field")
  const { step, bounds } = fields
  if (!isNumber(step) || toNumber(step) <= 0)
    throw location(
      5733401,
      'the step parameter in a range statement must be a strictly positive numeric value',
    )
  const unit = 'unit' in fields ? unitOf(fields['unit'], '$densify') : undefined
  if (bounds !== 'full' && bounds !== 'partition' && !(Array.isArray(bounds) && bounds.length === 2)) {
    throw location(
      5946802,
      "the bounds in a range statement must be the string 'full', 'partition', or an ascending array of two numbers or two dates",
    )
  }
  return { step, unit, bounds: bounds as Range['bounds'] }
}

/** `$densify`: documents for the steps of a field that no document has. */
const densify: StageBuilder = (spec) => {
  const fields = objectSpec(
    spec,
    9,
    `The $densify stage specification must be an object, found ${bsonType(spec).alias}`,
  )
  for (const name of Object.keys(fields)) {
    if (!['field', 'partitionByFields', 'range'].includes(name))
      throw location(40415, `BSON field '$densify.${name}' is an unknown field.`)
  }
  const { field } = fields
  if (typeof field !== 'string')
    throw fault('Location40414', "BSON field '$densify.field' is missing but a required field")
  const keys = (fields['partitionByFields'] ?? []) as string[]
  const range = densifyRange(fields['range'])
  return function* dense(input) {
    const docs = (yield* collected(input, '$densify or $fill')).sort((a, b) =>
      compareValues(getPath(a, field) ?? null, getPath(b, field) ?? null),
    )
    const groups = Map.groupBy(docs, (doc) =>
      Buffer.from(
        encodeKey(
          keys.map((key) => getPath(doc, key) ?? null),
          keys.map(() => 1),
        ),
      ).toString('latin1'),
    )
    for (const group of groups.values()) yield* filled(group, docs, { field, keys, range })
  }
}

type Gaps = { field: string; keys: string[]; range: Range }

function* filled(group: Doc[], all: Doc[], { field, keys, range }: Gaps): Iterable<Doc> {
  const known = (docs: Doc[]): unknown[] =>
    docs.map((doc) => getPath(doc, field)).filter((value) => value !== undefined && value !== null)
  const values = known(range.bounds === 'full' ? all : group)
  const [low, high] = Array.isArray(range.bounds) ? range.bounds : [values[0], values.at(-1)]
  let next = low
  const made = (): Doc => {
    const doc: Doc = {}
    for (const key of keys) setPath(doc, key, getPath(group[0] ?? {}, key))
    setPath(doc, field, next)
    return doc
  }
  for (const doc of group) {
    const value = getPath(doc, field) ?? null
    while (
      value !== null &&
      next !== undefined &&
      compareValues(next, value) < 0 &&
      isBelow(next, high, range)
    ) {
      yield made()
      next = following(next, range)
    }
    yield doc
    if (next !== undefined && compareValues(next, value) === 0) next = following(next, range)
  }
  while (next !== undefined && isBelow(next, high, range)) {
    yield made()
    next = following(next, range)
  }
}

/** Explicit bounds exclude their end; the others reach the largest value there is. */
function isBelow(value: unknown, high: unknown, range: Range): boolean {
  return compareValues(value, high) < (Array.isArray(range.bounds) ? 0 : 1)
}

function following(value: unknown, range: Range): unknown {
  if (value instanceof Date) {
    if (range.unit === undefined)
      throw location(5733501, 'Encountered date value in field while step has no unit')
    return new Date(addSpan(value.getTime(), { unit: range.unit, amount: toNumber(range.step) }, UTC))
  }
  if (!isNumber(value)) throw location(5733201, 'Densify field type must be numeric or a date')
  return addNumbers(value, range.step) ?? new Double(toNumber(value) + toNumber(range.step))
}

/** Stages that close gaps. */
export const GAP_STAGES: Stages = { $fill: fill, $densify: densify }
