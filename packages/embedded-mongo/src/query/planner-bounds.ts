import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson'
import type { Collation } from '../values/compare.ts'
import { canonicalType } from '../values/compare.ts'
import { encodeKey, keyUpperBound, typeBracket } from '../values/key-string.ts'
import type { Direction } from '../values/key-string.ts'
import { isPlainObject } from '../values/paths.ts'
import { compareBytes } from '../storage/bytes.ts'
import { printValue } from '../storage/print-value.ts'
import type { Condition } from './planner-conditions.ts'

/** Keys of one field, low <= bytes < high, and how `explain` writes them. */
export type FieldRange = { low: Uint8Array; high: Uint8Array; text: string; isPoint: boolean }
/** Ranges in key order that hold every match of some conditions; `isExact` when they hold nothing else. */
export type FieldBounds = { ranges: FieldRange[]; isExact: boolean }

type Side = { direction: Direction; collation: Collation | undefined; isComparable: boolean }

const EVERYTHING_LOW = new Uint8Array([0])
const EVERYTHING_HIGH = new Uint8Array([0xff, 0xff])

/**
 * The bounds of one condition on a field; undefined when an index cannot narrow it.
 * `isComparable` is false when index and query have different collations: then strings cannot be looked up.
 */
export function conditionBounds(condition: Condition, side: Side): FieldBounds | undefined {
  switch (condition.op) {
    case 'eq':
      return pointBounds([condition.value], side)
    case 'in':
      return inBounds(condition.values, side)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return rangeBounds(condition.op, condition.value, side)
    case 'regex':
      return regexBounds(condition.pattern, condition.options, side)
    case 'ne':
      return notEqualBounds(condition.value, side)
    case 'group':
      return groupBounds(condition.conditions, side)
    default:
      return undefined
  }
}

/** What is in both; both are sorted and disjoint. */
export function intersectBounds(a: FieldBounds, b: FieldBounds): FieldBounds {
  const ranges: FieldRange[] = []
  for (const left of a.ranges) {
    for (const right of b.ranges) {
      const range = intersectRanges(left, right)
      if (range !== undefined) ranges.push(range)
    }
  }
  return { ranges, isExact: a.isExact && b.isExact }
}

/** The whole field, for explain. */
export function everything(direction: Direction): FieldRange {
  const text = direction === 1 ? '[MinKey, MaxKey]' : '[MaxKey, MinKey]'
  return { low: EVERYTHING_LOW, high: EVERYTHING_HIGH, text, isPoint: false }
}

function intersectRanges(a: FieldRange, b: FieldRange): FieldRange | undefined {
  const isLowOfA = compareBytes(a.low, b.low) >= 0
  const isHighOfA = compareBytes(a.high, b.high) <= 0
  const low = isLowOfA ? a.low : b.low
  const high = isHighOfA ? a.high : b.high
  if (compareBytes(low, high) >= 0) return undefined
  if (isLowOfA && isHighOfA) return a
  if (!isLowOfA && !isHighOfA) return b
  const [start] = (isLowOfA ? a : b).text.split(', ')
  const end = (isHighOfA ? a : b).text.split(', ').at(-1)
  return { low, high, text: `${start}, ${end}`, isPoint: false }
}

function groupBounds(conditions: Condition[], side: Side): FieldBounds | undefined {
  let all: FieldBounds | undefined
  for (const condition of conditions) {
    const bounds = conditionBounds(condition, side)
    if (bounds !== undefined) all = all === undefined ? bounds : intersectBounds(all, bounds)
  }
  return all === undefined ? undefined : { ranges: all.ranges, isExact: false }
}

function pointBounds(values: unknown[], side: Side): FieldBounds | undefined {
  const points = new Map<string, FieldRange>()
  let isExact = true
  for (const value of values) {
    if (!isPointValue(value, side)) return undefined
    // null finds missing fields too, and an object may stand in an array as well as be compared with one.
    if (value === null || value === undefined || !isScalar(value)) isExact = false
    const low = encodeKey([value ?? null], [side.direction], side.collation)
    const text = `[${printValue(value)}, ${printValue(value)}]`
    points.set(Buffer.from(low).toString('latin1'), { low, high: keyUpperBound(low), text, isPoint: true })
  }
  return { ranges: sortRanges([...points.values()]), isExact }
}

/** `$in` with regular expressions is the union of points and the expressions' ranges. */
function inBounds(values: unknown[], side: Side): FieldBounds | undefined {
  const plain = values.filter((value) => !(value instanceof BSONRegExp))
  const expressions = values.filter((value): value is BSONRegExp => value instanceof BSONRegExp)
  const points = pointBounds(plain, side)
  if (points === undefined || expressions.length === 0) return points
  const ranges = [...points.ranges]
  for (const { pattern, options } of expressions) {
    const bounds = regexBounds(pattern, options, side)
    if (bounds === undefined) return undefined
    ranges.push(...bounds.ranges)
  }
  return { ranges: mergeRanges(sortRanges(ranges)), isExact: false }
}

function rangeBounds(op: 'gt' | 'gte' | 'lt' | 'lte', value: unknown, side: Side): FieldBounds | undefined {
  if (value === null || value === undefined)
    return op === 'gte' || op === 'lte' ? pointBounds([null], side) : undefined
  if (!isScalar(value) || (isText(value) && !side.isComparable)) return undefined
  const encoded = encodeKey([value], [side.direction], side.collation)
  const bracket = typeBracket(value, side.direction)
  const includes = op === 'gte' || op === 'lte'
  const isUpwards = op === 'gt' || op === 'gte'
  const isFromValue = isUpwards === (side.direction === 1)
  const edge = (isFromValue ? includes : !includes) ? encoded : keyUpperBound(encoded)
  const range = isFromValue ? { low: edge, high: bracket.high } : { low: bracket.low, high: edge }
  return {
    ranges: [{ ...range, text: rangeText(value, isUpwards, includes, side.direction), isPoint: false }],
    // NaN is the least number in keys, but neither less nor greater than anything in a filter.
    isExact: isUpwards ? !isNaNValue(value) : canonicalType(value) !== canonicalType(0),
  }
}

function rangeText(value: unknown, isUpwards: boolean, includes: boolean, direction: Direction): string {
  const [least, most] = typeLimits(value)
  const printed = printValue(value)
  const isMostIncluded = !isText(value)
  if (isUpwards) {
    if (direction === -1) return `${isMostIncluded ? '[' : '('}${most}, ${printed}${includes ? ']' : ')'}`
    return `${includes ? '[' : '('}${printed}, ${most}${isMostIncluded ? ']' : ')'}`
  }
  return direction === 1
    ? `[${least}, ${printed}${includes ? ']' : ')'}`
    : `${includes ? '[' : '('}${printed}, ${least}]`
}

/** How explain writes the least and the greatest value of a type. */
function typeLimits(value: unknown): [string, string] {
  if (isText(value)) return ['""', '{}']
  if (value instanceof Date) return ['new Date(-9223372036854775808)', 'new Date(9223372036854775807)']
  if (value instanceof ObjectId)
    return ["ObjectId('000000000000000000000000')", "ObjectId('ffffffffffffffffffffffff')"]
  if (typeof value === 'boolean') return ['false', 'true']
  if (value instanceof Timestamp) return ['Timestamp(0, 0)', 'Timestamp(4294967295, 4294967295)']
  return ['-inf', 'inf']
}

function regexBounds(pattern: string, options: string, side: Side): FieldBounds | undefined {
  // A collation does not apply to regular expressions, so folded keys say nothing about them.
  if (side.collation !== undefined) return undefined
  const prefix = literalPrefix(pattern, options)
  const itself = new BSONRegExp(pattern, options)
  const expressions = typeBracket(itself, side.direction)
  const stored = { ...expressions, text: `[${printValue(itself)}, ${printValue(itself)}]`, isPoint: false }
  const strings = prefix === '' ? typeBracket('', side.direction) : prefixRange(prefix, side)
  const end = prefix === '' ? '{}' : JSON.stringify(nextText(prefix))
  const text = side.direction === 1 ? `["${prefix}", ${end})` : `(${end}, "${prefix}"]`
  return { ranges: sortRanges([{ ...strings, text, isPoint: false }, stored]), isExact: false }
}

function prefixRange(prefix: string, side: Side): { low: Uint8Array; high: Uint8Array } {
  // The key of a string ends with two zero bytes; without them it is the common beginning of all longer ones.
  const encoded = encodeKey([prefix], [1], undefined).slice(0, -2)
  const low = side.direction === 1 ? encoded : encoded.map((byte) => ~byte & 0xff)
  return { low, high: keyUpperBound(low) }
}

function nextText(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCodePoint((prefix.codePointAt(prefix.length - 1) ?? 0) + 1)
}

/** The characters every match begins with; '' when that is not certain. */
function literalPrefix(pattern: string, options: string): string {
  if (!pattern.startsWith('^') || /[^s]/.test(options) || pattern.includes('|')) return ''
  const literal = /^\^((?:\\[^A-Za-z0-9]|[^\\.[\]{}()*+?|^$])*)/.exec(pattern)
  if (literal === null) return ''
  const rest = pattern.slice(literal[0].length)
  const text = (literal[1] ?? '').replace(/\\(.)/gs, '$1')
  // A quantifier makes the last character optional.
  return /^[*?{]/.test(rest) ? [...text].slice(0, -1).join('') : text
}

function notEqualBounds(value: unknown, side: Side): FieldBounds | undefined {
  const points = pointBounds([value], side)
  const point = points?.ranges[0]
  if (point === undefined) return undefined
  const printed = printValue(value)
  const [first, last] = side.direction === 1 ? ['MinKey', 'MaxKey'] : ['MaxKey', 'MinKey']
  return {
    ranges: [
      { low: EVERYTHING_LOW, high: point.low, text: `[${first}, ${printed})`, isPoint: false },
      { low: point.high, high: EVERYTHING_HIGH, text: `(${printed}, ${last}]`, isPoint: false },
    ],
    isExact: false,
  }
}

function isPointValue(value: unknown, side: Side): boolean {
  if (value === null || value === undefined) return true
  // An array equals itself as a whole as well as being an element: its entries are those of its elements.
  if (Array.isArray(value) || value instanceof BSONRegExp) return false
  if (isPlainObject(value)) return side.isComparable
  return isScalar(value) && (side.isComparable || !isText(value))
}

function isScalar(value: unknown): boolean {
  if (typeof value !== 'object') return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
  return SCALAR_CLASSES.some((known) => value instanceof known)
}

const SCALAR_CLASSES = [Date, ObjectId, Int32, Double, Long, Decimal128, Timestamp, Binary]

function isNaNValue(value: unknown): boolean {
  return (
    Number.isNaN(value) ||
    ((value instanceof Double || value instanceof Decimal128) && String(value) === 'NaN')
  )
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function sortRanges(ranges: FieldRange[]): FieldRange[] {
  return ranges.sort((a, b) => compareBytes(a.low, b.low))
}

/** Joins ranges that overlap, so that nothing is read twice. */
function mergeRanges(sorted: FieldRange[]): FieldRange[] {
  const merged: FieldRange[] = []
  for (const range of sorted) {
    const last = merged.at(-1)
    if (last === undefined || compareBytes(range.low, last.high) >= 0) merged.push(range)
    else if (compareBytes(range.high, last.high) > 0)
      merged[merged.length - 1] = { ...last, high: range.high, isPoint: false }
  }
  return merged
}
