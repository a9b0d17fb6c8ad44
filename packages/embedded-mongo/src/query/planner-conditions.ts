import { BSONRegExp } from 'bson'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'

/** One requirement on one path that an index may serve. `group` ones hold for the same array element. */
export type Condition =
  | { op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'ne'; value: unknown }
  | { op: 'in'; values: unknown[] }
  | { op: 'regex'; pattern: string; options: string }
  | { op: 'exists' }
  | { op: 'type'; value: unknown }
  | { op: 'group'; conditions: Condition[] }

/**
 * What of a filter indexes may use. Each condition is necessary for a match, together they need not be sufficient:
 * the whole filter is checked again on what an index finds.
 */
export type Conditions = {
  paths: Map<string, Condition[]>
  /** Each `$or` of the filter with more than one branch. */
  ors: Doc[][]
  /** True when `paths` says all that the filter says. */
  isComplete: boolean
}

/** Takes a filter apart; `$and` and single-branch `$or` are dissolved. */
export function readConditions(filter: Doc): Conditions {
  const found: Conditions = { paths: new Map(), ors: [], isComplete: true }
  readFilter(filter, found)
  return found
}

function readFilter(filter: Doc, found: Conditions): void {
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue
    if (name === '$and' && Array.isArray(value)) for (const part of value as Doc[]) readFilter(part, found)
    else if (name === '$or' && Array.isArray(value)) readOr(value as Doc[], found)
    else if (name === '$comment') continue
    else if (name.startsWith('$')) found.isComplete = false
    else readField(name, value, found)
  }
}

function readOr(branches: Doc[], found: Conditions): void {
  const [only] = branches
  if (branches.length === 1 && only !== undefined) return readFilter(only, found)
  found.isComplete = false
  found.ors.push(branches)
}

function readField(path: string, value: unknown, found: Conditions): void {
  if (value instanceof BSONRegExp)
    return add(found, path, { op: 'regex', pattern: value.pattern, options: value.options })
  if (!isOperators(value)) return add(found, path, { op: 'eq', value })
  for (const condition of readOperators(path, value, found)) add(found, path, condition)
}

function readOperators(path: string, operators: Doc, found: Conditions): Condition[] {
  return Object.entries(operators).flatMap(([operator, operand]): Condition[] => {
    switch (operator) {
      case '$eq':
        return [{ op: 'eq', value: operand }]
      case '$gt':
      case '$gte':
      case '$lt':
      case '$lte':
      case '$ne':
        return [{ op: operator.slice(1) as 'gt', value: operand }]
      case '$in':
        return [{ op: 'in', values: operand as unknown[] }]
      case '$regex':
        return readRegex(operand, operators['$options'])
      case '$options':
        return []
      case '$exists':
        return readExists(operand, found)
      case '$type':
        found.isComplete = false
        return [{ op: 'type', value: operand }]
      case '$elemMatch':
        return readElemMatch(path, operand, found)
      default:
        found.isComplete = false
        return []
    }
  })
}

function readExists(operand: unknown, found: Conditions): Condition[] {
  found.isComplete = false
  const isWanted = operand !== false && operand !== null && Number(operand) !== 0
  // A missing field has the same key as null.
  return isWanted ? [{ op: 'exists' }] : [{ op: 'eq', value: null }]
}

function readRegex(operand: unknown, options: unknown): Condition[] {
  const given = typeof options === 'string' ? options : ''
  if (typeof operand === 'string') return [{ op: 'regex', pattern: operand, options: given }]
  if (operand instanceof BSONRegExp)
    return [{ op: 'regex', pattern: operand.pattern, options: given || operand.options }]
  return []
}

function readElemMatch(path: string, operand: unknown, found: Conditions): Condition[] {
  found.isComplete = false
  if (!isPlainObject(operand)) return []
  const inner: Conditions = { paths: new Map(), ors: [], isComplete: true }
  if (
    isOperators(operand) &&
    !Object.keys(operand).some((name) => ['$and', '$or', '$nor', '$expr'].includes(name))
  ) {
    return [{ op: 'group', conditions: readOperators(path, operand, inner) }, { op: 'exists' }]
  }
  readFilter(operand, inner)
  for (const [sub, conditions] of inner.paths)
    for (const condition of conditions) add(found, `${path}.${sub}`, condition)
  return []
}

function add(found: Conditions, path: string, condition: Condition): void {
  const list = found.paths.get(path)
  if (list === undefined) found.paths.set(path, [condition])
  else list.push(condition)
}

/** `{ $gt: 5 }` as against a document that is compared with as a whole. */
function isOperators(value: unknown): value is Doc {
  if (!isPlainObject(value)) return false
  const first = Object.keys(value)[0]
  return (
    first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db'
  )
}
