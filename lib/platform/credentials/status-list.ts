import 'server-only'
import { gzipSync } from 'node:zlib'

/** A Bitstring Status List (W3C): bit after bit from the left, packed, in multibase. */
export function encodeStatusList(setBits: Iterable<number>, length: number): string {
  const bytes = Buffer.alloc(length / 8)
  for (const bit of setBits) {
    if (bit < 0 || bit >= length) throw new RangeError(`Bit ${bit} is not in a list of ${length}.`)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  }
  return `u${gzipSync(bytes, { level: 9 }).toString('base64url')}`
}
