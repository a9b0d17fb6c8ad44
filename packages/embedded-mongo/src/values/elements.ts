/** One element of a BSON document: its type, its name's bytes and its value's bytes, as positions from the document's first byte. */
type Element = { type: number; nameAt: number; nameEnd: number; valueAt: number; valueEnd: number }

/** Bytes of a value by type, where the type alone tells. Source: bsonspec.org. */
const SIZES = new Map([
  [0x01, 8],
  [0x06, 0],
  [0x07, 12],
  [0x08, 1],
  [0x09, 8],
  [0x0a, 0],
  [0x10, 4],
  [0x11, 8],
  [0x12, 8],
  [0x13, 16],
  [0x7f, 0],
  [0xff, 0],
])
const DOLLAR_REF = Buffer.from('$ref\0')

/** The elements of a document or array; nothing more where the bytes stop making sense (decoding says so better). */
export function* elementsOf(bytes: Uint8Array, start = 0, end = bytes.length): Generator<Element> {
  let at = start + 4
  while (at < end - 1) {
    const type = bytes[at] as number
    const nameAt = at + 1
    const nameEnd = bytes.indexOf(0, nameAt)
    if (nameEnd === -1 || nameEnd >= end) return
    const valueAt = nameEnd + 1
    const valueEnd = endOfValue(bytes, type, valueAt)
    if (!(valueEnd <= end)) return
    yield { type, nameAt, nameEnd, valueAt, valueEnd }
    at = valueEnd
  }
}

function endOfValue(bytes: Uint8Array, type: number, at: number): number {
  switch (type) {
    case 0x02:
    case 0x0d:
    case 0x0e:
      return at + 4 + int32(bytes, at)
    case 0x03:
    case 0x04:
    case 0x0f:
      return at + int32(bytes, at)
    case 0x05:
      return at + 5 + int32(bytes, at)
    case 0x0c:
      return at + 16 + int32(bytes, at)
    case 0x0b:
      return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1
    default:
      return at + (SIZES.get(type) ?? NaN)
  }
}

function int32(bytes: Uint8Array, at: number): number {
  const size =
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  return size < 0 ? NaN : size
}

/**
 * Whether a document holds, at any depth, what a plain decoding would change: a name like an array position where JavaScript would
 * move it, or the name `$ref` (`{$ref, $id}` would become a class).
 */
export function needsCare(bytes: Uint8Array, start = 0, end = bytes.length, isArray = false): boolean {
  let at = start + 4
  let hasOther = false
  let last = -1
  while (at < end - 1) {
    const type = bytes[at] as number
    const nameAt = at + 1
    const first = bytes[nameAt] as number
    let nameEnd = nameAt
    while (nameEnd < end && bytes[nameEnd] !== 0) nameEnd++
    if (!isArray) {
      if (first === DOLLAR_REF[0] && isReference(bytes, nameAt)) return true
      const position = first >= 0x30 && first <= 0x39 ? positionAt(bytes, nameAt, nameEnd) : -1
      if (position === -1) hasOther = true
      else if (hasOther || position < last) return true
      else last = position
    }
    const valueEnd = endOfValue(bytes, type, nameEnd + 1)
    if (!(valueEnd <= end) || valueEnd <= at) return false
    if ((type === 3 || type === 4) && needsCare(bytes, nameEnd + 1, valueEnd, type === 4)) return true
    at = valueEnd
  }
  return false
}

function isReference(bytes: Uint8Array, nameAt: number): boolean {
  return DOLLAR_REF.every((byte, index) => bytes[nameAt + index] === byte)
}

/** The number that a name of digits alone is; -1 for other names. */
function positionAt(bytes: Uint8Array, nameAt: number, nameEnd: number): number {
  if (nameEnd - nameAt > 10 || (bytes[nameAt] === 0x30 && nameEnd - nameAt > 1)) return -1
  let value = 0
  for (let at = nameAt; at < nameEnd; at++) {
    const digit = (bytes[at] as number) - 0x30
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
