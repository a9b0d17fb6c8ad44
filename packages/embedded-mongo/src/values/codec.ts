import { deserialize, serialize } from 'bson'
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

/** BSON bytes → typed document. Malformed bytes raise InvalidBSON. */
export function decode(bytes: Uint8Array): Doc {
  try {
    return deserialize(bytes, READ_OPTIONS)
  } catch (error) {
    throw fault('InvalidBSON', error instanceof Error ? error.message : String(error))
  }
}

/** Typed document → BSON bytes. Missing (`undefined`) fields are left out. */
export function encode(doc: Doc): Uint8Array {
  return serialize(doc, { ignoreUndefined: true, checkKeys: false })
}
