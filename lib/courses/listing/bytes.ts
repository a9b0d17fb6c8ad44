import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** The bytes of a field of type Buffer, which a lean read or an aggregation answers as BSON's own binary. */
export function bytesOf(field: unknown): Uint8Array {
  if (field instanceof Uint8Array) return field
  const inner = (field as { buffer?: unknown } | undefined)?.buffer
  return inner instanceof Uint8Array ? inner : new Uint8Array()
}

/** The keys of a course, which are mostly beginnings of the same words, in a fifth of their length. */
export function packKeys(keys: readonly string[]): Buffer {
  return deflateRawSync(keys.join('\n'), { level: 1 })
}

export function unpackKeys(field: unknown): string[] {
  const bytes = bytesOf(field)
  return bytes.byteLength === 0 ? [] : inflateRawSync(bytes).toString('utf8').split('\n')
}
