import { location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import type { Collation } from '../../values/compare.ts'
import { emptyLike, isPositionLike, orderedDoc } from '../../values/ordered.ts'
import { fieldOf, isPlainObject, setField } from '../../values/paths.ts'
import type { Flow, Pause } from '../pause.ts'
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
  readCollection(name: string, query: ReadQuery): Flow
}

/** What is known when a pipeline is compiled. */
export type StageOptions = { now: Date; let?: Doc | undefined; collation?: Collation | undefined }

export type Stage = (input: Flow, context: AggregateContext) => Flow
/** Compiles a whole pipeline into one stage; given to stages that hold pipelines of their own. */
export type CompileStages = (stages: unknown, options: StageOptions) => Stage
/** `name` is the one the stage was called by: `$set` is `$addFields`. */
export type StageTools = { name: string; compileStages: CompileStages }
export type StageBuilder = (spec: unknown, options: StageOptions, tools: StageTools) => Stage
export type Stages = Record<string, StageBuilder>

/** The stage's specification as an object, or MongoDB's assertion. */
export function objectSpec(spec: unknown, code: number, message: string): Doc {
  if (isPlainObject(spec)) return spec
  throw location(code, message)
}

/** A copy of a document with one path set (or removed, with undefined); shares what it does not change. */
export function withPath(doc: Doc, path: string[], value: unknown): Doc {
  const [name = '', ...rest] = path
  const copy = isPositionLike(name) ? orderedDoc() : emptyLike(doc)
  for (const field of Object.keys(doc)) setField(copy, field, doc[field])
  const inner = fieldOf(copy, name)
  if (rest.length > 0) setField(copy, name, withPath(isPlainObject(inner) ? inner : {}, rest, value))
  else if (value === undefined) Reflect.deleteProperty(copy, name)
  else setField(copy, name, value)
  return copy
}

/** A stage that makes one document of each. */
export function mapping(change: (doc: Doc) => Doc): Stage {
  return function* map(input) {
    for (const doc of input) yield doc === PAUSE ? doc : change(doc)
  }
}

/** The same where making a document takes reading, which may pause. */
export function mappingInTurns(
  change: (doc: Doc, context: AggregateContext) => Generator<Pause, Doc>,
): Stage {
  return function* map(input, context) {
    for (const doc of input) yield doc === PAUSE ? doc : yield* change(doc, context)
  }
}
