import { fault } from '../errors.ts'

/** A database and a collection in it. */
export type Namespace = { db: string; coll: string }

const FORBIDDEN_IN_DATABASE = /[/\\. "$\0]/
const LONGEST_DATABASE = 63
const LONGEST_NAMESPACE_BYTES = 255

/** Raises InvalidNamespace for names that MongoDB does not allow for a database. */
export function checkDatabaseName(db: string): void {
  if (db === '' || db.length > LONGEST_DATABASE || FORBIDDEN_IN_DATABASE.test(db)) {
    throw fault('InvalidNamespace', `Invalid database name specified '${db}'`)
  }
}

/** Raises InvalidNamespace for names that MongoDB does not allow for a collection to be created. */
export function checkCollectionName(db: string, coll: string): void {
  checkDatabaseName(db)
  const full = `${db}.${coll}`
  if (coll === '' || coll.includes('\0') || coll.startsWith('.') || coll.endsWith('.')) {
    throw fault('InvalidNamespace', `Invalid namespace specified '${full}'`)
  }
  if (coll.includes('$')) throw fault('InvalidNamespace', `Invalid collection name: ${coll}`)
  if (coll.startsWith('system.')) throw fault('InvalidNamespace', `Invalid system namespace: ${full}`)
  if (Buffer.byteLength(full) > LONGEST_NAMESPACE_BYTES) {
    throw fault(
      'InvalidNamespace',
      `Fully qualified namespace is too long. Namespace: ${full} Max: ${LONGEST_NAMESPACE_BYTES}`,
    )
  }
}
