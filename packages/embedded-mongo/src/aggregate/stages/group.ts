import { fault, location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType, compareValues, equalValues } from '../../values/compare.ts'
import { encodeKey } from '../../values/key-string.ts'
import { isNumber, toNumber } from '../../values/numbers.ts'
import { isPlainObject, setField } from '../../values/paths.ts'
import { compileExpression } from '../expression.ts'
import { PAUSE, collected } from '../pause.ts'
import type { MakeGatherer } from '../group-accumulators.ts'
import { compileAccumulator } from '../group-accumulators.ts'
import { objectSpec } from './basic.ts'
import type { Stage, StageBuilder, StageOptions, Stages } from './types.ts'

type Output = { name: string; make: MakeGatherer }

function compileOutputs(fields: Doc, options: StageOptions): Output[] {
  return Object.keys(fields).map((name) => {
    const value = fields[name]
    if (name.includes('.')) throw location(40235, `The field name '${name}' cannot contain '.'`)
    if (name.startsWith('$')) throw location(40236, `The field name '${name}' cannot be an operator name`)
    if (!isPlainObject(value) || Object.keys(value)[0]?.startsWith('$') !== true) {
      throw location(40234, `The field '${name}' must be an accumulator object`)
    }
    const operators = Object.keys(value)
    if (operators.length !== 1) throw location(40238, `The field '${name}' must specify one accumulator`)
    const operator = operators[0] as string
    return { name, make: compileAccumulator(operator, value[operator], options) }
  })
}

/** One group in the making. */
class Group {
  readonly id: unknown
  private readonly gatherers: { name: string; gatherer: ReturnType<MakeGatherer> }[]

  constructor(id: unknown, outputs: Output[]) {
    this.id = id
    this.gatherers = outputs.map(({ name, make }) => ({ name, gatherer: make() }))
  }

  add(doc: Doc): void {
    for (const { gatherer } of this.gatherers) gatherer.add(doc)
  }

  result(): Doc {
    const result: Doc = { _id: this.id }
    for (const { name, gatherer } of this.gatherers) {
      const value = gatherer.result()
      if (value !== undefined) setField(result, name, value)
    }
    return result
  }
}

const group: StageBuilder = (spec, options) => {
  const fields = objectSpec(spec, 15947, "a group's fields must be specified in an object")
  if (!('_id' in fields)) throw location(15955, 'a group specification must include an _id')
  const { _id, ...outputs } = fields
  return groupBy(_id, compileOutputs(outputs, options), options)
}

function groupBy(expression: unknown, outputs: Output[], options: StageOptions): Stage {
  const evaluate = compileExpression(expression, options)
  return function* groups(input) {
    const found = new Map<string, Group>()
    for (const doc of input) {
      if (doc === PAUSE) {
        yield doc
        continue
      }
      // A missing key is the null group.
      const id = evaluate(doc) ?? null
      const key = Buffer.from(encodeKey([id], [1], options.collation)).toString('latin1')
      let one = found.get(key)
      if (one === undefined) found.set(key, (one = new Group(id, outputs)))
      one.add(doc)
    }
    for (const one of found.values()) yield one.result()
  }
}

const COUNT = { count: { $sum: 1 } }

const sortByCount: StageBuilder = (spec, options, compileStages) => {
  const isExpression =
    (typeof spec === 'string' && spec.startsWith('$')) ||
    (isPlainObject(spec) && Object.keys(spec)[0]?.startsWith('$') === true)
  if (!isExpression)
    throw location(
      isPlainObject(spec) ? 40147 : 40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    )
  return compileStages([{ $group: { _id: spec, ...COUNT } }, { $sort: { count: -1 } }], options)
}

function checkedFields(
  spec: unknown,
  name: string,
  codes: { notObject: number; unknown: number; missing: number },
  required: string[],
  optional: string[],
): Doc {
  const fields = objectSpec(
    spec,
    codes.notObject,
    `Argument to ${name} stage must be an object, but found type: ${bsonType(spec).alias}.`,
  )
  for (const field of Object.keys(fields)) {
    if (![...required, ...optional].includes(field))
      throw location(codes.unknown, `Unrecognized option to ${name}: ${field}.`)
  }
  for (const field of required) {
    if (!(field in fields))
      throw location(codes.missing, `${name} requires '${required.join("' and '")}' to be specified.`)
  }
  return fields
}

const bucket: StageBuilder = (spec, options) => {
  const fields = checkedFields(
    spec,
    '$bucket',
    { notObject: 40201, unknown: 40197, missing: 40198 },
    ['groupBy', 'boundaries'],
    ['default', 'output'],
  )
  const boundaries = checkedBoundaries(fields['boundaries'], options)
  const hasDefault = 'default' in fields
  const other = hasDefault ? compileExpression(fields['default'], options)({}) : undefined
  const key = compileExpression(fields['groupBy'], options)
  const outputs = compileOutputs(
    objectSpec(fields['output'] ?? COUNT, 40196, 'The $bucket output field must be an object'),
    options,
  )
  return function* buckets(input) {
    const found = new Map<unknown, Group>()
    for (const doc of input) {
      if (doc === PAUSE) {
        yield doc
        continue
      }
      const value = key(doc) ?? null
      const lower = boundaries.findLast((bound) => compareValues(bound, value, options.collation) <= 0)
      const isInside = lower !== undefined && compareValues(value, boundaries.at(-1), options.collation) < 0
      if (!isInside && !hasDefault)
        throw location(
          40066,
          '$switch could not find a matching branch for an input, and no default was specified.',
        )
      const id = isInside ? lower : other
      const one = found.get(id) ?? new Group(id, outputs)
      found.set(id, one)
      one.add(doc)
    }
    const groups = [...found.values()].sort((a, b) => compareValues(a.id, b.id, options.collation))
    for (const one of groups) yield one.result()
  }
}

function checkedBoundaries(value: unknown, options: StageOptions): unknown[] {
  if (!Array.isArray(value))
    throw location(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${bsonType(value).alias}.`,
    )
  const boundaries = (value as unknown[]).map((each) => compileExpression(each, options)({}))
  if (boundaries.length < 2)
    throw location(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    )
  for (let at = 1; at < boundaries.length; at++) {
    if (compareValues(boundaries[at - 1], boundaries[at]) >= 0)
      throw location(40194, "The 'boundaries' option to $bucket must be sorted in ascending order")
  }
  return boundaries
}

/** Buckets of about equal size; equal keys stay together. `granularity` is refused. */
const bucketAuto: StageBuilder = (spec, options) => {
  const fields = checkedFields(
    spec,
    '$bucketAuto',
    { notObject: 40240, unknown: 40245, missing: 40246 },
    ['groupBy', 'buckets'],
    ['output', 'granularity'],
  )
  if ('granularity' in fields)
    throw fault('NotImplemented', "$bucketAuto 'granularity' is not supported by this server")
  const wanted = isNumber(fields['buckets']) ? toNumber(fields['buckets']) : NaN
  if (!Number.isInteger(wanted))
    throw location(
      40241,
      "The $bucketAuto 'buckets' field must be a numeric value representable as a 32-bit integer",
    )
  if (wanted < 1)
    throw location(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${wanted}`)
  const key = compileExpression(fields['groupBy'], options)
  const outputs = compileOutputs(
    objectSpec(fields['output'] ?? COUNT, 40244, 'The $bucketAuto output field must be an object'),
    options,
  )
  return function* buckets(input) {
    const sorted = (yield* collected(input))
      .map((doc) => ({ doc, key: key(doc) ?? null }))
      .sort((a, b) => compareValues(a.key, b.key, options.collation))
    const size = Math.max(1, Math.round(sorted.length / wanted))
    let at = 0
    for (let made = 0; at < sorted.length; made++) {
      let end = made === wanted - 1 ? sorted.length : Math.min(sorted.length, at + size)
      while (end < sorted.length && equalValues(sorted[end]?.key, sorted[end - 1]?.key, options.collation))
        end++
      const one = new Group(
        { min: sorted[at]?.key, max: sorted[end === sorted.length ? end - 1 : end]?.key },
        outputs,
      )
      for (const each of sorted.slice(at, end)) one.add(each.doc)
      yield one.result()
      at = end
    }
  }
}

/** Stages that gather documents into groups. */
export const GROUP_STAGES: Stages = {
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
}
