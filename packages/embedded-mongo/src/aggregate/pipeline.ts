import type { Collation } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
export type ReadQuery = { filter?: Doc | undefined; sort?: Doc | undefined; limit?: number | undefined; let?: Doc | undefined }
export type AggregateContext = { now: Date; let?: Doc | undefined; collation?: Collation | undefined; database: string; readCollection(name: string, query: ReadQuery): Iterable<Doc> }
export type Pushdown = { filter?: Doc; sort?: Doc; skip?: number; limit?: number; rest: Doc[] }
export type Pipeline = { pushdown: Pushdown; run(input: Iterable<Doc>, context: AggregateContext): Iterable<Doc> }
/** validates every stage (40324 and the stages' own errors) without reading; run() does `pushdown.rest` */
export function compilePipeline(pipeline: Doc[], options: { now: Date; let?: Doc | undefined; collation?: Collation | undefined }): Pipeline { throw new Error('later') }
/** skip is applied before limit, both after sort */
export function splitPushdown(pipeline: Doc[]): Pushdown { throw new Error('later') }
export function runPipeline(input: Iterable<Doc>, stages: Doc[], context: AggregateContext): Iterable<Doc> { throw new Error('later') }
export function compileTransform(pipeline: Doc[], options: { now: Date; let?: Doc | undefined; collation?: Collation | undefined }): (doc: Doc) => Doc { throw new Error('later') }
