import { compileExpression } from '../aggregate/expression.ts'
import { fault, location } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType } from '../values/compare.ts'
import { isNumber, toNumber } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import type { FilterOptions, Predicate } from './matcher.ts'
import { elemMatchCompute, positionalStep, sliceStep } from './projection-find.ts'
import type { Compute, Leaf, Mode } from './projection-tree.ts'
import { ProjectionNode } from './projection-tree.ts'

export type Transform = (doc: Doc) => Doc
/** Changes a projected document in the light of the original. */
export type Step = (projected: Doc, original: Doc) => Doc

type Entry = { path: string[]; leaf: Leaf }
/** `sliced` paths take the side of the rest: shown in an inclusion, no more than cut in an exclusion. */
type Parsed = { entries: Entry[]; sliced: string[][]; steps: Step[]; id: Leaf | undefined }
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
  if (Object.keys(spec).length === 0)
    throw location(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  return compile(spec, { isFind: false, filter: undefined, options })
}

function compile(spec: Doc, dialect: Dialect): Transform {
  const parsed: Parsed = { entries: [], sliced: [], steps: [], id: undefined }
  for (const name of Object.keys(spec)) parseField([name], name, spec[name], parsed, dialect)
  const mode = modeOf(parsed)
  const node = new ProjectionNode(mode)
  for (const { path, leaf } of parsed.entries) addEntry(node, mode, path, leaf)
  if (mode === 'include') for (const path of parsed.sliced) addEntry(node, mode, path, 'include')
  if (parsed.id !== undefined || mode === 'include') {
    const id = parsed.id ?? 'include'
    if (id !== (mode === 'include' ? 'exclude' : 'include')) addIdEntry(node, id)
  }
  if (parsed.steps.length === 0) return (doc) => node.apply(doc)
  return (doc) => parsed.steps.reduce((projected, step) => step(projected, doc), node.apply(doc))
}

function addIdEntry(node: ProjectionNode, id: Leaf): void {
  if (!node.put(['_id'], id) && !(node.children.get('_id') instanceof ProjectionNode))
    throw location(31250, 'Path collision at _id')
}

/** The first plain field decides; `_id` alone decides too; computed fields and `$elemMatch` mean inclusion. */
function modeOf(parsed: Parsed): 'include' | 'exclude' {
  const plain = parsed.entries.find((entry) => typeof entry.leaf === 'string')
  if (plain !== undefined) return plain.leaf as 'include' | 'exclude'
  if (parsed.entries.length > 0) return 'include'
  return parsed.id === undefined || parsed.id === 'exclude' ? 'exclude' : 'include'
}

function addEntry(node: ProjectionNode, mode: Mode, path: string[], leaf: Leaf): void {
  const name = path.join('.')
  if (leaf === 'include' && mode === 'exclude')
    throw location(31253, `Cannot do inclusion on field ${name} in exclusion projection`)
  if (leaf === 'exclude' && mode === 'include')
    throw location(31254, `Cannot do exclusion on field ${name} in inclusion projection`)
  if (typeof leaf === 'object' && mode === 'exclude' && !isElemMatch(leaf)) {
    throw location(31252, 'Cannot use expression other than $meta in exclusion projection')
  }
  if (!node.put(path, leaf)) throw location(31250, `Path collision at ${name}`)
}

function isElemMatch(leaf: object): boolean {
  return 'isElemMatch' in leaf
}

function parseField(path: string[], field: string, value: unknown, parsed: Parsed, dialect: Dialect): void {
  const parts = checkedParts(field, dialect)
  const full = [...path.slice(0, -1), ...parts]
  if (dialect.isFind && parts[parts.length - 1] === '$')
    return parsePositional(full.slice(0, -1), value, parsed, dialect)
  if (isPlainObject(value)) return parseObject(full, value, parsed, dialect)
  if (isNumber(value) || typeof value === 'boolean') {
    const isKept = typeof value === 'boolean' ? value : toNumber(value) !== 0
    return addLeaf(full, isKept ? 'include' : 'exclude', parsed)
  }
  addLeaf(full, { compute: computeOf(value, dialect) }, parsed)
}

function addLeaf(path: string[], leaf: Leaf, parsed: Parsed): void {
  if (path.length === 1 && path[0] === '_id') parsed.id = leaf
  else parsed.entries.push({ path, leaf })
}

function checkedParts(field: string, dialect: Dialect): string[] {
  if (field === '') throw location(40352, 'FieldPath cannot be constructed with empty string')
  const parts = field.split('.')
  parts.forEach((part, index) => {
    if (part === '')
      throw location(
        index === parts.length - 1 ? 40353 : 15998,
        index === parts.length - 1
          ? "FieldPath must not end with a '.'."
          : 'FieldPath field names may not be empty strings.',
      )
    const isPositional = part === '$' && index === parts.length - 1 && index > 0
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

function computeOf(expression: unknown, { options }: Dialect): Compute {
  const evaluate = compileExpression(expression, options)
  return (root) => evaluate(root)
}

function parseObject(path: string[], value: Doc, parsed: Parsed, dialect: Dialect): void {
  const names = Object.keys(value)
  const [first] = names
  const field = path.join('.')
  if (first === undefined)
    throw location(51270, `An empty sub-projection is not a valid value. Found empty object at path ${field}`)
  if (!first.startsWith('$')) {
    for (const name of names) parseField([...path, name], name, value[name], parsed, dialect)
    return
  }
  if (dialect.isFind && first === '$elemMatch') return parseElemMatch(path, value[first], parsed, dialect)
  if (dialect.isFind && first === '$slice' && isFindSlice(value[first])) {
    parsed.steps.push(sliceStep(path, value[first]))
    parsed.sliced.push(path)
    return
  }
  if (first === '$meta') refuseOperator('projection', first)
  addLeaf(path, { compute: computeOf(value, dialect) }, parsed)
}

/** `{$slice: 5}` and `{$slice: [1, 2]}` cut the field; `{$slice: ['$a', 2]}` is the expression. */
function isFindSlice(operand: unknown): boolean {
  return !Array.isArray(operand) || (operand.length === 2 && operand.every(isNumber))
}

function parseElemMatch(path: string[], operand: unknown, parsed: Parsed, dialect: Dialect): void {
  if (!isPlainObject(operand))
    throw location(31274, `elemMatch: Invalid argument, object required, but got ${bsonType(operand).alias}`)
  if (path.length > 1) throw location(31275, 'Cannot use $elemMatch projection on a nested field')
  const name = path[0] as string
  parsed.entries.push({
    path,
    leaf: { compute: elemMatchCompute(name, operand, dialect.options), isElemMatch: true } as Leaf,
  })
}

function parsePositional(path: string[], value: unknown, parsed: Parsed, dialect: Dialect): void {
  if (isPlainObject(value))
    throw location(31271, 'positional projection cannot be used with an expression or sub object')
  const isKept = typeof value === 'boolean' ? value : toNumber(value) !== 0
  if (!isKept) throw location(31395, 'positional projection cannot be used with exclusion')
  if (parsed.steps.some((step) => 'isPositional' in step))
    throw location(31276, 'Cannot specify more than one positional projection per query.')
  if (dialect.filter === undefined) throw fault('BadValue', 'Positional projection needs a query')
  parsed.steps.push(Object.assign(positionalStep(path, dialect.filter), { isPositional: true }))
  parsed.entries.push({ path, leaf: 'include' })
}
