import { Int32 } from 'bson'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'

type Part = string | Int32

/**
 * The paths of an update description that can be read in two ways, with their parts: numbers may be positions of arrays
 * or names of fields, and names may contain dots. Undefined when every path is clear.
 * https://www.mongodb.com/docs/manual/reference/change-events/update/#path-disambiguation
 */
export function disambiguatedPaths(description: Doc, before: Doc, after: Doc): Doc | undefined {
  const found: Doc = {}
  const note = (path: string, doc: Doc): void => {
    const parts = path.includes('.') || /^\d/.test(path) ? partsOf(doc, path) : undefined
    if (parts?.some(isUnclear)) found[path] = parts
  }
  for (const path of Object.keys(description['updatedFields'] as Doc)) note(path, after)
  for (const path of description['removedFields'] as string[]) note(path, before)
  for (const { field } of description['truncatedArrays'] as { field: string }[]) note(field, after)
  return Object.keys(found).length > 0 ? found : undefined
}

function isUnclear(part: Part): boolean {
  return typeof part !== 'string' || part.includes('.') || /^\d+$/.test(part)
}

/** The names and positions that lead along the path; undefined when there is no such way. */
function partsOf(value: unknown, path: string): Part[] | undefined {
  if (Array.isArray(value)) {
    const [first = '', ...rest] = path.split('.')
    const position = new Int32(Number(first))
    if (rest.length === 0) return [position]
    const inner = partsOf(value[Number(first)], rest.join('.'))
    return inner && [position, ...inner]
  }
  if (!isPlainObject(value)) return undefined
  if (Object.hasOwn(value, path)) return [path]
  for (const name of Object.keys(value)) {
    const inner = path.startsWith(`${name}.`) ? partsOf(value[name], path.slice(name.length + 1)) : undefined
    if (inner !== undefined) return [name, ...inner]
  }
  return undefined
}
