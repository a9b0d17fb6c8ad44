import { compileExpression, isTruthy } from '../aggregate/expression.ts'
import { fault } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import type { Doc } from '../values/codec.ts'
import type { Collation } from '../values/compare.ts'
import { isNumber, toNumber } from '../values/numbers.ts'
import { isPlainObject, visitPath } from '../values/paths.ts'
import type { Condition, ConditionContext } from './conditions.ts'
import { compileCondition, isValueCondition, testValue } from './conditions.ts'
import { compileSchema } from './json-schema.ts'
import type { LeafTest } from './value-tests.ts'

export { isOperatorObject } from './conditions.ts'

export type FilterOptions = { collation?: Collation | undefined; let?: Doc | undefined; now: Date }

/** A compiled filter. `arrayIndex` is the position that `$` stands for in an update or projection of that document. */
export type Predicate = ((doc: Doc) => boolean) & { arrayIndex?(doc: Doc): number | undefined }

/** Which array element matched, for the positional operator. */
type Details = { index: number | undefined }
type Node = (doc: Doc, details: Details | undefined) => boolean

/** Compiles a query filter; what MongoDB would refuse is refused here, before anything is read. */
export function compileFilter(filter: Doc, options: FilterOptions): Predicate {
  const node = compileQuery(filter, options)
  const predicate = (doc: Doc): boolean => node(doc, undefined)
  const arrayIndex = (doc: Doc): number | undefined => {
    const details: Details = { index: undefined }
    return node(doc, details) ? details.index : undefined
  }
  return Object.assign(predicate, { arrayIndex })
}

/** A condition as `$pull` and `arrayFilters` know it: operators test the value itself, a document tests its fields. */
export function compileElementTest(condition: unknown, options: FilterOptions): LeafTest {
  if (isPlainObject(condition) && !isValueCondition(condition)) {
    const node = compileQuery(condition, options)
    return (value) => isPlainObject(value) && node(value, undefined)
  }
  const compiled = compileCondition(condition, contextOf('', options))
  return (value) => testValue(compiled, value)
}

function contextOf(path: string, options: FilterOptions): ConditionContext {
  return {
    collation: options.collation,
    path,
    compileQuery: (filter) => {
      const node = compileQuery(filter, options)
      return (doc) => node(doc, undefined)
    },
  }
}

function compileQuery(filter: Doc, options: FilterOptions): Node {
  return allOf(Object.keys(filter).map((name) => compileEntry(name, filter[name], options)))
}

function allOf(nodes: Node[]): Node {
  const [only] = nodes
  if (only !== undefined && nodes.length === 1) return only
  return (doc, details) => {
    for (const node of nodes) {
      if (node(doc, details)) continue
      if (details !== undefined) details.index = undefined
      return false
    }
    return true
  }
}

function anyOf(nodes: Node[]): Node {
  return (doc, details) => nodes.some((node) => node(doc, details))
}

function compileEntry(name: string, operand: unknown, options: FilterOptions): Node {
  const build = Object.hasOwn(TOP_LEVEL, name) ? TOP_LEVEL[name] : undefined
  if (build !== undefined) return build(operand, options)
  if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
    refuseOperator('query', name)
    const hint =
      "If you have a field name that starts with a '$' symbol, consider using $getField or $setField."
    throw fault('BadValue', `unknown top level operator: ${name}. ${hint}`)
  }
  return atPath(compileCondition(operand, contextOf(name, options)), name.split('.'))
}

/** A condition on the values that a path leads to. */
function atPath(condition: Condition, parts: string[]): Node {
  if (condition.kind === 'and') return allOf(condition.of.map((each) => atPath(each, parts)))
  if (condition.kind === 'not') {
    const inner = atPath(condition.of, parts)
    return (doc) => !inner(doc, undefined)
  }
  const { test, indexIn, expandLeaf } = condition
  const path = { parts, expandLeaf }
  return (doc, details) => {
    if (details === undefined) return visitPath(doc, path, test)
    return visitPath(doc, path, (value, index) => {
      if (!test(value)) return false
      details.index = index ?? indexIn?.(value) ?? details.index
      return true
    })
  }
}

type Build = (operand: unknown, options: FilterOptions) => Node

const TOP_LEVEL: Record<string, Build> = {
  $and: (operand, options) => allOf(compileList('$and', operand, options)),
  $or: (operand, options) => anyOf(compileList('$or', operand, options)),
  $nor: (operand, options) => {
    const any = anyOf(compileList('$nor', operand, options))
    return (doc) => !any(doc, undefined)
  },
  $expr: (operand, options) => {
    const evaluate = compileExpression(operand, options)
    return (doc) => isTruthy(evaluate(doc))
  },
  $sampleRate: (operand) => {
    const rate = isNumber(operand) ? toNumber(operand) : NaN
    if (!(rate >= 0 && rate <= 1)) throw fault('BadValue', '$sampleRate must be a number between 0 and 1')
    return () => Math.random() < rate
  },
  $jsonSchema: (operand) => {
    const { failures } = compileSchema(operand)
    return (doc) => failures(doc).length === 0
  },
  $comment: () => () => true,
  $alwaysTrue: () => () => true,
  $alwaysFalse: () => () => false,
}

function compileList(name: string, operand: unknown, options: FilterOptions): Node[] {
  if (!Array.isArray(operand)) throw fault('BadValue', `${name} must be an array`)
  if (operand.length === 0) throw fault('BadValue', '$and/$or/$nor must be a nonempty array')
  return operand.map((entry: unknown) => {
    if (!isPlainObject(entry)) throw fault('BadValue', '$or/$and/$nor entries need to be full objects')
    return compileQuery(entry, options)
  })
}
