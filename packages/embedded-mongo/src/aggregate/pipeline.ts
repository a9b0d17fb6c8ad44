import { fault, location } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'
import { paced, PAUSE, type Flow } from './pause.ts'
import type { Pushdown } from './pushdown.ts'
import { splitPushdown } from './pushdown.ts'
import { STAGES } from './stages/index.ts'
import type { AggregateContext, CompileStages, StageBuilder, StageOptions } from './stages/types.ts'

export type { AggregateContext, ReadQuery } from './stages/types.ts'
export type { Pushdown } from './pushdown.ts'
export { splitPushdown } from './pushdown.ts'

export type Pipeline = {
  /** What the collection does first. */
  pushdown: Pushdown
  /** Runs `pushdown.rest` over what the collection gives, lazily, with pauses among the documents (see pause.ts). */
  run(input: Flow, context: AggregateContext): Flow
}

/** Compiles a pipeline: every stage is checked (40324 and the stages' own errors) before anything is read. */
export function compilePipeline(pipeline: Doc[], options: StageOptions): Pipeline {
  compileStages(pipeline, options)
  const pushdown = splitPushdown(pipeline)
  return { pushdown, run: compileStages(pushdown.rest, options) }
}

/** Runs stages over documents, lazily, with pauses among them (see pause.ts). */
export function runInTurns(input: Flow, stages: Doc[], context: AggregateContext): Flow {
  return compileStages(stages, context)(input, context)
}

/** The same without pauses, for few documents. */
export function runPipeline(input: Iterable<Doc>, stages: Doc[], context: AggregateContext): Iterable<Doc> {
  return documentsOnly(compileStages(stages, context)(input, context))
}

function* documentsOnly(flow: Flow): Iterable<Doc> {
  for (const doc of flow) if (doc !== PAUSE) yield doc
}

const compileStages: CompileStages = (stages, options) => {
  if (!Array.isArray(stages)) throw fault('TypeMismatch', "'pipeline' option must be specified as an array")
  const compiled = (stages as unknown[]).map((stage, index) => {
    const [name, spec] = namedStage(stage)
    checkPlace(name, index === 0, index === stages.length - 1)
    return builderOf(name)(spec, options, { name, compileStages })
  })
  return (input, context) => compiled.reduce<Flow>((docs, run) => run(paced(docs), context), input)
}

function namedStage(stage: unknown): [string, unknown] {
  if (!isPlainObject(stage)) {
    throw fault('TypeMismatch', "Each element of the 'pipeline' array must be an object")
  }
  const [entry, ...others] = Object.entries(stage)
  if (entry !== undefined && others.length === 0) return entry
  throw location(40323, 'A pipeline stage specification object must contain exactly one field.')
}

function checkPlace(name: string, isFirst: boolean, isLast: boolean): void {
  if (name === '$documents' && !isFirst) {
    throw location(40602, '$documents is only valid as the first stage in a pipeline')
  }
  if ((name === '$out' || name === '$merge') && !isLast) {
    throw location(40601, `${name} can only be the final stage in the pipeline`)
  }
}

function builderOf(name: string): StageBuilder {
  const build = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined
  if (build !== undefined) return build
  refuseOperator('stage', name)
  throw location(40324, `Unrecognized pipeline stage name: '${name}'`)
}

const UPDATE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'])

/** The pipeline form of an update: a function from document to document, of the six stages that updates may use. */
export function compileTransform(pipeline: Doc[], options: StageOptions): (doc: Doc) => Doc {
  for (const stage of pipeline) {
    const [name = ''] = isPlainObject(stage) ? Object.keys(stage) : []
    if (UPDATE_STAGES.has(name)) continue
    if (!Object.hasOwn(STAGES, name)) throw location(40324, `Unrecognized pipeline stage name: '${name}'`)
    throw fault('InvalidOptions', `${name} is not allowed to be used within an update`)
  }
  const run = compileStages(pipeline, options)
  const context: AggregateContext = { ...options, database: '', readCollection: () => [] }
  return (doc) => {
    const [result = {}] = documentsOnly(run([doc], context))
    return result
  }
}
