import { location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { isNumber, toExactInteger, toNumber } from '../values/numbers.ts'
import { getPath, isPlainObject } from '../values/paths.ts'
import type { Unit } from './date-math.ts'
import { addSpan, unitOf } from './date-math.ts'

type Edge = number | 'unbounded' | 'current'
/** Which documents around each one a window function sees. */
export type Bounds = { kind: 'documents' | 'range'; low: Edge; high: Edge; unit?: Unit | undefined }
/** First and last position of a frame; empty when first > last. */
export type Frame = { first: number; last: number }

const WHOLE: Bounds = { kind: 'documents', low: 'unbounded', high: 'unbounded' }

/** Parses `window: {documents: [low, high]}` or `{range: [low, high], unit}`. */
export function parseBounds(spec: unknown, sortBy: Doc | undefined): Bounds {
  if (spec === undefined) return WHOLE
  if (!isPlainObject(spec)) throw location(9, "'window' field must be an object")
  for (const name of Object.keys(spec)) {
    if (!['documents', 'range', 'unit'].includes(name))
      throw location(
        9,
        `'window' field can only contain 'documents' as the only argument or 'range' with an optional 'unit' field: ${name}`,
      )
  }
  const kind = 'documents' in spec ? 'documents' : 'range'
  const pair = spec[kind]
  if (pair === undefined) return WHOLE
  if (!Array.isArray(pair) || pair.length !== 2)
    throw location(9, `Window bounds must be a 2-element array: ${kind}`)
  const [low, high] = (pair as unknown[]).map((edge) => parseEdge(edge, kind)) as [Edge, Edge]
  const isBounded = low !== 'unbounded' || high !== 'unbounded'
  if (sortBy === undefined && isBounded)
    throw location(5339901, `${kind === 'range' ? 'Range-based' : 'Document-based'} bounds require a sortBy`)
  if (kind === 'range' && Object.keys(sortBy ?? {}).length !== 1)
    throw location(5339902, 'Range-based bounds require sortBy a single field')
  return { kind, low, high, unit: 'unit' in spec ? unitOf(spec['unit'], '$setWindowFields') : undefined }
}

function parseEdge(edge: unknown, kind: 'documents' | 'range'): Edge {
  if (edge === 'unbounded' || edge === 'current') return edge
  if (!isNumber(edge)) throw location(9, "Window bounds must be 'unbounded', 'current', or a number")
  if (kind === 'documents' && toExactInteger(edge) === undefined)
    throw location(9, 'Numeric document-based bounds must be an integer')
  return toNumber(edge)
}

/** The frame of each document of an ordered partition. */
export function framesOf(docs: Doc[], bounds: Bounds, sortBy: Doc | undefined): Frame[] {
  if (bounds.kind === 'range') return rangeFrames(docs, bounds, Object.keys(sortBy ?? {})[0] ?? '')
  const last = docs.length - 1
  return docs.map((_doc, at) => ({
    first: bounds.low === 'unbounded' ? 0 : Math.max(0, at + offset(bounds.low)),
    last: bounds.high === 'unbounded' ? last : Math.min(last, at + offset(bounds.high)),
  }))
}

function offset(edge: number | 'current'): number {
  return edge === 'current' ? 0 : edge
}

/** Frames by value of the (ascending) sort field; both edges only move forward. */
function rangeFrames(docs: Doc[], bounds: Bounds, field: string): Frame[] {
  const values = docs.map((doc) => sortValue(getPath(doc, field), bounds.unit))
  let first = 0
  let next = 0
  return values.map((value) => {
    const low = bounds.low === 'unbounded' ? -Infinity : shifted(value, offset(bounds.low), bounds.unit)
    const high = bounds.high === 'unbounded' ? Infinity : shifted(value, offset(bounds.high), bounds.unit)
    while (first < values.length && (values[first] as number) < low) first++
    while (next < values.length && (values[next] as number) <= high) next++
    return { first, last: next - 1 }
  })
}

function sortValue(value: unknown, unit: Unit | undefined): number {
  if (unit !== undefined && value instanceof Date) return value.getTime()
  if (unit === undefined && isNumber(value)) return toNumber(value)
  throw location(
    5429414,
    unit === undefined
      ? 'Invalid range: Expected the sortBy field to be a number'
      : 'Invalid range: Expected the sortBy field to be a Date',
  )
}

function shifted(value: number, by: number, unit: Unit | undefined): number {
  return unit === undefined ? value + by : addSpan(value, { unit, amount: by }, { offsetAt: () => 0 })
}
