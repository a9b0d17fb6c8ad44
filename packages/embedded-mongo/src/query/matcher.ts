import { compileExpression, isTruthy } from '../aggregate/expression.ts'
import type { Doc } from '../values/codec.ts'
import type { Collation } from '../values/compare.ts'
import { isPlainObject, visitPath } from '../values/paths.ts'
import { fault } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import { isRegex, regexOperands } from './regex.ts'
import type { BitOperator, LeafTest, OrderOperator } from './value-tests.ts'
import {
  bitTest,
  equalTest,
  inTest,
  isReference,
  modTest,
  orderTest,
  regexMatchTest,
  sizeTest,
  typeTest,
} from './value-tests.ts'

export type FilterOptions = { collation?: Collation | undefined; let?: Doc | undefined; now: Date }

/** A compiled filter. `arrayIndex` is the position that `$` stands for in an update or projection of that document. */
export type Predicate = ((doc: Doc) => boolean) & { arrayIndex?(doc: Doc): number | undefined }

/** Which array element matched, for the positional operator. */
type Details = { index: number | undefined }
type Node = (doc: Doc, details: Details | undefined) => boolean

/** Tests of one path: leaves look at single values, the rest combines. */
type ValueTest =
  | { kind: 'leaf'; expandLeaf: boolean; test: LeafTest; indexIn?: (value: unknown) => number | undefined }
  | { kind: 'not'; of: ValueTest }
  | { kind: 'and' | 'or'; of: ValueTest[] }

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
  if (isPlainObject(condition) && isValueCondition(condition)) {
    const test = compileOperators(condition, '', options)
    return (value) => testSingle(test, value)
  }
  if (isPlainObject(condition)) {
    const node = compileQuery(condition, options)
    return (value) => isPlainObject(value) && node(value, undefined)
  }
  if (isRegex(condition)) return regexMatchTest(condition)
  return equalTest(condition, options.collation)
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
  if (!name.startsWith('$')) return compileField(name, operand, options)
  switch (name) {
    case '$and':
      return allOf(compileList(name, operand, options))
    case '$or':
      return anyOf(compileList(name, operand, options))
    case '$nor': {
      const any = anyOf(compileList(name, operand, options))
      return (doc) => !any(doc, undefined)
    }
    case '$expr': {
      const evaluate = compileExpression(operand, {
        now: options.now,
        let: options.let,
        collation: options.collation,
      })
      return (doc) => isTruthy(evaluate(doc))
    }
    case '$comment':
      return () => true
    case '$alwaysTrue':
      return () => true
    case '$alwaysFalse':
      return () => false
    default:
      if (['$ref', '$id', '$db'].includes(name)) return compileField(name, operand, options)
      refuseOperator('query', name)
      throw fault(
        'BadValue',
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      )
  }
}

function compileList(name: string, operand: unknown, options: FilterOptions): Node[] {
  if (!Array.isArray(operand)) throw fault('BadValue', `${name} must be an array`)
  if (operand.length === 0) throw fault('BadValue', '$and/$or/$nor must be a nonempty array')
  return operand.map((entry: unknown) => {
    if (!isPlainObject(entry)) throw fault('BadValue', '$or/$and/$nor entries need to be full objects')
    return compileQuery(entry, options)
  })
}

function compileField(path: string, operand: unknown, options: FilterOptions): Node {
  const test =
    isPlainObject(operand) && isOperatorObject(operand)
      ? compileOperators(operand, path, options)
      : leaf(isRegex(operand) ? regexMatchTest(operand) : equalTest(operand, options.collation))
  const parts = path.split('.')
  return (doc, details) => testAtPath(test, parts, doc, details)
}

/** `{$gt: 1}` is a condition, `{b: 1}` and `{$ref, $id}` are values. */
export function isOperatorObject(value: Doc): boolean {
  return Object.keys(value)[0]?.startsWith('$') === true && !isReference(value)
}

function leaf(test: LeafTest): ValueTest {
  return { kind: 'leaf', expandLeaf: true, test }
}

function testAtPath(test: ValueTest, parts: string[], doc: Doc, details: Details | undefined): boolean {
  switch (test.kind) {
    case 'not':
      return !testAtPath(test.of, parts, doc, undefined)
    case 'or':
      return test.of.some((each) => testAtPath(each, parts, doc, details))
    case 'and':
      if (test.of.every((each) => testAtPath(each, parts, doc, details))) return true
      if (details !== undefined) details.index = undefined
      return false
    case 'leaf':
      return visitPath(doc, parts, test.expandLeaf, (value, index) => {
        if (!test.test(value)) return false
        if (details !== undefined) details.index = index ?? test.indexIn?.(value) ?? details.index
        return true
      })
  }
}

function testSingle(test: ValueTest, value: unknown): boolean {
  switch (test.kind) {
    case 'leaf':
      return test.test(value)
    case 'not':
      return !testSingle(test.of, value)
    case 'and':
      return test.of.every((each) => testSingle(each, value))
    case 'or':
      return test.of.some((each) => testSingle(each, value))
  }
}

function compileOperators(operators: Doc, path: string, options: FilterOptions): ValueTest {
  const of: ValueTest[] = []
  for (const name of Object.keys(operators)) {
    const test = compileOperator(name, operators, path, options)
    if (test !== undefined) of.push(test)
  }
  const [only] = of
  return only !== undefined && of.length === 1 ? only : { kind: 'and', of }
}

function compileOperator(
  name: string,
  operators: Doc,
  path: string,
  options: FilterOptions,
): ValueTest | undefined {
  const operand = operators[name]
  const { collation } = options
  switch (name) {
    case '$eq':
      return leaf(equalTest(operand, collation))
    case '$ne':
      if (isRegex(operand)) throw fault('BadValue', "Can't have regex as arg to $ne.")
      return { kind: 'not', of: leaf(equalTest(operand, collation)) }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return leaf(orderTest(name satisfies OrderOperator, operand, collation, path))
    case '$in':
      return leaf(inTest(operand, collation, name))
    case '$nin':
      return { kind: 'not', of: leaf(inTest(operand, collation, name)) }
    case '$exists':
      return existsTest(operand)
    case '$type':
      return leaf(typeTest(operand))
    case '$mod':
      return leaf(modTest(operand))
    case '$size':
      return { kind: 'leaf', expandLeaf: false, test: sizeTest(operand) }
    case '$not':
      return notTest(operand, path, options)
    case '$all':
      return compileAll(operand, path, options)
    case '$elemMatch':
      return compileElemMatch(operand, options)
    case '$regex':
      return leaf(regexMatchTest(regexOperands(operand, operators['$options'])))
    case '$options':
      if (!('$regex' in operators)) throw fault('BadValue', '$options needs a $regex')
      return undefined
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return leaf(bitTest(name satisfies BitOperator, operand))
    case '$comment':
      return undefined
    default:
      refuseOperator('query', name)
      throw fault('BadValue', `unknown operator: ${name}`)
  }
}

function existsTest(operand: unknown): ValueTest {
  const exists = leaf((value) => value !== undefined)
  return isTruthy(operand) ? exists : { kind: 'not', of: exists }
}

function notTest(operand: unknown, path: string, options: FilterOptions): ValueTest {
  if (isRegex(operand)) return { kind: 'not', of: leaf(regexMatchTest(operand)) }
  if (!isPlainObject(operand)) throw fault('BadValue', '$not needs a regex or a document')
  const [first] = Object.keys(operand)
  if (first === undefined) throw fault('BadValue', '$not cannot be empty')
  if (!first.startsWith('$')) throw fault('BadValue', `unknown operator: ${first}`)
  return { kind: 'not', of: compileOperators(operand, path, options) }
}

function compileAll(operand: unknown, path: string, options: FilterOptions): ValueTest {
  if (!Array.isArray(operand)) throw fault('BadValue', '$all needs an array')
  if (operand.length === 0) return leaf(() => false)
  const items = operand as unknown[]
  const elemMatches = items.filter(
    (item) => isPlainObject(item) && Object.keys(item)[0] === '$elemMatch',
  ).length
  if (elemMatches > 0 && elemMatches < items.length) throw fault('BadValue', 'no $ expressions in $all')
  return {
    kind: 'and',
    of: items.map((item) => {
      if (elemMatches > 0) return compileOperators(item as Doc, path, options)
      if (isPlainObject(item) && isOperatorObject(item)) throw fault('BadValue', 'no $ expressions in $all')
      return leaf(isRegex(item) ? regexMatchTest(item) : equalTest(item, options.collation))
    }),
  }
}

const QUERY_LEVEL = new Set([
  '$and',
  '$or',
  '$nor',
  '$expr',
  '$where',
  '$text',
  '$jsonSchema',
  '$alwaysTrue',
  '$alwaysFalse',
])

/** `{$gt: 1}` looks at the element itself, `{b: 1}` and `{$or: […]}` at its fields. */
function isValueCondition(condition: Doc): boolean {
  const [first] = Object.keys(condition)
  return first !== undefined && isOperatorObject(condition) && !QUERY_LEVEL.has(first)
}

/** `$elemMatch`: operators test each element, anything else is a query on each element that is an object or array. */
function compileElemMatch(operand: unknown, options: FilterOptions): ValueTest {
  if (!isPlainObject(operand)) throw fault('BadValue', '$elemMatch needs an Object')
  let matches: LeafTest
  if (isValueCondition(operand)) {
    const test = compileOperators(operand, '', options)
    matches = (value) => testSingle(test, value)
  } else {
    const node = compileQuery(operand, options)
    matches = (value) => (isPlainObject(value) || Array.isArray(value)) && node(value as Doc, undefined)
  }
  const indexIn = (value: unknown): number | undefined => {
    if (!Array.isArray(value)) return undefined
    const index = value.findIndex((item: unknown) => matches(item ?? null))
    return index === -1 ? undefined : index
  }
  return { kind: 'leaf', expandLeaf: false, test: (value) => indexIn(value) !== undefined, indexIn }
}
