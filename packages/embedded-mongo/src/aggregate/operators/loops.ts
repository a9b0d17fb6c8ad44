import { location } from '../../errors.ts'
import { compileSort } from '../../query/sort.ts'
import { compareValues } from '../../values/compare.ts'
import { isNumber, toExactInteger, toNumber } from '../../values/numbers.ts'
import { isPlainObject } from '../../values/paths.ts'
import { checkedArguments, namedOperator, typeName } from '../arguments.ts'
import type { Builder, CompileContext, Operators } from '../types.ts'
import { checkVariableName, isNullish, isTruthy, withVars } from '../types.ts'

function variableName(given: Record<string, unknown>): string {
  const name = given['as'] ?? 'this'
  if (typeof name !== 'string') throw location(17278, "'as' must be a string")
  checkVariableName(name)
  return name
}

const map: Builder = (operand, context) => {
  const given = checkedArguments(operand, '$map', {
    required: ['input', 'in'],
    optional: ['as'],
    codes: {
      notObject: 16878,
      unknown: 16879,
      missing: 16880,
    },
  })
  const name = variableName(given)
  const input = context.compile(given['input'])
  const body = context.compile(given['in'], [name])
  return (scope) => {
    const items = input(scope)
    if (isNullish(items)) return null
    if (!Array.isArray(items)) throw location(16883, `input to $map must be an array not ${typeName(items)}`)
    return items.map((item: unknown) => body(withVars(scope, { [name]: item ?? null })) ?? null)
  }
}

const filter: Builder = (operand, context) => {
  const given = checkedArguments(operand, '$filter', {
    required: ['input', 'cond'],
    optional: ['as', 'limit'],
    codes: {
      notObject: 28646,
      unknown: 28647,
      missing: 28648,
    },
  })
  const name = variableName(given)
  const input = context.compile(given['input'])
  const condition = context.compile(given['cond'], [name])
  const limit = 'limit' in given ? context.compile(given['limit']) : undefined
  return (scope) => {
    const items = input(scope)
    if (isNullish(items)) return null
    if (!Array.isArray(items))
      throw location(28651, `input to $filter must be an array not ${typeName(items)}`)
    const most = filterLimit(limit?.(scope))
    const kept: unknown[] = []
    for (const item of items as unknown[]) {
      if (kept.length >= most) break
      if (isTruthy(condition(withVars(scope, { [name]: item ?? null })))) kept.push(item)
    }
    return kept
  }
}

function filterLimit(value: unknown): number {
  if (isNullish(value)) return Infinity
  const limit = isNumber(value) ? toExactInteger(value) : undefined
  if (limit === undefined)
    throw location(327391, `$filter: limit must be represented as a 32-bit integral value`)
  if (limit < 1n) throw location(327392, `$filter: limit must be greater than 0`)
  return Number(limit)
}

const reduce: Builder = (operand, context) => {
  const given = checkedArguments(operand, '$reduce', {
    required: ['input', 'initialValue', 'in'],
    optional: [],
    codes: {
      notObject: 40075,
      unknown: 40076,
      missing: 40077,
    },
  })
  const input = context.compile(given['input'])
  const initial = context.compile(given['initialValue'])
  const body = context.compile(given['in'], ['this', 'value'])
  return (scope) => {
    const items = input(scope)
    if (isNullish(items)) return null
    if (!Array.isArray(items))
      throw location(40080, `$reduce requires that 'input' be an array, found: ${typeName(items)}`)
    return items.reduce<unknown>(
      (value, item: unknown) => body(withVars(scope, { this: item ?? null, value })),
      initial(scope),
    )
  }
}

const ZIP = {
  required: ['inputs'],
  optional: ['useLongestLength', 'defaults'],
  codes: { notObject: 34460, unknown: 34464, missing: 34465 },
}

const zip = namedOperator(ZIP, ({ inputs, useLongestLength, defaults }) => {
  if (isNullish(inputs)) return null
  if (!Array.isArray(inputs))
    throw location(34461, `inputs must be an array of expressions, found ${typeName(inputs)}`)
  if (inputs.some(isNullish)) return null
  const lists = inputs.map((list: unknown) => {
    if (Array.isArray(list)) return list as unknown[]
    throw location(34468, `$zip found a non-array expression in input: ${typeName(list)}`)
  })
  const lengths = lists.map((list) => list.length)
  const length = useLongestLength === true ? Math.max(0, ...lengths) : Math.min(...lengths)
  const fallback = Array.isArray(defaults) ? (defaults as unknown[]) : []
  return Array.from({ length }, (_, at) => {
    return lists.map((list, index) => (at < list.length ? list[at] : (fallback[index] ?? null)))
  })
})

const sortArray: Builder = (operand, context) => {
  const given = checkedArguments(operand, '$sortArray', {
    required: ['input', 'sortBy'],
    optional: [],
    codes: {
      notObject: 2942500,
      unknown: 2942501,
      missing: 2942502,
    },
  })
  const input = context.compile(given['input'])
  const compare = arrayOrder(given['sortBy'], context)
  return (scope) => {
    const items = input(scope)
    if (isNullish(items)) return null
    if (!Array.isArray(items))
      throw location(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(items)}`,
      )
    return items.map((item: unknown) => item ?? null).sort(compare)
  }
}

function arrayOrder(sortBy: unknown, context: CompileContext): (a: unknown, b: unknown) => number {
  if (isPlainObject(sortBy)) {
    const compare = compileSort(sortBy, context.collation)
    return (a, b) => compare(isPlainObject(a) ? a : {}, isPlainObject(b) ? b : {})
  }
  const direction = isNumber(sortBy) ? toNumber(sortBy) : 0
  if (direction !== 1 && direction !== -1)
    throw location(2942503, '$sortArray: the sortBy field must be an object or 1 or -1')
  return (a, b) => direction * compareValues(a, b, context.collation)
}

/** `$firstN`, `$lastN`, `$minN`, `$maxN` of an array. */
function someOf(pick: (items: unknown[], count: number, context: CompileContext) => unknown[]): Builder {
  return namedOperator(
    { required: ['n', 'input'], codes: { notObject: 5787801, unknown: 5787901, missing: 5787906 } },
    ({ n, input }, context, name) => {
      const count = isNumber(n) ? toExactInteger(n) : undefined
      if (count === undefined)
        throw location(5787902, `Value for 'n' must be of integral type, but found ${typeName(n)}`)
      if (count < 1n) throw location(5787908, `'n' must be greater than 0, found ${count}`)
      if (!Array.isArray(input))
        throw location(5788200, `Input must be an array for ${name}, found ${typeName(input)}`)
      return pick(input as unknown[], Number(count), context)
    },
  )
}

function ordered(items: unknown[], direction: 1 | -1, context: CompileContext): unknown[] {
  return items
    .filter((item) => !isNullish(item))
    .sort((a, b) => direction * compareValues(a, b, context.collation))
}

/** Operators that evaluate an expression for each element, or order elements. */
export const LOOPS: Operators = {
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $zip: zip,
  $sortArray: sortArray,
  $firstN: someOf((items, count) => items.slice(0, count)),
  $lastN: someOf((items, count) => items.slice(-count)),
  $minN: someOf((items, count, context) => ordered(items, 1, context).slice(0, count)),
  $maxN: someOf((items, count, context) => ordered(items, -1, context).slice(0, count)),
}
