import { concatBytes, compareBytes } from '../storage/bytes.ts'
import type { Index } from '../storage/collection.ts'
import type { Collation } from '../values/compare.ts'
import { sameCollation } from '../values/collation.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { conditionBounds, everything, intersectBounds } from './planner-bounds.ts'
import type { FieldBounds, FieldRange } from './planner-bounds.ts'
import type { Condition, Conditions } from './planner-conditions.ts'
import { impliesFilter, requiresField } from './planner-partial.ts'
import type { SortField } from './sort.ts'

export type ByteRange = { low: Uint8Array; high: Uint8Array }

/** A way to answer a query by one index. */
export type IndexPlan = {
  kind: 'index'
  index: Index
  /** Disjoint and in key order. */
  ranges: ByteRange[]
  isReverse: boolean
  providesSort: boolean
  /** Leading fields with bounds; none means the whole index is read. */
  boundedFields: number
  /** Leading fields bound to single values. */
  pointFields: number
  /** Every document found satisfies the filter, so that it need not be checked. */
  isExact: boolean
  bounds: Record<string, string[]>
  /** Set when the order comes from merging the ranges of several points of the leading fields. */
  merge: RangeGroup[] | undefined
}

/** The ranges of one combination of points; keys of different groups are compared behind their points. */
export type RangeGroup = { pointBytes: number; ranges: ByteRange[] }

/** Beyond so many ranges side by side, sorting what was found is as cheap. */
const MAX_MERGED = 64
/** More keys than this are read as ranges of their first field instead of being combined with the next. */
const MAX_COMBINATIONS = 200

export type IndexQuery = { conditions: Conditions; sort: SortField[]; collation: Collation | undefined }

/**
 * How an index can serve a query; undefined when it would leave documents out (partial, sparse).
 * A plan without bounds and without sort order is given too, for hints.
 */
export function planIndex(index: Index, query: IndexQuery): IndexPlan | undefined {
  const { conditions, collation } = query
  if (index.partial !== undefined && !impliesFilter(conditions.paths, index.partial.filter, collation))
    return undefined
  if (index.isSparse && !index.fields.some((field) => conditions.paths.get(field)?.some(requiresField)))
    return undefined
  return forcePlan(index, query)
}

/** The plan of a hinted index, which may leave documents out. */
export function forcePlan(index: Index, query: IndexQuery): IndexPlan {
  const fields = boundFields(index, query)
  const bounded = fields.length
  const points = fields.findIndex((bounds) => !isSinglePoint(bounds))
  const pointFields = points === -1 ? bounded : points
  const ordered = sortDirection(index, query, fields)
  const merged = ordered === undefined ? mergeOf(index, query, fields) : undefined
  const direction = ordered ?? merged?.direction
  return {
    kind: 'index',
    index,
    ranges: byteRanges(index, fields),
    isReverse: direction === -1,
    providesSort: direction !== undefined,
    boundedFields: bounded,
    pointFields,
    isExact: isExact(index, query.conditions, fields),
    bounds: describeBounds(index, fields),
    merge: merged?.groups,
  }
}

/** The bounds of the leading fields, up to the first range or the first field without conditions. */
function boundFields(index: Index, query: IndexQuery): FieldBounds[] {
  const isComparable = sameCollation(index.collation, query.collation)
  const fields: FieldBounds[] = []
  const arrayRoots = new Set<string>()
  let combinations = 1
  for (const [position, field] of index.fields.entries()) {
    const isMultikey = index.multikey[position] === true
    const root = field.split('.', 1)[0] ?? field
    // Two fields of one array: their conditions may be met by different elements, so only one can be bound.
    if (isMultikey && arrayRoots.has(root)) break
    const side = {
      direction: index.directions[position] ?? 1,
      collation: index.collation,
      isComparable,
    } as const
    const conditions = query.conditions.paths.get(field) ?? []
    const all = conditions.flatMap((condition) =>
      isMultikey && isNotNull(condition) ? [] : (conditionBounds(condition, side) ?? []),
    )
    const bounds = isMultikey
      ? narrowest(all)
      : all.reduce<FieldBounds | undefined>(
          (a, b) => (a === undefined ? b : intersectBounds(a, b)),
          undefined,
        )
    if (bounds === undefined) break
    if (isMultikey) arrayRoots.add(root)
    fields.push(all.length === conditions.length ? bounds : { ...bounds, isExact: false })
    combinations *= bounds.ranges.length
    if (combinations > MAX_COMBINATIONS || bounds.ranges.some((range) => !range.isPoint)) break
  }
  return fields
}

/**
 * The field of an empty array has the key null, yet it does not equal null: `{ 'a.b': { $ne: null } }` finds `{ a: [] }`.
 * MongoDB does not use a multikey index there either.
 */
function isNotNull(condition: Condition): boolean {
  return condition.op === 'ne' && (condition.value === null || condition.value === undefined)
}

/** The bounds of an array field cannot be intersected: each may be met by another element. */
function narrowest(all: FieldBounds[]): FieldBounds | undefined {
  return all.toSorted((a, b) => width(a) - width(b))[0]
}

function width(bounds: FieldBounds): number {
  return bounds.ranges.reduce((sum, range) => sum + (range.isPoint ? 1 : 1000), 0)
}

function isSinglePoint(bounds: FieldBounds): boolean {
  return bounds.ranges.length === 1 && bounds.ranges[0]?.isPoint === true
}

function byteRanges(index: Index, fields: FieldBounds[]): ByteRange[] {
  let prefixes: Uint8Array[] = [index.prefix]
  for (const bounds of fields) {
    if (!bounds.ranges.every((range) => range.isPoint)) {
      return prefixes.flatMap((prefix) =>
        bounds.ranges.map((range) => ({
          low: concatBytes(prefix, range.low),
          high: concatBytes(prefix, range.high),
        })),
      )
    }
    prefixes = prefixes.flatMap((prefix) => bounds.ranges.map((range) => concatBytes(prefix, range.low)))
  }
  return prefixes
    .map((prefix) => ({ low: prefix, high: keyUpperBound(prefix) }))
    .sort((a, b) => compareBytes(a.low, b.low))
}

/**
 * 1 or -1 when reading the index forward or backward gives the sort order. Fields bound to one value do not count;
 * a field that holds arrays gives no order, since a document sorts by its least or greatest element.
 */
function sortDirection(index: Index, query: IndexQuery, fields: FieldBounds[]): 1 | -1 | undefined {
  const { sort } = query
  if (sort.length === 0 || !sameCollation(index.collation, query.collation)) return undefined
  const fixed = new Set(index.fields.filter((_, position) => isFixed(index, fields, position)))
  const wanted = sort.filter(({ path }) => !fixed.has(path))
  let overall: 1 | -1 | undefined
  let position = 0
  for (const { path, direction } of wanted) {
    while (
      position < index.fields.length &&
      index.fields[position] !== path &&
      fixed.has(index.fields[position] ?? '')
    )
      position += 1
    if (index.fields[position] !== path || index.multikey[position] === true) return undefined
    const own = direction === index.directions[position] ? 1 : -1
    if (overall !== undefined && overall !== own) return undefined
    overall = own
    position += 1
  }
  return overall ?? 1
}

type Merge = { groups: RangeGroup[]; direction: 1 | -1 }

/** `{ a: { $in: [1, 2] } }` sorted by b: with an index on a and b, two ranges that are each in order can be merged. */
function mergeOf(index: Index, query: IndexQuery, fields: FieldBounds[]): Merge | undefined {
  const notPoints = fields.findIndex((bounds) => !bounds.ranges.every((range) => range.isPoint))
  const points = notPoints === -1 ? fields : fields.slice(0, notPoints)
  const isSorted = (field: string | undefined): boolean => query.sort.some(({ path }) => path === field)
  // A field with several points is not fixed: if it is sorted by, the order among its points counts.
  if (points.some((bounds, position) => !isSinglePoint(bounds) && isSorted(index.fields[position])))
    return undefined
  if (index.multikey.includes(true)) return undefined
  const single = points.map((bounds) => ({ ...bounds, ranges: bounds.ranges.slice(0, 1) }))
  const direction = sortDirection(index, query, [...single, ...fields.slice(points.length)])
  if (direction === undefined) return undefined
  const combined = points.reduce((count, bounds) => count * bounds.ranges.length, 1)
  if (combined < 2 || combined > MAX_MERGED) return undefined
  let prefixes: Uint8Array[] = [index.prefix]
  for (const { ranges } of points)
    prefixes = prefixes.flatMap((prefix) => ranges.map((range) => concatBytes(prefix, range.low)))
  const next = fields[points.length]?.ranges
  const groups = prefixes.map((prefix) => ({
    pointBytes: prefix.length,
    ranges: next?.map(({ low, high }) => ({
      low: concatBytes(prefix, low),
      high: concatBytes(prefix, high),
    })) ?? [{ low: prefix, high: keyUpperBound(prefix) }],
  }))
  return { groups, direction }
}

function isFixed(index: Index, fields: FieldBounds[], position: number): boolean {
  const bounds = fields[position]
  return bounds !== undefined && isSinglePoint(bounds) && index.multikey[position] !== true
}

/** True when the bounds say all of the filter: every condition is on a bounded field and each bound is exact. */
function isExact(index: Index, conditions: Conditions, fields: FieldBounds[]): boolean {
  if (!conditions.isComplete) return false
  const bounded = new Map(index.fields.slice(0, fields.length).map((field, position) => [field, position]))
  for (const [path, list] of conditions.paths) {
    const position = bounded.get(path)
    if (position === undefined || fields[position]?.isExact !== true) return false
    if (list.length > 1 && index.multikey[position] === true) return false
    if (list.some((condition) => !EXACT.has(condition.op))) return false
  }
  return true
}

const EXACT = new Set<Condition['op']>(['eq', 'in', 'gt', 'gte', 'lt', 'lte'])

function describeBounds(index: Index, fields: FieldBounds[]): Record<string, string[]> {
  return Object.fromEntries(
    index.fields.map((field, position) => {
      const ranges: FieldRange[] = fields[position]?.ranges ?? [everything(index.directions[position] ?? 1)]
      return [field, ranges.map((range) => range.text)]
    }),
  )
}
