import { deserialize, serialize } from 'bson'
import { fault } from '../errors.ts'
import { elementsOf, needsCare } from './elements.ts'
import { docOf } from './ordered.ts'

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

/** BSON bytes → typed document, its fields in their order. Malformed bytes raise InvalidBSON. */
export function decode(bytes: Uint8Array): Doc {
  try {
    const doc = deserialize(bytes, READ_OPTIONS)
    // The whole was decoded first all the same: that has checked the bytes.
    return needsCare(bytes) ? carefulDoc(bytes) : doc
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

/** Element by element, so that names keep their order and `{$ref, $id}` stays the plain object it is on the wire. */
function carefulDoc(bytes: Uint8Array): Doc {
  return docOf(carefulFields(bytes))
}

function carefulFields(bytes: Uint8Array): [string, unknown][] {
  return Array.from(elementsOf(bytes), ({ type, nameAt, nameEnd, valueAt, valueEnd }) => [
    Buffer.from(bytes.subarray(nameAt, nameEnd)).toString('utf8'),
    carefulValue(type, bytes.subarray(valueAt, valueEnd)),
  ])
}

function carefulValue(type: number, value: Uint8Array): unknown {
  if (type === 3) return carefulDoc(value)
  if (type === 4) return carefulFields(value).map(([, item]) => item)
  const single = Buffer.alloc(value.length + 7)
  single.writeInt32LE(single.length, 0)
  single[4] = type
  single.set(value, 6)
  return deserialize(single, READ_OPTIONS)['']
}
