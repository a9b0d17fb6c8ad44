import type { Doc } from '../../values/codec.ts'
import type { Collation } from '../../values/compare.ts'
import type { Flow } from '../pause.ts'
import { PAUSE } from '../pause.ts'

export type ReadQuery = {
  filter?: Doc | undefined
  sort?: Doc | undefined
  limit?: number | undefined
  let?: Doc | undefined
}

/** What a running pipeline may ask of the server: documents of other collections. */
export type AggregateContext = {
  now: Date
  let?: Doc | undefined
  collation?: Collation | undefined
  database: string
  readCollection(name: string, query: ReadQuery): Iterable<Doc>
}

/** What is known when a pipeline is compiled. */
export type StageOptions = { now: Date; let?: Doc | undefined; collation?: Collation | undefined }

export type Stage = (input: Flow, context: AggregateContext) => Flow
/** Compiles a whole pipeline into one stage; given to stages that hold pipelines of their own. */
export type CompileStages = (stages: unknown, options: StageOptions) => Stage
export type StageBuilder = (
  spec: unknown,
  options: StageOptions,
  compileStages: CompileStages,
  name: string,
) => Stage
export type Stages = Record<string, StageBuilder>

/** A stage that makes one document of each. */
export function mapping(change: (doc: Doc) => Doc): Stage {
  return function* map(input) {
    for (const doc of input) yield doc === PAUSE ? doc : change(doc)
  }
}
