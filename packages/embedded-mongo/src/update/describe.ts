import type { Doc } from '../values/codec.ts'
import { encode } from '../values/codec.ts'
import { identicalValues, presentNames } from '../values/compare.ts'
import { emptyFor } from '../values/ordered.ts'
import { isPlainObject } from '../values/paths.ts'

export type UpdateDescription = { updatedFields: Doc; removedFields: string[]; truncatedArrays: Doc[] }

/** What changed between two versions of a document, as change streams tell it. Paths are dotted, array positions are numbers. */
export function describeUpdate(before: Doc, after: Doc): UpdateDescription {
  const description = { ...empty(), updatedFields: emptyFor(Object.keys(after)) }
  compareFields({ before, after, path: '' }, description)
  return description
}

function empty(): UpdateDescription {
  return { updatedFields: {}, removedFields: [], truncatedArrays: [] }
}

/** Two values of one path. */
type Change<T> = { before: T; after: T; path: string }

function compareFields({ before, after, path }: Change<Doc>, into: UpdateDescription): void {
  const prefix = path === '' ? '' : `${path}.`
  for (const name of presentNames(before)) {
    if (after[name] === undefined) into.removedFields.push(prefix + name)
  }
  for (const name of presentNames(after)) {
    compareValue({ before: before[name], after: after[name], path: prefix + name }, into)
  }
}

function compareValue({ before, after, path }: Change<unknown>, into: UpdateDescription): void {
  if (identicalValues(before, after)) return
  if (isPlainObject(before) && isPlainObject(after) && keepsOrder(before, after)) {
    compareFields({ before, after, path }, into)
  } else if (Array.isArray(before) && Array.isArray(after)) {
    compareArrays({ before, after, path }, into)
  } else into.updatedFields[path] = after
}

/** Moved fields cannot be told as changes of single fields: the whole object is then the change. */
function keepsOrder(before: Doc, after: Doc): boolean {
  const kept = presentNames(before).filter((name) => after[name] !== undefined)
  return presentNames(after)
    .slice(0, kept.length)
    .every((name, index) => name === kept[index])
}

function compareArrays({ before, after, path }: Change<unknown[]>, into: UpdateDescription): void {
  const inner = empty()
  after.forEach((item, index) => {
    if (index < before.length)
      compareValue({ before: before[index], after: item, path: `${path}.${index}` }, inner)
    else inner.updatedFields[`${path}.${index}`] = item
  })
  if (after.length < before.length) inner.truncatedArrays.push({ field: path, newSize: after.length })
  // As MongoDB: element by element only while that is shorter than the new array itself.
  const isShorter = encode(inner).length - encode(empty()).length < encode({ '': after }).length
  if (!isShorter && after.length > 0) {
    into.updatedFields[path] = after
    return
  }
  Object.assign(into.updatedFields, inner.updatedFields)
  into.removedFields.push(...inner.removedFields)
  into.truncatedArrays.push(...inner.truncatedArrays)
}
