import { fault, location } from '../../errors.ts'
import { compileFilter } from '../../query/matcher.ts'
import { compileProjectStage } from '../../query/projection.ts'
import { ProjectionNode } from '../../query/projection-tree.ts'
import { sortedInTurns } from '../../query/planner-sort.ts'
import { parseSort, SortOrder } from '../../query/sort.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType } from '../../values/compare.ts'
import { countValue, isNumber, toExactInteger, toNumber } from '../../values/numbers.ts'
import { isPlainObject } from '../../values/paths.ts'
import { showValue } from '../../values/show.ts'
import { compileExpression } from '../expression.ts'
import { Memory, weightOf } from '../memory.ts'
import { PAUSE } from '../pause.ts'
import { redact } from './redact.ts'
import { unwind } from './unwind.ts'
import type { Stage, StageBuilder, StageOptions, Stages } from './types.ts'
import { mapping, objectSpec } from './types.ts'

const match: StageBuilder = (spec, options) => {
  const predicate = compileFilter(
    objectSpec(spec, 15959, 'the match filter must be an expression in an object'),
    options,
  )
  return function* filter(input) {
    for (const doc of input) if (doc === PAUSE || predicate(doc)) yield doc
  }
}

const project: StageBuilder = (spec, options) => {
  return mapping(
    compileProjectStage(objectSpec(spec, 15969, '$project specification must be an object'), options),
  )
}

const addFields: StageBuilder = (spec, options, { name }) => {
  const wrongType = `${name} specification stage must be an object, got ${bsonType(spec).alias}`
  const node = new ProjectionNode('add')
  for (const { path, value } of addedFields(objectSpec(spec, 40272, wrongType), [], name)) {
    const evaluate = compileExpression(value, options)
    if (node.put(path, { compute: (root) => evaluate(root) }) === undefined) continue
    const clash = `Cannot specify both '${path.join('.')}' and another path`
    throw location(
      40176,
      `Invalid ${name} :: caused by :: specification contains two conflicting paths. ${clash}`,
    )
  }
  return mapping((doc) => node.apply(doc))
}

type Added = { path: string[]; value: unknown }

/** Nested objects without operators are paths: `{a: {b: 1}}` sets `a.b` and leaves the rest of `a`. */
function addedFields(fields: Doc, above: string[], name: string): Added[] {
  return Object.keys(fields).flatMap((field) => {
    const path = [...above, ...field.split('.')]
    path.forEach((part) => checkFieldName(part, `Invalid ${name} :: caused by :: `))
    const value = fields[field]
    const isNested = isPlainObject(value) && Object.keys(value)[0]?.startsWith('$') === false
    return isNested ? addedFields(value, path, name) : [{ path, value }]
  })
}

function checkFieldName(part: string, prefix: string): void {
  if (part === '') throw location(40352, `${prefix}FieldPath field names may not be empty strings.`)
  if (!part.startsWith('$')) return
  throw location(
    16410,
    `${prefix}FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
  )
}

const unset: StageBuilder = (spec) => {
  const fields = Array.isArray(spec) ? (spec as unknown[]) : [spec]
  if (fields.length === 0)
    throw location(31119, '$unset specification must be a string or an array with at least one field')
  const node = new ProjectionNode('exclude')
  for (const field of fields) {
    if (typeof field !== 'string')
      throw location(31002, '$unset specification must be a string or an array containing only string values')
    if (field === '') throw location(40352, 'FieldPath cannot be constructed with empty string')
    if (field.startsWith('$'))
      throw location(
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      )
    if (node.put(field.split('.'), 'exclude') !== undefined)
      throw location(31250, `Invalid $unset :: caused by :: Path collision at ${field}`)
  }
  return mapping((doc) => node.apply(doc))
}

const sort: StageBuilder = (spec, options) => {
  const fields = objectSpec(spec, 15973, 'the $sort key specification must be an object')
  if (parseSort(fields).length === 0) throw location(15976, '$sort stage must have at least one sort key')
  return function* sorted(input) {
    const order = new SortOrder(fields, options.collation)
    const keyed: { key: unknown[]; doc: Doc }[] = []
    const memory = new Memory('$sort')
    for (const doc of input) {
      if (doc === PAUSE) yield doc
      else {
        memory.add(weightOf(doc))
        keyed.push({ key: order.keyOf(doc), doc })
      }
    }
    const inOrder = yield* sortedInTurns(keyed, (a, b) => order.compare(a.key, b.key))
    for (const { doc } of inOrder) yield doc
  }
}

function wholeNumber(spec: unknown, name: string): bigint {
  const integer = isNumber(spec) ? toExactInteger(spec) : undefined
  if (integer !== undefined && integer >= 0n) return integer
  const what = integer === undefined ? 'a number' : 'a non-negative number'
  const reason = `Expected ${what} in: ${name}: ${showValue(spec)}`
  throw location(name === '$limit' ? 2107201 : 5107200, `invalid argument to ${name} stage: ${reason}`)
}

const limit: StageBuilder = (spec) => {
  const most = Number(wholeNumber(spec, '$limit'))
  if (most < 1) throw location(15958, 'the limit must be positive')
  return function* take(input) {
    let left = most
    for (const doc of input) {
      yield doc
      if (doc !== PAUSE && --left === 0) return
    }
  }
}

const skip: StageBuilder = (spec) => {
  const count = Number(wholeNumber(spec, '$skip'))
  return function* drop(input) {
    let left = count
    for (const doc of input) {
      if (doc === PAUSE || left === 0) yield doc
      else left -= 1
    }
  }
}

const count: StageBuilder = (spec) => {
  if (typeof spec !== 'string') throw location(40156, 'the count field must be a non-empty string')
  if (spec === '') throw location(40157, 'the count field must be a non-empty string')
  if (spec.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path')
  if (spec.includes('.')) throw location(40160, "the count field cannot contain '.'")
  return function* total(input) {
    let found = 0
    for (const doc of input) {
      if (doc === PAUSE) yield doc
      else found += 1
    }
    // Nothing counted is no document, not a zero.
    if (found > 0) yield { [spec]: countValue(found) }
  }
}

function newRoot(expression: unknown, options: StageOptions): Stage {
  const evaluate = compileExpression(expression, options)
  return mapping((doc) => {
    const root = evaluate(doc)
    if (isPlainObject(root)) return root
    throw location(
      40228,
      `'newRoot' expression  must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : showValue(root)}. Type of resulting value: '${bsonType(root).alias}'.`,
    )
  })
}

const replaceRoot: StageBuilder = (spec, options) => {
  const fields = objectSpec(
    spec,
    40229,
    `expected an object as specification for $replaceRoot stage, got ${bsonType(spec).alias}`,
  )
  for (const name of Object.keys(fields)) {
    if (name !== 'newRoot')
      throw fault('Location40415', `BSON field '$replaceRoot.${name}' is an unknown field.`)
  }
  if (!('newRoot' in fields)) throw location(40231, 'no newRoot specified for the $replaceRoot stage')
  return newRoot(fields['newRoot'], options)
}

/** Reservoir sampling; the order of the sample is random too. */
const sample: StageBuilder = (spec) => {
  const fields = objectSpec(spec, 28745, 'the $sample stage specification must be an object')
  for (const name of Object.keys(fields))
    if (name !== 'size') throw location(28748, `unrecognized option to $sample: ${name}`)
  if (!('size' in fields)) throw location(28749, '$sample stage must specify a size')
  if (!isNumber(fields['size'])) throw location(28746, 'size argument to $sample must be a number')
  const size = Math.trunc(toNumber(fields['size']))
  if (size < 1) throw location(28747, 'size argument to $sample must be a positive integer')
  return function* sampled(input) {
    const kept: { rank: number; doc: Doc }[] = []
    for (const doc of input) {
      if (doc === PAUSE) {
        yield doc
        continue
      }
      kept.push({ rank: Math.random(), doc })
      if (kept.length >= size * 2 + 1000) kept.sort((a, b) => a.rank - b.rank).splice(size)
    }
    yield* kept
      .sort((a, b) => a.rank - b.rank)
      .slice(0, size)
      .map((each) => each.doc)
  }
}

const documents: StageBuilder = (spec, options) => {
  const evaluate = compileExpression(spec, options)
  return () => {
    const docs = evaluate({})
    if (!Array.isArray(docs) || !docs.every(isPlainObject))
      throw location(5858203, 'an array of documents is expected')
    return docs as Doc[]
  }
}

/** Stages that look at one document at a time, order or count. */
export const BASIC_STAGES: Stages = {
  $match: match,
  $project: project,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $count: count,
  $replaceRoot: replaceRoot,
  $replaceWith: (spec, options) => newRoot(spec, options),
  $sample: sample,
  $unwind: unwind,
  $redact: redact,
  $documents: documents,
}
