import type { Doc } from './codec.ts'
/** In `keys`: missing is null, an empty array is undefined (sorts before null, as in MongoDB). multikeyPaths[i]: field i went through an array. */
export type IndexKeys = { keys: unknown[][]; multikeyPaths: boolean[] }
export function indexKeyValues(doc: Doc, fields: string[]): IndexKeys { throw new Error('later') }
/** value at a path of objects only (and numeric array positions); undefined = missing */
export function getPath(doc: Doc, path: string): unknown { throw new Error('later') }
/** all values that matching sees: elements of leaf arrays, then the array itself; undefined = missing */
export function valuesAtPath(doc: Doc, path: string): unknown[] { throw new Error('later') }
export function isPlainObject(value: unknown): value is Doc { throw new Error('later') }
/** deep copy of objects and arrays; BSON values are immutable and shared */
export function cloneValue<T>(value: T): T { throw new Error('later') }
