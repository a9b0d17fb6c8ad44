import { location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { encodeKey } from '../../values/key-string.ts'
import { emptyFor } from '../../values/ordered.ts'
import { isPlainObject, setField } from '../../values/paths.ts'
import { compileExpression } from '../expression.ts'
import { Memory, weightOf } from '../memory.ts'
import { PAUSE } from '../pause.ts'
import type { MakeGatherer } from '../group-accumulators.ts'
import { compileAccumulator } from '../group-accumulators.ts'
import type { Stage, StageBuilder, StageOptions, Stages } from './types.ts'
import { objectSpec } from './types.ts'

/** What a group takes besides its key and what it gathers. */
const GROUP_BYTES = 64

type Output = { name: string; make: MakeGatherer }

/** Compiles `{name: {$sum: …}}`, the outputs of a group. */
export function compileOutputs(fields: Doc, options: StageOptions): Output[] {
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
export class Group {
  readonly id: unknown
  private readonly gatherers: { name: string; gatherer: ReturnType<MakeGatherer> }[]
  private readonly growing: (() => number)[]
  private weight = 0

  constructor(id: unknown, outputs: Output[]) {
    this.id = id
    this.gatherers = outputs.map(({ name, make }) => ({ name, gatherer: make() }))
    this.growing = this.gatherers.flatMap(({ gatherer }) => gatherer.weight ?? [])
  }

  /** Takes a document in; gives back about how many bytes the group has grown by. */
  add(doc: Doc): number {
    for (const { gatherer } of this.gatherers) gatherer.add(doc)
    const before = this.weight
    this.weight = this.growing.reduce((sum, weight) => sum + weight(), 0)
    return this.weight - before
  }

  result(): Doc {
    const result = emptyFor(this.gatherers.map(({ name }) => name))
    result['_id'] = this.id
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
    const memory = new Memory('$group')
    for (const doc of input) {
      if (doc === PAUSE) {
        yield doc
        continue
      }
      // A missing key is the null group.
      const id = evaluate(doc) ?? null
      const key = Buffer.from(encodeKey([id], [1], options.collation)).toString('latin1')
      let one = found.get(key)
      if (one === undefined) {
        found.set(key, (one = new Group(id, outputs)))
        memory.add(GROUP_BYTES + key.length + weightOf(id))
      }
      memory.add(one.add(doc))
    }
    for (const one of found.values()) yield one.result()
  }
}

/** The output of bucket stages that name none. */
export const COUNT = { count: { $sum: 1 } }

const sortByCount: StageBuilder = (spec, options, { compileStages }) => {
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

/** Stages that gather documents by a key. */
export const GROUP_STAGES: Stages = { $group: group, $sortByCount: sortByCount }
