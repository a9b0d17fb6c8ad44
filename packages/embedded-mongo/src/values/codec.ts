import { deserialize, serialize } from 'bson'
import type { DBRef } from 'bson'
import { fault } from '../errors.ts'

/** A document inside the server: typed BSON values, see the package README. `undefined` means missing. */
export type Doc = Record<string, unknown>

const READ_OPTIONS = {
  promoteValues: false,
  promoteBuffers: false,
  promoteLongs: false,
  bsonRegExp: true,
  // The driver checks its own strings; a server that throws on bad UTF-8 would make stored bytes unreadable.
  validation: { utf8: false as const },
}

const REF_FIELD = Buffer.from('$ref\0')

/** BSON bytes → typed document. Malformed bytes raise InvalidBSON. */
export function decode(bytes: Uint8Array): Doc {
  try {
    const doc = deserialize(bytes, READ_OPTIONS)
    return mayHoldReference(bytes) ? (withoutReferences(doc) as Doc) : doc
  } catch (error) {
    throw fault('InvalidBSON', error instanceof Error ? error.message : String(error))
  }
}

/** Typed document → BSON bytes. Missing (`undefined`) fields are left out. */
export function encode(doc: Doc): Uint8Array {
  try {
    return serialize(doc, { ignoreUndefined: true, checkKeys: false })
  } catch (error) {
    // A client's own field `_bsontype`, or a document beyond bson's buffer.
    throw fault('BadValue', error instanceof Error ? error.message : String(error))
  }
}

/** The server sees `{$ref, $id}` as the plain object it is on the wire; bson makes it a class of its own. */
function mayHoldReference(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(REF_FIELD)
}

function withoutReferences(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (Array.isArray(value)) return value.map(withoutReferences)
  const tag = (value as { _bsontype?: string })._bsontype
  if (tag === 'DBRef') return plainReference(value as DBRef)
  if (tag !== undefined && Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutReferences(inner)]))
}

function plainReference(reference: DBRef): Doc {
  const plain: Doc = { $ref: reference.collection, $id: withoutReferences(reference.oid) }
  if (reference.db !== undefined) plain['$db'] = reference.db
  for (const [name, inner] of Object.entries(reference.fields)) plain[name] = withoutReferences(inner)
  return plain
}
