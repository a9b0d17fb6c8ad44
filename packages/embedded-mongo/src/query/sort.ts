import { fault, location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import type { Collation } from '../values/compare.ts'
import { compareValues } from '../values/compare.ts'
import { isNumber, toNumber } from '../values/numbers.ts'
import { fieldOf, indexKeyValues, isPlainObject } from '../values/paths.ts'
import { showValue } from '../values/show.ts'

export type SortField = { path: string; direction: 1 | -1 }

/** Checks a sort specification: `{a: 1, 'b.c': -1}`. */
export function parseSort(spec: Doc): SortField[] {
  return Object.keys(spec).map((path) => {
    const value = spec[path]
    if (path === '') throw location(40352, 'FieldPath cannot be constructed with empty string')
    if (path.startsWith('$'))
      throw fault(
        'Location16410',
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      )
    if (isPlainObject(value)) throw refusedMeta(value)
    const direction = isNumber(value) ? toNumber(value) : undefined
    if (direction === undefined)
      throw location(15974, `Illegal key in $sort specification: ${path}: ${showValue(value)}`)
    if (direction !== 1 && direction !== -1)
      throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    return { path, direction }
  })
}

function refusedMeta(value: Doc): Error {
  if (!('$meta' in value)) return location(17312, '$meta is the only expression supported by $sort right now')
  const wanted = value['$meta'] === 'textScore' ? 'text score' : String(value['$meta'])
  return location(40218, `query requires ${wanted} metadata, but it is not available`)
}

type SortKey = unknown[]

/** A comparison of documents; an array sorts by its smallest element upwards and by its largest downwards. */
export function compileSort(spec: Doc, collation?: Collation): (a: Doc, b: Doc) => number {
  const order = new SortOrder(spec, collation)
  return (a, b) => order.compare(order.keyOf(a), order.keyOf(b))
}

/** The order that a sort specification means: keys of documents and their comparison. */
export class SortOrder {
  private readonly fields: SortField[]
  private readonly paths: string[]
  private readonly collation: Collation | undefined

  constructor(spec: Doc, collation: Collation | undefined) {
    this.fields = parseSort(spec)
    this.paths = this.fields.map((field) => field.path)
    this.collation = collation
  }

  compare(a: SortKey, b: SortKey): number {
    for (let index = 0; index < this.fields.length; index++) {
      const order = compareValues(a[index], b[index], this.collation)
      if (order !== 0) return order * (this.fields[index]?.direction ?? 1)
    }
    return 0
  }

  /** Missing sorts as null. Of several index keys (arrays) the one that comes first in this sort counts. */
  keyOf(doc: Doc): SortKey {
    const simple = simpleKey(doc, this.paths)
    if (simple !== undefined) return simple
    const keys = keysOf(doc, this.paths)
    return keys.reduce((best, key) => (this.compare(key, best) < 0 ? key : best), keys[0] ?? [])
  }
}

function keysOf(doc: Doc, paths: string[]): SortKey[] {
  try {
    return indexKeyValues(doc, paths).keys
  } catch {
    throw fault('BadValue', 'cannot sort with keys that are parallel arrays')
  }
}

/** The key of a document without arrays on the sorted paths; undefined when there are any. */
function simpleKey(doc: Doc, paths: string[]): SortKey | undefined {
  const key: SortKey = []
  for (const path of paths) {
    let value: unknown = doc
    for (const part of path.split('.')) {
      if (Array.isArray(value)) return undefined
      value = isPlainObject(value) ? fieldOf(value, part) : undefined
    }
    if (Array.isArray(value)) return undefined
    key.push(value ?? null)
  }
  return key
}
