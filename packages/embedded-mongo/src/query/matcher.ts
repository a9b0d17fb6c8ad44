import type { Collation } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
export type FilterOptions = { collation?: Collation | undefined; let?: Doc | undefined; now: Date }
export type Predicate = ((doc: Doc) => boolean) & { arrayIndex?(doc: Doc): number | undefined }
export function compileFilter(filter: Doc, options: FilterOptions): Predicate { throw new Error('later') }
