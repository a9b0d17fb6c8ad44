import { location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { toNumber } from '../values/numbers.ts'
import { emptyLike } from '../values/ordered.ts'
import { fieldOf, isPlainObject, setField } from '../values/paths.ts'
import type { FilterOptions, Predicate } from './matcher.ts'
import { compileFilter } from './matcher.ts'
import type { Compute } from './projection-tree.ts'

type Step = (projected: Doc, original: Doc) => Doc

/** `$elemMatch` of a projection: the first element that matches, as an array of one; nothing when none does. */
export function elemMatchCompute(name: string, condition: Doc, options: FilterOptions): Compute {
  const predicate = compileFilter({ [name]: { $elemMatch: condition } }, options)
  return (root) => {
    const value = fieldOf(root, name)
    if (!Array.isArray(value)) return undefined
    const index = predicate.arrayIndex?.({ [name]: value })
    return index === undefined ? undefined : [value[index] as unknown]
  }
}

/** `$slice: count` or `$slice: [skip, count]` of a `find` projection; negative counts from the end. */
export function sliceStep(path: string[], operand: unknown): Step {
  const cut = Array.isArray(operand) ? cutRange(operand as unknown[]) : cutCount(operand)
  return (projected) =>
    mapPath(projected, path, (value) => (Array.isArray(value) ? cut(value as unknown[]) : value)) as Doc
}

function cutCount(operand: unknown): (items: unknown[]) => unknown[] {
  const count = Math.trunc(toNumber(operand))
  if (count === 0) return () => []
  return (items) => (count > 0 ? items.slice(0, count) : items.slice(count))
}

function cutRange(operand: unknown[]): (items: unknown[]) => unknown[] {
  const [skip = 0, count = 0] = operand.map((value) => Math.trunc(toNumber(value)))
  return (items) => {
    const start = skip < 0 ? Math.max(0, items.length + skip) : skip
    return items.slice(start, start + count)
  }
}

/** Changes the value at a path, in every element of the arrays on the way; fields that are not there stay so. */
function mapPath(value: unknown, path: string[], change: (value: unknown) => unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return change(value)
  if (Array.isArray(value)) return value.map((item: unknown) => mapPath(item, path, change))
  if (!isPlainObject(value) || fieldOf(value, name) === undefined) return value
  const copy = emptyLike(value)
  for (const field of Object.keys(value))
    setField(copy, field, field === name ? mapPath(value[field], rest, change) : value[field])
  return copy
}

/** `a.$`: of the first array on the path only the element that the query matched. */
export function positionalStep(path: string[], filter: Predicate): Step {
  return (projected, original) => {
    const index = filter.arrayIndex?.(original)
    return atFirstArray(projected, path, (items) => {
      if (index !== undefined && index < items.length) return [items[index]]
      const reason = "positional operator '.$' couldn't find a matching element in the array"
      throw location(51246, `Executor error during find command :: caused by :: ${reason}`)
    }) as Doc
  }
}

function atFirstArray(value: unknown, path: string[], change: (items: unknown[]) => unknown): unknown {
  if (Array.isArray(value)) return change(value as unknown[])
  const [name, ...rest] = path
  if (name === undefined || !isPlainObject(value)) return value
  const copy = emptyLike(value)
  for (const field of Object.keys(value)) {
    setField(copy, field, field === name ? atFirstArray(value[field], rest, change) : value[field])
  }
  return copy
}
