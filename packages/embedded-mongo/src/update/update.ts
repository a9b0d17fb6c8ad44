import type { Collation } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
import type { Predicate } from '../query/matcher.ts'
export type UpdateOptions = { arrayFilters?: Doc[] | undefined; collation?: Collation | undefined; now: Date; let?: Doc | undefined; predicate?: Predicate | undefined }
export type UpdateContext = { arrayIndex?: number | undefined; inserting: boolean; now: Date }
export type Updater = { isReplacement: boolean; apply(doc: Doc, context: UpdateContext): { doc: Doc; modified: boolean } }
export function compileUpdate(update: Doc | Doc[], options: UpdateOptions): Updater { throw new Error('later') }
/** the fields of an upserted document that the filter's equalities give; for a replacement take only its _id */
export function upsertBase(filter: Doc): Doc { throw new Error('later') }
