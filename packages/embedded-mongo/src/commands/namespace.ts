import { fault } from '../errors.ts'
import { bsonType } from '../values/compare.ts'
import type { CommandContext } from './command.ts'

/** Longest full name of a collection that MongoDB 7 takes. */
const MAX_NAMESPACE_BYTES = 255
const MAX_DATABASE_BYTES = 63

/** Refuses database names that MongoDB refuses (https://www.mongodb.com/docs/manual/reference/limits/). */
export function checkDatabaseName(db: string): void {
  const isValid =
    db.length > 0 && Buffer.byteLength(db) <= MAX_DATABASE_BYTES && !/[/\\. "$*<>:|?\0]/.test(db)
  if (!isValid) throw fault('InvalidNamespace', `Invalid database name: '${db}'`)
}

/** The collection that a command names as the value of its own field, e.g. `{find: 'courses'}`. */
export function collectionOf(context: CommandContext): string {
  const value = context.body[Object.keys(context.body)[0] ?? '']
  if (typeof value !== 'string')
    throw fault('InvalidNamespace', `collection name has invalid type ${bsonType(value).alias}`)
  checkCollectionName(context.db, value)
  return value
}

/** Refuses collection names that MongoDB refuses, and its internal `system.` ones. */
export function checkCollectionName(db: string, name: string): void {
  const full = `${db}.${name}`
  if (name === '' || name.startsWith('.') || name.includes('\0'))
    throw fault('InvalidNamespace', `Invalid namespace specified '${full}'`)
  if (name.includes('$')) throw fault('InvalidNamespace', `Invalid collection name: ${name}`)
  if (Buffer.byteLength(full) > MAX_NAMESPACE_BYTES)
    throw fault(
      'InvalidNamespace',
      `Fully qualified namespace is too long. Namespace: ${full} Max: ${MAX_NAMESPACE_BYTES}`,
    )
}

/** `system.` collections belong to MongoDB itself; nothing here may write them. */
export function checkWritable(db: string, name: string): void {
  if (name.startsWith('system.')) throw fault('InvalidNamespace', `cannot write to '${db}.${name}'`)
}

/** `database.collection` as its two parts. */
export function splitNamespace(full: string): { db: string; coll: string } {
  const dot = full.indexOf('.')
  if (dot <= 0 || dot === full.length - 1)
    throw fault('InvalidNamespace', `Invalid namespace specified '${full}'`)
  const parts = { db: full.slice(0, dot), coll: full.slice(dot + 1) }
  checkDatabaseName(parts.db)
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
