import { compileExpression, isExpressionOperator } from '../aggregate/expression.ts'
import type { CodeName } from '../errors.ts'
import { fault, isFault, location } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType } from '../values/compare.ts'
import { isNumber, toNumber } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import { showValue } from '../values/show.ts'
import type { FilterOptions, Predicate } from './matcher.ts'
import { elemMatchCompute, positionalStep, sliceStep } from './projection-find.ts'
import type { Leaf } from './projection-tree.ts'
import { ProjectionNode } from './projection-tree.ts'

export type Transform = (doc: Doc) => Doc
/** Changes a projected document in the light of the original. */
export type Step = (projected: Doc, original: Doc) => Doc

type Entry = { path: string[]; leaf: Leaf }
type Dialect = { isFind: boolean; filter: Predicate | undefined; options: FilterOptions }

/** Compiles a `find` projection: fields, nesting, `$slice`, `$elemMatch`, positional `$`, expressions. `{}` keeps everything. */
export function compileProjection(
  spec: Doc,
  filter: Predicate | undefined,
  options: FilterOptions,
): Transform {
  if (Object.keys(spec).length === 0) return (doc) => doc
  return compile(spec, { isFind: true, filter, options })
}

/** Compiles the specification of a `$project` stage. */
export function compileProjectStage(spec: Doc, options: FilterOptions): Transform {
  if (Object.keys(spec).length === 0) {
    throw location(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  }
  try {
    return compile(spec, { isFind: false, filter: undefined, options })
  } catch (error) {
    if (!isFault(error)) throw error
    throw fault(error.codeName as CodeName, `Invalid $project :: caused by :: ${error.message}`)
  }
}

function compile(spec: Doc, dialect: Dialect): Transform {
  const parsed = new ParsedProjection(dialect)
  for (const name of Object.keys(spec)) parsed.field([], name, spec[name])
  const node = buildTree(parsed)
  const { steps } = parsed
  if (steps.length === 0) return (doc) => node.apply(doc)
  return (doc) => steps.reduce((projected, step) => step(projected, doc), node.apply(doc))
}

function buildTree(parsed: ParsedProjection): ProjectionNode {
  const node = new ProjectionNode(modeOf(parsed))
  for (const entry of parsed.entries) addEntry(node, entry)
  if (node.mode === 'include') for (const path of parsed.sliced) addEntry(node, { path, leaf: 'include' })
  addId(node, parsed.id)
  return node
}

/** `_id` may be the exception: dropped from an inclusion, which shows it by default, or named in an exclusion. */
function addId(node: ProjectionNode, id: Leaf | undefined): void {
  const isDefault = node.mode === 'include' ? id === 'exclude' : id === undefined || id === 'include'
  if (isDefault) return
  if (node.mode === 'exclude' && id !== 'exclude') {
    throw location(31252, 'Cannot use expression other than $meta in exclusion projection')
  }
  const isBelow = node.children.get('_id') instanceof ProjectionNode
  if (!isBelow && node.put(['_id'], id ?? 'include') !== undefined)
    throw location(31250, 'Path collision at _id')
}

/** The first plain field decides; `_id` alone decides too; computed fields and `$elemMatch` mean inclusion. */
function modeOf(parsed: ParsedProjection): 'include' | 'exclude' {
  const plain = parsed.entries.find((entry) => typeof entry.leaf === 'string')
  if (plain !== undefined) return plain.leaf as 'include' | 'exclude'
  if (parsed.entries.length > 0) return 'include'
  return parsed.id === undefined || parsed.id === 'exclude' ? 'exclude' : 'include'
}

function addEntry(node: ProjectionNode, { path, leaf }: Entry): void {
  const name = path.join('.')
  if (leaf === 'include' && node.mode === 'exclude') {
    throw location(31253, `Cannot do inclusion on field ${name} in exclusion projection`)
  }
  if (leaf === 'exclude' && node.mode === 'include') {
    throw location(31254, `Cannot do exclusion on field ${name} in inclusion projection`)
  }
  if (typeof leaf === 'object' && node.mode === 'exclude' && leaf.isElemMatch !== true) {
    throw location(31252, 'Cannot use expression other than $meta in exclusion projection')
  }
  const taken = node.put(path, leaf)
  if (taken === undefined) return
  if (taken === path.length) throw location(31250, `Path collision at ${name}`)
  const rest = path.slice(taken).join('.')
  throw location(31249, `Path collision at ${name} remaining portion ${rest}`)
}

/** What a specification says, field by field. */
class ParsedProjection {
  readonly entries: Entry[] = []
  /** Paths that take the side of the rest: shown in an inclusion, no more than cut in an exclusion. */
  readonly sliced: string[][] = []
  readonly steps: Step[] = []
  id: Leaf | undefined
  private hasPosition = false
  private readonly dialect: Dialect

  constructor(dialect: Dialect) {
    this.dialect = dialect
  }

  field(above: string[], name: string, value: unknown): void {
    const path = [...above, ...checkedParts(name, this.dialect)]
    if (path.at(-1) === '$') return this.positional(path.slice(0, -1), value)
    if (isPlainObject(value)) return this.object(path, value)
    if (isNumber(value) || typeof value === 'boolean')
      return this.leaf(path, isKept(value) ? 'include' : 'exclude')
    this.leaf(path, this.computed(value))
  }

  private leaf(path: string[], leaf: Leaf): void {
    if (path.length === 1 && path[0] === '_id') this.id = leaf
    else this.entries.push({ path, leaf })
  }

  private computed(expression: unknown): Leaf {
    const evaluate = compileExpression(expression, this.dialect.options)
    return { compute: (root) => evaluate(root) }
  }

  private object(path: string[], value: Doc): void {
    const names = Object.keys(value)
    const [first] = names
    if (first === undefined) {
      throw location(51270, 'An empty sub-projection is not a valid value. Found empty object at path')
    }
    if (!first.startsWith('$')) {
      for (const name of names) this.field(path, name, value[name])
      return
    }
    if (this.dialect.isFind && first === '$elemMatch') return this.elemMatch(path, value[first])
    if (this.dialect.isFind && first === '$slice') return this.slice(path, value)
    if (first === '$meta') refuseOperator('projection', first)
    if (!isExpressionOperator(first)) throw location(31325, `Unknown expression ${first}`)
    this.leaf(path, this.computed(value))
  }

  private slice(path: string[], value: Doc): void {
    const operand = value['$slice']
    const reason = notFindSlice(operand)
    if (reason === undefined) {
      this.steps.push(sliceStep(path, operand))
      this.sliced.push(path)
      return
    }
    try {
      this.leaf(path, this.computed(value))
    } catch (error) {
      if (!isFault(error)) throw error
      const given = `Invalid $slice syntax. The given syntax ${showValue(value)} did not match the find() syntax because :: ${reason}`
      throw fault(
        error.codeName as CodeName,
        `${given} :: The given syntax did not match the expression $slice syntax. :: caused by :: ${error.message}`,
      )
    }
  }

  private elemMatch(path: string[], operand: unknown): void {
    if (!isPlainObject(operand)) {
      throw location(
        31274,
        `elemMatch: Invalid argument, object required, but got ${bsonType(operand).alias}`,
      )
    }
    if (path.length > 1) throw location(31275, 'Cannot use $elemMatch projection on a nested field')
    const compute = elemMatchCompute(path[0] as string, operand, this.dialect.options)
    this.entries.push({ path, leaf: { compute, isElemMatch: true } })
  }

  private positional(path: string[], value: unknown): void {
    if (isPlainObject(value)) {
      throw location(31271, 'positional projection cannot be used with an expression or sub object')
    }
    if (!isKept(value)) throw location(31395, 'positional projection cannot be used with exclusion')
    if (this.hasPosition)
      throw location(31276, 'Cannot specify more than one positional projection per query.')
    if (this.dialect.filter === undefined) throw fault('BadValue', 'Positional projection needs a query')
    this.hasPosition = true
    this.steps.push(positionalStep(path, this.dialect.filter))
    this.entries.push({ path, leaf: 'include' })
  }
}

function isKept(value: unknown): boolean {
  return typeof value === 'boolean' ? value : toNumber(value) !== 0
}

function checkedParts(field: string, dialect: Dialect): string[] {
  if (field === '') throw location(40352, 'FieldPath cannot be constructed with empty string')
  const parts = field.split('.')
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1
    if (part === '' && isLast) throw location(40353, "FieldPath must not end with a '.'.")
    if (part === '') throw location(15998, 'FieldPath field names may not be empty strings.')
    const isPositional = part === '$' && isLast && index > 0
    if (isPositional && !dialect.isFind)
      throw location(31324, 'positional projection is not allowed in an aggregation')
    if (part.startsWith('$') && !isPositional) {
      throw location(
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      )
    }
  })
  return parts
}

/** `{$slice: 5}` and `{$slice: [1, 2]}` cut the field; anything else, for the reason given, is the expression. */
function notFindSlice(operand: unknown): string | undefined {
  if (isNumber(operand)) return undefined
  if (!Array.isArray(operand)) return 'Location31273: $slice only supports numbers and [skip, limit] arrays'
  if (operand.length !== 2) return 'Location31272: $slice array argument should be of form [skip, limit]'
  if (!operand.every(isNumber)) return 'Location31257: $slice limit and skip must be numbers'
  return toNumber(operand[1]) > 0 ? undefined : 'Location31257: $slice limit must be positive'
}
