import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { arrayPosition, fieldOf, isPlainObject, setField } from '../values/paths.ts'
import { emptyLike } from '../values/ordered.ts'
import { showField } from '../values/show.ts'
import type { ArrayFilters } from './array-filters.ts'

const MAX_BACKFILL = 1_500_000

export type Positions = { arrayIndex: number | undefined; filters: ArrayFilters }

/** True for path parts that stand for array elements: `$`, `$[]`, `$[name]`. */
export function isPositional(part: string): boolean {
  return part === '$' || (part.startsWith('$[') && part.endsWith(']'))
}

/** Replaces positional parts by the positions they stand for in this document: one path becomes none, one or many. */
export function expandPath(doc: Doc, path: string[], positions: Positions): string[][] {
  const at = path.findIndex(isPositional)
  if (at === -1) return [path]
  return indexesFor(doc, path.slice(0, at + 1), positions).flatMap((index) => {
    return expandPath(doc, path.with(at, String(index)), positions)
  })
}

/** The positions that the last part of a path stands for. */
function indexesFor(doc: Doc, path: string[], positions: Positions): number[] {
  const marker = path.at(-1) as string
  const array = path.slice(0, -1)
  if (marker === '$') {
    if (positions.arrayIndex !== undefined) return [positions.arrayIndex]
    throw fault('BadValue', 'The positional operator did not find the match needed from the query.')
  }
  const target = readAt(doc, array)
  if (target === undefined) {
    throw fault(
      'BadValue',
      `The path '${array.join('.')}' must exist in the document in order to apply array updates.`,
    )
  }
  if (!Array.isArray(target)) {
    const shown = showField(array.at(-1) ?? '', target).slice(1, -1)
    throw fault('BadValue', `Cannot apply array updates to non-array element ${shown}`)
  }
  const matches = positions.filters.get(marker.slice(2, -1)) ?? (() => true)
  return target.flatMap((element: unknown, index) => (matches(element ?? null) ? [index] : []))
}

function childOf(value: unknown, part: string): unknown {
  if (Array.isArray(value)) {
    const position = arrayPosition(part)
    return position === undefined ? undefined : (value[position] as unknown)
  }
  return isPlainObject(value) ? fieldOf(value, part) : undefined
}

/** The value at a concrete path; undefined when missing. */
export function readAt(doc: Doc, path: string[]): unknown {
  return path.reduce<unknown>(childOf, doc)
}

/** Sets a value at a concrete path, making objects (and array positions) on the way; 28 where something else is in the way. */
export function writeAt(doc: Doc, path: string[], value: unknown): void {
  let container: unknown = doc
  path.forEach((part, depth) => {
    const isLast = depth === path.length - 1
    const existing = childOf(container, part)
    if (!isLast && (isPlainObject(existing) || Array.isArray(existing))) {
      container = existing
      return
    }
    if (!isLast && existing !== undefined) throw notViable(path[depth + 1] as string, part, existing)
    const child = isLast ? value : isPlainObject(container) ? emptyLike(container) : {}
    checkPlace(container, part, path[depth - 1] ?? '')
    putChild(container, part, child)
    container = child
  })
}

/** Whether `writeAt` could make the path; tells a no-op from an error for modifiers of missing fields. */
export function checkViable(doc: Doc, path: string[]): void {
  let container: unknown = doc
  for (const [depth, part] of path.entries()) {
    if (Array.isArray(container)) {
      if (arrayPosition(part) === undefined) throw notViable(part, path[depth - 1] ?? '', container)
    } else if (!isPlainObject(container)) throw notViable(part, path[depth - 1] ?? '', container)
    container = childOf(container, part)
    if (container === undefined) return
  }
}

/** Elements of arrays are named by position, and not any number of elements is made up. */
function checkPlace(container: unknown, part: string, name: string): void {
  if (!Array.isArray(container)) return
  const position = arrayPosition(part)
  if (position === undefined) throw notViable(part, name, container)
  if (position > container.length + MAX_BACKFILL) {
    throw fault('BadValue', `can't backfill more than ${MAX_BACKFILL} elements`)
  }
}

function putChild(container: unknown, part: string, child: unknown): void {
  if (!Array.isArray(container)) return setField(container as Doc, part, child)
  while (container.length < Number(part)) container.push(null)
  container[Number(part)] = child
}

function notViable(part: string, name: string, value: unknown): Error {
  return fault('PathNotViable', `Cannot create field '${part}' in element ${showField(name, value)}`)
}

/** Removes a field; an array element becomes null, so that the others keep their places. */
export function removeAt(doc: Doc, path: string[]): void {
  const container = readAt(doc, path.slice(0, -1))
  const part = path[path.length - 1] as string
  if (Array.isArray(container)) container[Number(part)] = null
  else if (isPlainObject(container)) Reflect.deleteProperty(container, part)
}

/** Order in which MongoDB 5+ applies fields: by name, array positions by number. */
export function comparePaths(a: string[], b: string[]): number {
  for (let depth = 0; depth < Math.min(a.length, b.length); depth++) {
    const left = a[depth] as string
    const right = b[depth] as string
    if (left === right) continue
    const leftAt = arrayPosition(left)
    const rightAt = arrayPosition(right)
    if (leftAt !== undefined && rightAt !== undefined) return leftAt - rightAt
    return left < right ? -1 : 1
  }
  return a.length - b.length
}

/** Two sorted neighbours conflict when one is the other or lies above it. */
export function isPrefix(shorter: string[], longer: string[]): boolean {
  return shorter.length <= longer.length && shorter.every((part, depth) => part === longer[depth])
}
