import type { Doc } from '../values/codec.ts'
import type { FilterOptions, Predicate } from './matcher.ts'
export function compileProjection(spec: Doc, filter: Predicate | undefined, options: FilterOptions): (doc: Doc) => Doc { throw new Error('later') }
