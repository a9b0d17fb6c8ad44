import type { Collation } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
export type SortField = { path: string; direction: 1 | -1 }
export function parseSort(spec: Doc): SortField[] { throw new Error('later') }
export function compileSort(spec: Doc, collation?: Collation): (a: Doc, b: Doc) => number { throw new Error('later') }
/** stable sort with keys computed once a document; limit keeps the smallest only */
export function sortDocs(docs: Iterable<Doc>, spec: Doc, options?: { collation?: Collation | undefined; limit?: number | undefined }): Doc[] { throw new Error('later') }
