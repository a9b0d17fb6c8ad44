import { fault } from '../errors.ts'
import type { Doc } from './codec.ts'
import { classOf } from './numbers.ts'

/** A path whose outermost array was entered at `arrayIndex`, with one value that matching sees there. */
type Visit = (value: unknown, arrayIndex: number | undefined) => boolean

/** True for embedded documents: no array, date or BSON class. */
export function isPlainObject(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return (
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !(value instanceof Uint8Array) &&
    classOf(value) === undefined
  )
}

/** Own fields only: `constructor` or `__proto__` of Object.prototype are no fields of a document. */
export function fieldOf(doc: Doc, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : undefined
}

/** Sets a field, also one called `__proto__`, which plain assignment would not make a field. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true })
  else doc[name] = value
}

/** The array position a path part names (`0`, `12`; not `01`), undefined otherwise. */
export function arrayPosition(part: string): number | undefined {
  return /^(0|[1-9]\d{0,9})$/.test(part) ? Number(part) : undefined
}

/**
 * Visits the values that matching sees at a path, as MongoDB's ElementIterator: through arrays of objects and numeric positions,
 * and, with `expandLeaf`, each element of a leaf array before the array itself. Missing is visited as undefined.
 * Stops and answers true as soon as a visit answers true.
 */
export function visitPath(doc: Doc, parts: string[], expandLeaf: boolean, visit: Visit): boolean {
  return visitObject(doc, parts, 0, expandLeaf, undefined, visit)
}

function visitObject(
  doc: Doc,
  parts: string[],
  depth: number,
  expandLeaf: boolean,
  index: number | undefined,
  visit: Visit,
): boolean {
  const value = fieldOf(doc, parts[depth] as string)
  if (depth === parts.length - 1) return visitLeaf(value, expandLeaf, index, visit)
  if (Array.isArray(value)) return visitArray(value, parts, depth + 1, expandLeaf, index, visit)
  if (isPlainObject(value)) return visitObject(value, parts, depth + 1, expandLeaf, index, visit)
  return visit(undefined, index)
}

function visitLeaf(value: unknown, expandLeaf: boolean, index: number | undefined, visit: Visit): boolean {
  if (expandLeaf && Array.isArray(value)) {
    for (let position = 0; position < value.length; position++) {
      if (visit(value[position] ?? null, index ?? position)) return true
    }
  }
  return visit(value, index)
}

function visitArray(
  items: unknown[],
  parts: string[],
  depth: number,
  expandLeaf: boolean,
  index: number | undefined,
  visit: Visit,
): boolean {
  const position = arrayPosition(parts[depth] as string)
  for (let at = 0; at < items.length; at++) {
    const item = items[at]
    if (isPlainObject(item) && visitObject(item, parts, depth, expandLeaf, index ?? at, visit)) return true
    if (at === position && visitPosition(item, parts, depth, expandLeaf, index ?? at, visit)) return true
  }
  return false
}

function visitPosition(
  item: unknown,
  parts: string[],
  depth: number,
  expandLeaf: boolean,
  index: number,
  visit: Visit,
): boolean {
  if (depth === parts.length - 1) return visitLeaf(item ?? null, expandLeaf, index, visit)
  if (Array.isArray(item)) return visitArray(item, parts, depth + 1, expandLeaf, index, visit)
  return isPlainObject(item) && visitObject(item, parts, depth + 1, expandLeaf, index, visit)
}

/** All values that matching sees at a path: elements of leaf arrays, then the array itself; undefined = missing. */
export function valuesAtPath(doc: Doc, path: string): unknown[] {
  const values: unknown[] = []
  visitPath(doc, path.split('.'), true, (value) => {
    values.push(value)
    return false
  })
  return values
}

/** The value at a path of objects and numeric array positions; undefined when missing. */
export function getPath(doc: Doc, path: string): unknown {
  let value: unknown = doc
  for (const part of path.split('.')) {
    if (Array.isArray(value)) {
      const position = arrayPosition(part)
      value = position === undefined ? undefined : value[position]
    } else if (isPlainObject(value)) value = fieldOf(value, part)
    else return undefined
  }
  return value
}

/** Sets a value at a path of objects, making the objects on the way; for documents we build ourselves (upserts). */
export function setPath(doc: Doc, path: string, value: unknown): void {
  const parts = path.split('.')
  let target = doc
  for (const part of parts.slice(0, -1)) {
    const inner = fieldOf(target, part)
    const next = isPlainObject(inner) ? inner : {}
    if (next !== inner) setField(target, part, next)
    target = next
  }
  setField(target, parts[parts.length - 1] as string, value)
}

/** A deep copy of objects and arrays; BSON values are never changed in place and are shared. */
export function cloneValue<T>(value: T): T {
  if (Array.isArray(value)) return value.map(cloneValue) as T
  if (!isPlainObject(value)) return value
  const copy: Doc = {}
  for (const name of Object.keys(value)) setField(copy, name, cloneValue(value[name]))
  return copy as T
}

/** The values `distinct` gives for a path: elements of leaf arrays instead of the array, nothing for missing. */
export function distinctValues(doc: Doc, path: string): unknown[] {
  const values: unknown[] = []
  visitPath(doc, path.split('.'), false, (value) => {
    if (Array.isArray(value)) values.push(...(value as unknown[]))
    else if (value !== undefined) values.push(value)
    return false
  })
  return values
}

/** In `keys` missing is null and an empty array is undefined (below null, as MongoDB stores it). */
export type IndexKeys = {
  keys: unknown[][]
  /** Per field: whether its path went through an array. */
  multikeyPaths: boolean[]
}

/**
 * The key tuples of a document for an index on `fields`: one per element of the array on the paths. Two fields through two
 * different arrays cannot be indexed together (171). Source: BtreeKeyGenerator of MongoDB 7.0.
 */
export function indexKeyValues(doc: Doc, fields: string[]): IndexKeys {
  const multikeyPaths = fields.map(() => false)
  const paths = fields.map((field) => field.split('.'))
  const keys: unknown[][] = []
  expandKeys(
    doc,
    paths,
    fields.map(() => undefined),
    fields.map(() => false),
    multikeyPaths,
    keys,
  )
  return { keys, multikeyPaths }
}

type Step = { value: unknown; rest: string[] }

/** Follows a path through objects (and array positions) until it ends or meets an array that has to be expanded. */
function follow(start: unknown, path: string[]): Step {
  let value = start
  let rest = path
  while (rest.length > 0) {
    const part = rest[0] as string
    if (Array.isArray(value)) {
      const position = arrayPosition(part)
      if (position === undefined || position >= value.length) return { value, rest }
      value = value[position] ?? null
    } else if (isPlainObject(value)) value = fieldOf(value, part)
    else return { value: undefined, rest: [] }
    rest = rest.slice(1)
  }
  return { value, rest }
}

function expandKeys(
  start: unknown,
  paths: string[][],
  fixed: unknown[],
  isFixed: boolean[],
  multikey: boolean[],
  keys: unknown[][],
): void {
  const steps = paths.map((path, index) => (isFixed[index] === true ? undefined : follow(start, path)))
  const expanding = steps.flatMap((step, index) => (Array.isArray(step?.value) ? [index] : []))
  const values = [...fixed]
  const settled = [...isFixed]
  steps.forEach((step, index) => {
    if (step === undefined || expanding.includes(index)) return
    values[index] = step.value ?? null
    settled[index] = true
  })
  const first = expanding[0]
  if (first === undefined) {
    keys.push(values)
    return
  }
  const items = steps[first]?.value as unknown[]
  if (expanding.some((index) => steps[index]?.value !== items)) throw parallelArrays(paths, expanding)
  for (const index of expanding) multikey[index] = true
  for (const item of items.length === 0 ? [undefined] : items) {
    expandItem(item, items.length === 0, { steps, expanding, values, settled }, multikey, keys)
  }
}

type Expansion = { steps: (Step | undefined)[]; expanding: number[]; values: unknown[]; settled: boolean[] }

/** One element of an expanded array: fields that end here take it, the others go on inside it (not into an array within). */
function expandItem(
  item: unknown,
  isEmpty: boolean,
  at: Expansion,
  multikey: boolean[],
  keys: unknown[][],
): void {
  const values = [...at.values]
  const settled = [...at.settled]
  const rests = at.steps.map((step) => step?.rest ?? [])
  for (const index of at.expanding) {
    const rest = rests[index] ?? []
    if (rest.length > 0 && isPlainObject(item)) continue
    settled[index] = true
    // A leaf [] is stored as undefined; an element that is no object has no field: null.
    values[index] = rest.length > 0 ? null : isEmpty ? undefined : (item ?? null)
  }
  expandKeys(item, rests, values, settled, multikey, keys)
}

function parallelArrays(paths: string[][], expanding: number[]): Error {
  const names = expanding.map((index) => `[${paths[index]?.[0] ?? ''}]`).reverse()
  return fault('CannotIndexParallelArrays', `cannot index parallel arrays ${names.slice(0, 2).join(' ')}`)
}
