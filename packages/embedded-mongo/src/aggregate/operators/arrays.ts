import { Int32 } from 'bson'
import { fault, location } from '../../errors.ts'
import { equalValues } from '../../values/compare.ts'
import { countValue, isNumber, toExactInteger } from '../../values/numbers.ts'
import { docOf } from '../../values/ordered.ts'
import { isPlainObject } from '../../values/paths.ts'
import { LIMIT_BYTES, PER_VALUE } from '../memory.ts'
import { arrayOperand, operator, typeName } from '../arguments.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish, isTruthy } from '../types.ts'

function integral(value: unknown, code: number, message: string): number {
  const integer = isNumber(value) ? toExactInteger(value) : undefined
  if (integer === undefined || BigInt.asIntN(32, integer) !== integer)
    throw location(code, `${message}${typeName(value)}`)
  return Number(integer)
}

/** Refuses a list of so many values before it is made: a few doublings would fill any memory. */
function checkLength(name: string, length: number): void {
  const needed = PER_VALUE * length
  if (needed <= LIMIT_BYTES) return
  throw fault(
    'ExceededMemoryLimit',
    `${name} would use too much memory (${needed} bytes) and cannot spill to disk. Memory limit: ${LIMIT_BYTES} bytes`,
  )
}

const arrayElemAt = operator(2, 2, ([array, index]) => {
  if (isNullish(array) || isNullish(index)) return null
  const items = arrayOperand(array, 28689, "$arrayElemAt's first argument must be an array, but is ")
  if (!isNumber(index))
    throw location(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeName(index)}`)
  const at = integral(
    index,
    28691,
    "$arrayElemAt's second argument must be representable as a 32-bit integer: ",
  )
  return items[at < 0 ? items.length + at : at]
})

/** `$first`, `$last` of an array. */
function end(pick: (items: unknown[]) => unknown): Builder {
  return operator(1, 1, ([array], _context, name) => {
    if (isNullish(array)) return null
    return pick(arrayOperand(array, 28689, `${name}'s argument must be an array, but is `))
  })
}

const concatArrays = operator(0, Infinity, (values) => {
  if (values.some(isNullish)) return null
  const lists = values.map((value) => arrayOperand(value, 28664, '$concatArrays only supports arrays, not '))
  checkLength(
    '$concatArrays',
    lists.reduce((sum, list) => sum + list.length, 0),
  )
  return lists.flat(1)
})

const slice = operator(2, 3, (values) => {
  const [array, second, third] = values
  if (values.some(isNullish)) return null
  const items = arrayOperand(array, 28724, 'First argument to $slice must be an array, but is of type: ')
  const first = integral(second, 28725, 'Second argument to $slice must be a numeric value, but is of type: ')
  if (values.length === 2) return first === 0 ? [] : first > 0 ? items.slice(0, first) : items.slice(first)
  const count = integral(third, 28727, 'Third argument to $slice must be numeric, but is of type: ')
  if (count <= 0) throw location(28729, `Third argument to $slice must be positive: ${count}`)
  const start = first < 0 ? Math.max(0, items.length + first) : first
  return items.slice(start, start + count)
})

const inArray = operator(2, 2, ([value, array], context) => {
  const items = arrayOperand(array, 40081, '$in requires an array as a second argument, found: ')
  return items.some((item) => equalValues(item ?? null, value, context.collation))
})

const indexOfArray = operator(2, 4, ([array, wanted, start, finish], context) => {
  if (isNullish(array)) return null
  const items = arrayOperand(array, 40090, '$indexOfArray requires an array as a first argument, found: ')
  const from = start === undefined ? 0 : index(start, 'starting')
  const to = finish === undefined ? items.length : Math.min(items.length, index(finish, 'ending'))
  for (let at = from; at < to; at++)
    if (equalValues(items[at] ?? null, wanted, context.collation)) return countValue(at)
  return new Int32(-1)
})

function index(value: unknown, which: string): number {
  const integer = integral(
    value,
    40096,
    `$indexOfArray requires an integral ${which} index, found a value of type: `,
  )
  if (integer < 0)
    throw location(40097, `$indexOfArray requires a nonnegative ${which} index, found: ${integer}`)
  return integer
}

const range = operator(2, 3, ([start, finish, by]) => {
  const from = integral(start, 34443, '$range requires a numeric starting value, found value of type: ')
  const to = integral(finish, 34445, '$range requires a numeric ending value, found value of type: ')
  const step =
    by === undefined ? 1 : integral(by, 34447, '$range requires a numeric step value, found value of type: ')
  if (step === 0) throw location(34449, '$range requires a non-zero step value')
  checkLength('$range', 1 + Math.max(0, Math.ceil((to - from) / step)))
  const numbers: Int32[] = []
  for (let value = from; step > 0 ? value < to : value > to; value += step) numbers.push(new Int32(value))
  return numbers
})

const reverseArray = operator(1, 1, ([array]) => {
  return isNullish(array)
    ? null
    : arrayOperand(
        array,
        34435,
        'The argument to $reverseArray must be an array, but was of type: ',
      ).toReversed()
})

const size = operator(1, 1, ([array]) =>
  countValue(arrayOperand(array, 17124, 'The argument to $size must be an array, but was of type: ').length),
)

const arrayToObject = operator(1, 1, ([array]) => {
  if (isNullish(array)) return null
  const result = new Map<string, unknown>()
  for (const entry of arrayOperand(array, 40386, '$arrayToObject requires an array input, found: ')) {
    const [name, value] = objectEntry(entry)
    result.set(name, value)
  }
  return docOf(result)
})

function objectEntry(entry: unknown): [string, unknown] {
  let name: unknown
  let value: unknown
  if (Array.isArray(entry)) {
    if (entry.length !== 2)
      throw location(
        40397,
        `$arrayToObject requires an array of size 2 arrays,found array of size: ${entry.length}`,
      )
    ;[name, value] = entry as [unknown, unknown]
  } else if (isPlainObject(entry)) {
    if (Object.keys(entry).length !== 2)
      throw location(
        40392,
        `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${Object.keys(entry).length}`,
      )
    if (!('k' in entry) || !('v' in entry))
      throw location(
        40393,
        "$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys from: " +
          Object.keys(entry).join(', '),
      )
    name = entry['k']
    value = entry['v']
  } else throw location(40398, `Unrecognised input type format for $arrayToObject: ${typeName(entry)}`)
  if (typeof name !== 'string')
    throw location(
      40395,
      `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(name)}`,
    )
  return [name, value]
}

function elements(code: number, test: (items: unknown[]) => boolean): Builder {
  return operator(1, 1, ([array], _context, name) =>
    test(arrayOperand(array, code, `${name}'s argument must be an array, but is `)),
  )
}

/** Arrays; operators that run an expression per element are in loops.ts. */
export const ARRAYS: Operators = {
  $arrayElemAt: arrayElemAt,
  $first: end((items) => items[0]),
  $last: end((items) => items[items.length - 1]),
  $concatArrays: concatArrays,
  $slice: slice,
  $in: inArray,
  $indexOfArray: indexOfArray,
  $isArray: operator(1, 1, ([value]) => Array.isArray(value)),
  $range: range,
  $reverseArray: reverseArray,
  $size: size,
  $arrayToObject: arrayToObject,
  $allElementsTrue: elements(17040, (items) => items.every(isTruthy)),
  $anyElementTrue: elements(17041, (items) => items.some(isTruthy)),
}
