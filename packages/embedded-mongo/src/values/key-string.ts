import type { Collation } from './compare.ts'
export type Direction = 1 | -1
export function encodeKey(values: unknown[], directions: Direction[], collation?: Collation): Uint8Array { throw new Error('later') }
/** same as encodeKey for fewer values than the index has fields */
export function encodeKeyPrefix(values: unknown[], directions: Direction[], collation?: Collation): Uint8Array { throw new Error('later') }
/** smallest byte string greater than everything that starts with prefix */
export function keyUpperBound(prefix: Uint8Array): Uint8Array { throw new Error('later') }
/** [low, high) of all keys of one canonical type (the type bracket of `sample`) as the first bytes of a field in that direction */
export function typeBracket(sample: unknown, direction: Direction): { low: Uint8Array; high: Uint8Array } { throw new Error('later') }
