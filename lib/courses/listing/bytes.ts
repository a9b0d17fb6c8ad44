/** The bytes of a field of type Buffer, which a lean read or an aggregation answers as BSON's own binary. */
export function bytesOf(field: unknown): Uint8Array {
  if (field instanceof Uint8Array) return field
  const inner = (field as { buffer?: unknown } | undefined)?.buffer
  return inner instanceof Uint8Array ? inner : new Uint8Array()
}
