import { fault, location } from '../../errors.ts'
import { sortedInTurns } from '../../query/planner-sort.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType, compareValues, equalValues } from '../../values/compare.ts'
import { isNumber, toNumber } from '../../values/numbers.ts'
import type { Signature } from '../arguments.ts'
import { compileExpression } from '../expression.ts'
import { PAUSE, collected } from '../pause.ts'
import { COUNT, compileOutputs, Group } from './group.ts'
import type { StageBuilder, StageOptions, Stages } from './types.ts'
import { objectSpec } from './types.ts'

/** So many are gathered between two pauses. */
const DOCUMENTS_AT_ONCE = 256

const BUCKET: Signature = {
  required: ['groupBy', 'boundaries'],
  optional: ['default', 'output'],
  codes: { notObject: 40201, unknown: 40197, missing: 40198 },
}
const BUCKET_AUTO: Signature = {
  required: ['groupBy', 'buckets'],
  optional: ['output', 'granularity'],
  codes: { notObject: 40240, unknown: 40245, missing: 40246 },
}

function checkedFields(spec: unknown, name: string, { required, optional = [], codes }: Signature): Doc {
  const wrongType = `Argument to ${name} stage must be an object, but found type: ${bsonType(spec).alias}.`
  const fields = objectSpec(spec, codes.notObject, wrongType)
  for (const field of Object.keys(fields)) {
    if ([...required, ...optional].includes(field)) continue
    throw location(codes.unknown, `Unrecognized option to ${name}: ${field}.`)
  }
  if (required.every((field) => field in fields)) return fields
  throw location(codes.missing, `${name} requires '${required.join("' and '")}' to be specified.`)
}

const bucket: StageBuilder = (spec, options) => {
  const fields = checkedFields(spec, '$bucket', BUCKET)
  const output = objectSpec(fields['output'] ?? COUNT, 40196, 'The $bucket output field must be an object')
  const outputs = compileOutputs(output, options)
  const bucketOf = bucketFinder(fields, options)
  return function* buckets(input) {
    const found = new Map<unknown, Group>()
    for (const doc of input) {
      if (doc === PAUSE) {
        yield doc
        continue
      }
      const id = bucketOf(doc)
      const one = found.get(id) ?? new Group(id, outputs)
      found.set(id, one)
      one.add(doc)
    }
    const groups = [...found.values()].sort((a, b) => compareValues(a.id, b.id, options.collation))
    for (const one of groups) yield one.result()
  }
}

/** The lower boundary of a document's bucket, or the default. */
function bucketFinder(fields: Doc, options: StageOptions): (doc: Doc) => unknown {
  const boundaries = checkedBoundaries(fields['boundaries'], options)
  const hasDefault = 'default' in fields
  const other = hasDefault ? compileExpression(fields['default'], options)({}) : undefined
  const key = compileExpression(fields['groupBy'], options)
  return (doc) => {
    const value = key(doc) ?? null
    const lower = boundaries.findLast((bound) => compareValues(bound, value, options.collation) <= 0)
    if (lower !== undefined && compareValues(value, boundaries.at(-1), options.collation) < 0) return lower
    if (hasDefault) return other
    const reason = 'could not find a matching branch for an input, and no default was specified.'
    throw location(40066, `$switch ${reason}`)
  }
}

function checkedBoundaries(value: unknown, options: StageOptions): unknown[] {
  if (!Array.isArray(value)) {
    const type = bsonType(value).alias
    throw location(40200, `The $bucket 'boundaries' field must be an array, but found type: ${type}.`)
  }
  const boundaries = (value as unknown[]).map((each) => compileExpression(each, options)({}))
  if (boundaries.length < 2) {
    const found = `but found ${boundaries.length} value(s)`
    throw location(40192, `The $bucket 'boundaries' field must have at least 2 values, ${found}.`)
  }
  for (let at = 1; at < boundaries.length; at++) {
    if (compareValues(boundaries[at - 1], boundaries[at]) < 0) continue
    throw location(40194, "The 'boundaries' option to $bucket must be sorted in ascending order")
  }
  return boundaries
}

/** Buckets of about equal size; equal keys stay together. `granularity` is refused. */
const bucketAuto: StageBuilder = (spec, options) => {
  const fields = checkedFields(spec, '$bucketAuto', BUCKET_AUTO)
  const wanted = bucketCount(fields)
  const key = compileExpression(fields['groupBy'], options)
  const output = objectSpec(
    fields['output'] ?? COUNT,
    40244,
    'The $bucketAuto output field must be an object',
  )
  const outputs = compileOutputs(output, options)
  return function* buckets(input) {
    const keyed = (yield* collected(input, '$bucketAuto')).map((doc) => ({ doc, key: key(doc) ?? null }))
    const sorted = yield* sortedInTurns(keyed, (a, b) => compareValues(a.key, b.key, options.collation))
    const isTie = (at: number): boolean =>
      equalValues(sorted[at]?.key, sorted[at - 1]?.key, options.collation)
    const size = Math.max(1, Math.round(sorted.length / wanted))
    let at = 0
    for (let made = 1; at < sorted.length; made++) {
      let end = made === wanted ? sorted.length : Math.min(sorted.length, at + size)
      while (end < sorted.length && isTie(end)) end++
      // The upper bound is the next bucket's lower one; the last bucket includes its own.
      const one = new Group({ min: sorted[at]?.key, max: (sorted[end] ?? sorted[end - 1])?.key }, outputs)
      for (const [position, each] of sorted.slice(at, end).entries()) {
        one.add(each.doc)
        if (position % DOCUMENTS_AT_ONCE === 0) yield PAUSE
      }
      yield one.result()
      at = end
    }
  }
}

function bucketCount(fields: Doc): number {
  if ('granularity' in fields) {
    throw fault('NotImplemented', "$bucketAuto 'granularity' is not supported by this server")
  }
  const wanted = isNumber(fields['buckets']) ? toNumber(fields['buckets']) : NaN
  const named = "The $bucketAuto 'buckets' field must be"
  if (!Number.isInteger(wanted)) {
    throw location(40241, `${named} a numeric value representable as a 32-bit integer`)
  }
  if (wanted < 1) throw location(40243, `${named} greater than 0, but found: ${wanted}`)
  return wanted
}

/** Stages that group by ranges of a value. */
export const BUCKET_STAGES: Stages = { $bucket: bucket, $bucketAuto: bucketAuto }
