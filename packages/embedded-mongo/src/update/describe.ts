import type { Doc } from '../values/codec.ts'
export type UpdateDescription = { updatedFields: Doc; removedFields: string[]; truncatedArrays: Doc[] }
export function describeUpdate(before: Doc, after: Doc): UpdateDescription { throw new Error('later') }
