import { fault } from '../errors.ts'

/** https://www.mongodb.com/docs/manual/reference/limits/#mongodb-limit-Nested-Depth-for-BSON-Documents */
const MAX_DEPTH = 100

/** Overflow (15) for a document that is nested deeper than MongoDB's hundred levels; the document itself is the first. */
export function checkDepth(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null || '_bsontype' in value || value instanceof Date) return
  if (depth >= MAX_DEPTH)
    throw fault('Overflow', `cannot store a document that is nested more than ${MAX_DEPTH} levels deep`)
  if (Array.isArray(value)) for (const item of value) checkDepth(item, depth + 1)
  else for (const name of Object.keys(value)) checkDepth((value as Record<string, unknown>)[name], depth + 1)
}
