import { isTruthy } from '../aggregate/types.ts'
import { fault } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import type { Doc } from '../values/codec.ts'
import type { Collation } from '../values/compare.ts'
import { regexParts } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import { isRegex, regexOperands } from './regex.ts'
import type { LeafTest } from './value-tests.ts'
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

/** A condition on the values at one path: leaves look at single values, the rest combines. */
export type Condition =
  | {
      kind: 'leaf'
      /** Whether the elements of an array are looked at before the array. */
      expandLeaf: boolean
      test: LeafTest
      indexIn?: (value: unknown) => number | undefined
    }
  | { kind: 'not'; of: Condition }
  | { kind: 'and'; of: Condition[] }

export type ConditionContext = {
  collation: Collation | undefined
  /** For error texts. */
  path: string
  /** Compiles a whole query, as `$elemMatch` may hold one. */
  compileQuery(filter: Doc): (doc: Doc) => boolean
}

/** `{$gt: 1}` is a condition, `{b: 1}` and `{$ref, $id}` are values. */
export function isOperatorObject(value: Doc): boolean {
  return Object.keys(value)[0]?.startsWith('$') === true && !isReference(value)
}

const QUERY_LEVEL = [
  '$and',
  '$or',
  '$nor',
  '$expr',
  '$where',
  '$text',
  '$jsonSchema',
  '$alwaysTrue',
  '$alwaysFalse',
]

/** `{$gt: 1}` looks at an element itself, `{b: 1}` and `{$or: […]}` at its fields. */
export function isValueCondition(condition: Doc): boolean {
  const [first] = Object.keys(condition)
  return first !== undefined && isOperatorObject(condition) && !QUERY_LEVEL.includes(first)
}

/** Compiles what a filter says of a field: operators, a regex, or a value to be equal to. */
export function compileCondition(operand: unknown, context: ConditionContext): Condition {
  if (isPlainObject(operand) && isOperatorObject(operand)) return compileOperators(operand, context)
  return equality(operand, context)
}

/** Tests one value by a condition, without looking into arrays first. */
export function testValue(condition: Condition, value: unknown): boolean {
  switch (condition.kind) {
    case 'leaf':
      return condition.test(value)
    case 'not':
      return !testValue(condition.of, value)
    case 'and':
      return condition.of.every((each) => testValue(each, value))
  }
}

function equality(operand: unknown, { collation }: ConditionContext): Condition {
  return leaf(isRegex(operand) ? regexMatchTest(regexParts(operand)) : equalTest(operand, collation))
}

function leaf(test: LeafTest): Condition {
  return { kind: 'leaf', expandLeaf: true, test }
}

function not(of: Condition): Condition {
  return { kind: 'not', of }
}

function compileOperators(operators: Doc, context: ConditionContext): Condition {
  const of = Object.keys(operators).flatMap((name) => {
    const build = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
    if (build !== undefined) return build(operators[name], context, operators) ?? []
    refuseOperator('query', name)
    throw fault('BadValue', `unknown operator: ${name}`)
  })
  const [only] = of
  return only !== undefined && of.length === 1 ? only : { kind: 'and', of }
}

/** `siblings` are all operators beside this one; undefined when the operator says nothing by itself. */
type Build = (operand: unknown, context: ConditionContext, siblings: Doc) => Condition | undefined

const OPERATORS: Record<string, Build> = {
  $eq: (operand, { collation }) => leaf(equalTest(operand, collation)),
  $ne: (operand, { collation }) => {
    if (isRegex(operand)) throw fault('BadValue', "Can't have regex as arg to $ne.")
    return not(leaf(equalTest(operand, collation)))
  },
  $gt: (operand, context) => leaf(orderTest('$gt', operand, context)),
  $gte: (operand, context) => leaf(orderTest('$gte', operand, context)),
  $lt: (operand, context) => leaf(orderTest('$lt', operand, context)),
  $lte: (operand, context) => leaf(orderTest('$lte', operand, context)),
  $in: (operand, { collation }) => leaf(inTest(operand, collation, '$in')),
  $nin: (operand, { collation }) => not(leaf(inTest(operand, collation, '$nin'))),
  $exists: (operand) => {
    const exists = leaf((value) => value !== undefined)
    return isTruthy(operand) ? exists : not(exists)
  },
  $type: (operand, context) => leaf(typeTest(operand, context.path)),
  $mod: (operand) => leaf(modTest(operand)),
  $size: (operand) => ({ kind: 'leaf', expandLeaf: false, test: sizeTest(operand) }),
  $not: (operand, context) => not(negated(operand, context)),
  $all: (operand, context) => compileAll(operand, context),
  $elemMatch: (operand, context) => compileElemMatch(operand, context),
  $regex: (operand, _context, siblings) => {
    const { pattern, options } = regexOperands(operand, siblings['$options'])
    return leaf(regexMatchTest({ pattern, options }))
  },
  $options: (_operand, _context, siblings) => {
    if (!('$regex' in siblings)) throw fault('BadValue', '$options needs a $regex')
    return undefined
  },
  $bitsAllSet: (operand, { path }) => leaf(bitTest('$bitsAllSet', operand, path)),
  $bitsAllClear: (operand, { path }) => leaf(bitTest('$bitsAllClear', operand, path)),
  $bitsAnySet: (operand, { path }) => leaf(bitTest('$bitsAnySet', operand, path)),
  $bitsAnyClear: (operand, { path }) => leaf(bitTest('$bitsAnyClear', operand, path)),
  $comment: () => undefined,
}

function negated(operand: unknown, context: ConditionContext): Condition {
  if (isRegex(operand)) return equality(operand, context)
  if (!isPlainObject(operand)) throw fault('BadValue', '$not needs a regex or a document')
  const [first] = Object.keys(operand)
  if (first === undefined) throw fault('BadValue', '$not cannot be empty')
  if (!first.startsWith('$')) throw fault('BadValue', `unknown operator: ${first}`)
  return compileOperators(operand, context)
}

function compileAll(operand: unknown, context: ConditionContext): Condition {
  if (!Array.isArray(operand)) throw fault('BadValue', '$all needs an array')
  if (operand.length === 0) return leaf(() => false)
  const items = operand as unknown[]
  const isElemMatch = (item: unknown): boolean => isPlainObject(item) && Object.keys(item)[0] === '$elemMatch'
  const ofElements = items.some(isElemMatch)
  const of = items.map((item) => {
    const isOperator = isPlainObject(item) && isOperatorObject(item)
    if (isElemMatch(item) !== ofElements && isElemMatch(items[0]))
      throw fault('BadValue', '$all/$elemMatch has to be consistent')
    if (isElemMatch(item) !== ofElements || (isOperator && !ofElements))
      throw fault('BadValue', 'no $ expressions in $all')
    return compileCondition(item, context)
  })
  return { kind: 'and', of }
}

/** `$elemMatch`: operators test each element, anything else is a query on each element that is an object or array. */
function compileElemMatch(operand: unknown, context: ConditionContext): Condition {
  if (!isPlainObject(operand)) throw fault('BadValue', '$elemMatch needs an Object')
  const matches = elementTest(operand, context)
  const indexIn = (value: unknown): number | undefined => {
    if (!Array.isArray(value)) return undefined
    const index = value.findIndex((item: unknown) => matches(item ?? null))
    return index === -1 ? undefined : index
  }
  return { kind: 'leaf', expandLeaf: false, test: (value) => indexIn(value) !== undefined, indexIn }
}

function elementTest(operand: Doc, context: ConditionContext): LeafTest {
  if (isValueCondition(operand)) {
    const condition = compileOperators(operand, context)
    return (value) => testValue(condition, value)
  }
  const matches = context.compileQuery(operand)
  // An array within an array is a document with its positions as names.
  return (value) => (isPlainObject(value) || Array.isArray(value)) && matches(value as Doc)
}
