import { isDeepStrictEqual } from 'node:util'
import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb'
import type { Entities } from './entities.ts'

/** Thrown when a case does not come out as its specification says. */
export class Mismatch extends Error {}

type Kind = 'root' | 'nested'
type Operator = (actual: unknown, wanted: unknown, at: string, entities: Entities) => void

/**
 * Throws Mismatch unless `actual` matches `expected` by the rules of the unified format: documents at the root may
 * have further fields, nested ones not; numbers match across their types; `$$` operators say more.
 * Source: unified-test-format.md, "Evaluating Matches".
 */
export function match(
  actual: unknown,
  expected: unknown,
  entities: Entities,
  { at = 'result', inside = 'nested' }: { at?: string; inside?: Kind } = {},
): void {
  const place: Place = { entities, at, kind: 'root', inside }
  if (Array.isArray(expected)) matchList(toPlain(actual), expected, place)
  else matchValue(actual, expected, place)
}

interface Place {
  entities: Entities
  at: string
  kind: Kind
  /** What the documents inside this one are. */
  inside: Kind
}

function matchValue(given: unknown, expected: unknown, around: Place): void {
  const actual = toPlain(given)
  // What the driver keeps in Maps are results of its own, which may say more than the format asks.
  const place = given instanceof Map ? { ...around, inside: 'root' as const } : around
  const operator = operatorOf(expected)
  if (operator !== undefined) operator.run(actual, operator.wanted, place)
  else if (Array.isArray(expected)) matchList(actual, expected, { ...place, kind: place.inside })
  else if (isPlain(expected)) matchDocument(actual, expected, place)
  else if (!isSame(actual, expected)) fail(actual, expected, place.at)
}

function matchList(actual: unknown, expected: unknown[], place: Place): void {
  if (!Array.isArray(actual) || actual.length !== expected.length) fail(actual, expected, place.at)
  for (const [index, value] of expected.entries())
    matchValue(actual[index], value, { ...place, at: `${place.at}[${index}]` })
}

function matchDocument(actual: unknown, expected: Record<string, unknown>, place: Place): void {
  if (!isObject(actual)) fail(actual, expected, place.at)
  for (const [name, value] of Object.entries(expected))
    matchValue(actual[name], value, { ...place, at: `${place.at}.${name}`, kind: place.inside })
  if (place.kind === 'root') return
  const extra = Object.keys(actual).filter((name) => actual[name] !== undefined && !(name in expected))
  if (extra.length > 0) throw new Mismatch(`${place.at} has also ${extra.join(', ')}`)
}

function operatorOf(
  expected: unknown,
): { wanted: unknown; run: (actual: unknown, wanted: unknown, place: Place) => void } | undefined {
  if (!isPlain(expected)) return undefined
  const [name, ...others] = Object.keys(expected)
  if (name === undefined || others.length > 0 || !name.startsWith('$$')) return undefined
  const wanted = expected[name]
  if (name === '$$unsetOrMatches')
    return { wanted, run: (actual, inner, place) => actual == null || matchValue(actual, inner, place) }
  if (name === '$$matchAsRoot')
    return { wanted, run: (actual, inner, place) => matchValue(actual, inner, { ...place, kind: 'root' }) }
  const operator = OPERATORS[name]
  if (operator === undefined) throw new Error(`The runner does not know the operator ${name}.`)
  return { wanted, run: (actual, inner, { at, entities }) => operator(actual, inner, at, entities) }
}

const OPERATORS: Record<string, Operator> = {
  $$exists: (actual, wanted, at) => {
    if ((actual !== undefined) !== wanted) fail(actual, { $$exists: wanted }, at)
  },
  $$type: (actual, wanted, at) => {
    const names = Array.isArray(wanted) ? wanted : [wanted]
    if (!names.some((name) => isOfType(actual, String(name)))) fail(actual, { $$type: wanted }, at)
  },
  $$matchesEntity: (actual, wanted, at, entities) => {
    const entity = entities.get(String(wanted))
    if (!isDeepStrictEqual(actual, entity)) fail(actual, entity, at)
  },
  $$sessionLsid: (actual, wanted, at, entities) => {
    const lsid = entities.lsid(String(wanted))
    if (!isDeepStrictEqual(actual, lsid)) fail(actual, lsid, at)
  },
}

/** The types that the specifications ask for; the driver's numbers are ints and longs as much as they are doubles. */
function isOfType(actual: unknown, name: string): boolean {
  switch (name) {
    case 'int':
      return actual instanceof Int32 || Number.isInteger(actual)
    case 'long':
      return actual instanceof Long || typeof actual === 'bigint' || Number.isInteger(actual)
    case 'double':
      return actual instanceof Double || typeof actual === 'number'
    case 'string':
      return typeof actual === 'string'
    case 'array':
      return Array.isArray(actual)
    case 'object':
      return isObject(actual) && !Array.isArray(actual)
    default:
      throw new Error(`The runner does not know the type ${name}.`)
  }
}

function isSame(actual: unknown, expected: unknown): boolean {
  const [left, right] = [asNumber(actual), asNumber(expected)]
  if (left !== undefined || right !== undefined) return left === right
  return isDeepStrictEqual(actual, expected)
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Int32 || value instanceof Double) return Number(value.value)
  return value instanceof Long && !(value instanceof Timestamp) ? value.toNumber() : undefined
}

/** The driver keeps sort orders, index keys and some results in Maps. */
function toPlain(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isPlain(value: unknown): value is Record<string, unknown> {
  const isValue = [Binary, Decimal128, Double, Int32, Long, ObjectId, Date, RegExp].some(
    (type) => value instanceof type,
  )
  return isObject(value) && !isValue && !Array.isArray(value)
}

function fail(actual: unknown, expected: unknown, at: string): never {
  throw new Mismatch(`${at} is ${show(actual)} instead of ${show(expected)}`)
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  )
  return text === undefined ? 'missing' : text.slice(0, 300)
}
