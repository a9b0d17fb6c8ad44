import { fault } from '../errors.ts'
import { checkCollectionName, type Namespace } from '../storage/namespace.ts'
import { bsonType } from '../values/compare.ts'
import type { CommandContext } from './command.ts'

/** The collection that a command names as the value of its own field, e.g. `{find: 'courses'}`. */
export function collectionOf(context: CommandContext): string {
  const value = context.body[Object.keys(context.body)[0] ?? '']
  if (typeof value !== 'string')
    throw fault('InvalidNamespace', `collection name has invalid type ${bsonType(value).alias}`)
  checkCollectionName(context.db, value)
  return value
}

/** `database.collection` as its two parts. */
export function splitNamespace(full: string): Namespace {
  const dot = full.indexOf('.')
  if (dot <= 0 || dot === full.length - 1)
    throw fault('InvalidNamespace', `Invalid namespace specified '${full}'`)
  const parts = { db: full.slice(0, dot), coll: full.slice(dot + 1) }
  checkCollectionName(parts.db, parts.coll)
  return parts
}

/** Number of operations in one write command: 1 to 100,000. */
export function checkBatchLength(length: number): void {
  if (length < 1 || length > 100_000)
    throw fault('InvalidLength', `Write batch sizes must be between 1 and 100000. Got ${length} operations.`)
}

/** For `{aggregate: 1}` and the like, where only a collection makes sense. */
export function needsCollection(stage: string): Error {
  return fault('InvalidNamespace', `{aggregate: 1} is not valid for '${stage}'; a collection is required.`)
}
