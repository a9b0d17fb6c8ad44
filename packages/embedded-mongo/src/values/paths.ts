import { fault } from '../errors.ts'
import type { Doc } from './codec.ts'
import { classOf } from './numbers.ts'
import { emptyLike } from './ordered.ts'

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

/** A path split at its dots; `expandLeaf` visits each element of a leaf array before the array itself. */
export type MatchPath = { parts: string[]; expandLeaf: boolean }

/**
 * Visits the values that matching sees at a path, as MongoDB's ElementIterator: through arrays of objects and numeric positions.
 * Missing is visited as undefined. Stops and answers true as soon as a visit answers true.
 */
export function visitPath(doc: Doc, path: MatchPath, visit: Visit): boolean {
  return new PathWalk(path, visit).object(doc, 0, undefined)
}

/** One walk along a path; `index` is the position in the outermost array, once one was entered. */
class PathWalk {
  private readonly parts: string[]
  private readonly expandLeaf: boolean
  private readonly visit: Visit

  constructor({ parts, expandLeaf }: MatchPath, visit: Visit) {
    this.parts = parts
    this.expandLeaf = expandLeaf
    this.visit = visit
  }

  object(doc: Doc, depth: number, index: number | undefined): boolean {
    const value = fieldOf(doc, this.parts[depth] as string)
    if (depth === this.parts.length - 1) return this.leaf(value, index)
    if (Array.isArray(value)) return this.array(value, depth + 1, index)
    if (isPlainObject(value)) return this.object(value, depth + 1, index)
    return this.visit(undefined, index)
  }

  private leaf(value: unknown, index: number | undefined): boolean {
    if (this.expandLeaf && Array.isArray(value)) {
      for (let position = 0; position < value.length; position++) {
        if (this.visit(value[position] ?? null, index ?? position)) return true
      }
    }
    return this.visit(value, index)
  }

  private array(items: unknown[], depth: number, index: number | undefined): boolean {
    const position = arrayPosition(this.parts[depth] as string)
    for (let at = 0; at < items.length; at++) {
      const item = items[at]
      if (isPlainObject(item) && this.object(item, depth, index ?? at)) return true
      if (at === position && this.element(item, depth, index ?? at)) return true
    }
    return false
  }

  /** The element that a numeric part of the path names. */
  private element(item: unknown, depth: number, index: number): boolean {
    if (depth === this.parts.length - 1) return this.leaf(item ?? null, index)
    if (Array.isArray(item)) return this.array(item, depth + 1, index)
    return isPlainObject(item) && this.object(item, depth + 1, index)
  }
}

/** All values that matching sees at a path: elements of leaf arrays, then the array itself; undefined = missing. */
export function valuesAtPath(doc: Doc, path: string): unknown[] {
  const values: unknown[] = []
  visitPath(doc, { parts: path.split('.'), expandLeaf: true }, (value) => {
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
    const next = isPlainObject(inner) ? inner : emptyLike(target)
    if (next !== inner) setField(target, part, next)
    target = next
  }
  setField(target, parts[parts.length - 1] as string, value)
}

/** A deep copy of objects and arrays; BSON values are never changed in place and are shared. `empty` makes its objects. */
export function cloneValue<T>(value: T, empty: (like: Doc) => Doc = emptyLike): T {
  if (Array.isArray(value)) return value.map((item: unknown) => cloneValue(item, empty)) as T
  if (!isPlainObject(value)) return value
  const copy = empty(value)
  for (const name of Object.keys(value)) setField(copy, name, cloneValue(value[name], empty))
  return copy as T
}

/** The values `distinct` gives for a path: elements of leaf arrays instead of the array, nothing for missing. */
export function distinctValues(doc: Doc, path: string): unknown[] {
  const values: unknown[] = []
  visitPath(doc, { parts: path.split('.'), expandLeaf: false }, (value) => {
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
  const found: IndexKeys = { keys: [], multikeyPaths: fields.map(() => false) }
  expandKeys(
    doc,
    fields.map((field) => ({ path: field.split('.') })),
    found,
  )
  return found
}

/** A field of a key in the making: the path still to go, or the value it came to. */
type KeyField = { path: string[] } | { value: unknown }

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

function expandKeys(start: unknown, fields: KeyField[], found: IndexKeys): void {
  const steps = fields.map((field) => ('path' in field ? follow(start, field.path) : undefined))
  const expanding = steps.flatMap((step, index) => (Array.isArray(step?.value) ? [index] : []))
  const settled = fields.map((field, index): KeyField => {
    const step = steps[index]
    if (step === undefined) return field
    return expanding.includes(index) ? { path: step.rest } : { value: step.value ?? null }
  })
  const first = expanding[0]
  if (first === undefined) {
    found.keys.push(settled.map((field) => ('value' in field ? field.value : null)))
    return
  }
  const items = steps[first]?.value as unknown[]
  if (expanding.some((index) => steps[index]?.value !== items)) throw parallelArrays(fields, expanding)
  for (const index of expanding) found.multikeyPaths[index] = true
  // A leaf [] is stored as undefined; below it there are no fields, which is null.
  if (items.length === 0)
    expandKeys(
      undefined,
      settled.map((field) => emptied(field)),
      found,
    )
  for (const item of items)
    expandKeys(
      item,
      settled.map((field) => inside(field, item)),
      found,
    )
}

function emptied(field: KeyField): KeyField {
  return 'value' in field ? field : { value: field.path.length > 0 ? null : undefined }
}

/** Fields that end at the array take its element; the others go on inside it, but not into an array within. */
function inside(field: KeyField, item: unknown): KeyField {
  if ('value' in field) return field
  if (field.path.length === 0) return { value: item ?? null }
  return isPlainObject(item) ? field : { value: null }
}

function parallelArrays(fields: KeyField[], expanding: number[]): Error {
  const names = expanding
    .map((index) => {
      const field = fields[index]
      return `[${field !== undefined && 'path' in field ? (field.path[0] ?? '') : ''}]`
    })
    .reverse()
  return fault('CannotIndexParallelArrays', `cannot index parallel arrays ${names.slice(0, 2).join(' ')}`)
}
