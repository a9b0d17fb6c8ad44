import type { Query, Schema } from 'mongoose'

/**
 * A filter with `undefined` in it matches documents nobody meant (the driver sends null or nothing), and a bulk write
 * without a filter touches them all. Both are mistakes, so they throw instead of running.
 */
export function refuseUndefined(schema: Schema): void {
  schema.pre(/^(find|count|distinct|update|delete|replace)/, { document: false, query: true }, function () {
    const query = this as unknown as Query<unknown, unknown>
    const filter: Record<string, unknown> = query.getFilter()
    const path = pathOfUndefined(filter)
    if (path !== undefined) throw new TypeError(`The filter of ${nameOf(query)} is undefined at "${path}".`)
    const isBulk = BULK.has(operationOf(query))
    if (isBulk && Object.keys(filter).length === 0 && query.getOptions()['requireFilter'] !== false) {
      throw new TypeError(`${nameOf(query)} without a filter would touch every document.`)
    }
  })
}

const BULK = new Set(['updateMany', 'deleteMany'])

function operationOf(query: Query<unknown, unknown>): string {
  return (query as unknown as { op: string }).op
}

function nameOf(query: Query<unknown, unknown>): string {
  return `${query.model.modelName}.${operationOf(query)}`
}

function pathOfUndefined(value: unknown, path = ''): string | undefined {
  if (value === undefined) return path
  if (!Array.isArray(value) && !isPlainObject(value)) return undefined
  for (const [key, child] of Object.entries(value)) {
    const found = pathOfUndefined(child, path === '' ? key : `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
