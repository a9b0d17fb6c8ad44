import type { ByteRange } from './port'

/**
 * What a `Range` header asks of a file of `sizeBytes` (RFC 9110, section 14): `whole` when there is no header or one
 * that may be ignored (another unit, several ranges, nonsense), a range whose end is clamped to the file, or
 * `unsatisfiable` (416) when it lies outside.
 */
export function parseByteRange(
  header: string | null,
  sizeBytes: number,
): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  const first = match[1] === '' ? undefined : Number(match[1])
  const last = match[2] === '' ? undefined : Number(match[2])
  if (first === undefined) return suffix(last ?? 0, sizeBytes)
  if (last !== undefined && last < first) return 'whole'
  if (first >= sizeBytes) return 'unsatisfiable'
  return { start: first, end: Math.min(last ?? sizeBytes - 1, sizeBytes - 1) }
}

function suffix(length: number, sizeBytes: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || sizeBytes === 0) return 'unsatisfiable'
  return { start: Math.max(0, sizeBytes - length), end: sizeBytes - 1 }
}
