import type { Doc } from '../values/codec.ts'
import { isNumber, toExactInteger } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'

/** What a collection can do before the pipeline: filter, then sort, then skip, then limit. */
export type Pushdown = { filter?: Doc; sort?: Doc; skip?: number; limit?: number; rest: Doc[] }

/** Takes the first stages that a query can do (with indexes) off a pipeline. */
export function splitPushdown(pipeline: Doc[]): Pushdown {
  const rest = [...pipeline]
  const result: Pushdown = { rest }
  const filters = takeFilters(rest)
  if (filters.length > 0) result.filter = filters.length === 1 ? (filters[0] as Doc) : { $and: filters }
  const sort = rest[0]?.['$sort']
  if (isPlainObject(sort) && Object.keys(sort).length > 0) {
    result.sort = sort
    rest.shift()
    // A filter after a sort gives the same as before it.
    const later = takeFilters(rest)
    if (later.length > 0)
      result.filter = { $and: [...(result.filter === undefined ? [] : [result.filter]), ...later] }
  }
  const skip = wholeNumber(rest[0]?.['$skip'])
  if (skip !== undefined) {
    result.skip = skip
    rest.shift()
  }
  const limit = wholeNumber(rest[0]?.['$limit'])
  if (limit !== undefined && limit > 0) {
    result.limit = limit
    rest.shift()
  }
  return result
}

function takeFilters(rest: Doc[]): Doc[] {
  const filters: Doc[] = []
  for (let filter = rest[0]?.['$match']; isPlainObject(filter); filter = rest[0]?.['$match']) {
    filters.push(filter)
    rest.shift()
  }
  return filters
}

function wholeNumber(value: unknown): number | undefined {
  const integer = isNumber(value) ? toExactInteger(value) : undefined
  return integer === undefined || integer < 0n ? undefined : Number(integer)
}
