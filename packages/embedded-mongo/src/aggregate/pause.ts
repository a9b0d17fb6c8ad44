import type { Doc } from '../values/codec.ts'
import { Memory, weightOf } from './memory.ts'

/**
 * A pause flows through a pipeline between its documents: whoever reads documents puts one in every few milliseconds, and
 * whoever drives the pipeline lets other clients go first when it comes out again. Stages pass it on at once, also those that
 * gather everything first.
 */
export const PAUSE = Symbol('pause')
export type Pause = typeof PAUSE
/** What flows from stage to stage. */
export type Flow = Iterable<Doc | Pause>

/** Gathers all documents of a flow for a stage, passing pauses on: `const docs = yield* collected(input, '$facet')`. */
export function* collected(input: Flow, stage: string): Generator<Pause, Doc[]> {
  const docs: Doc[] = []
  const memory = new Memory(stage)
  for (const doc of input) {
    if (doc === PAUSE) yield doc
    else {
      memory.add(weightOf(doc))
      docs.push(doc)
    }
  }
  return docs
}

/** So many documents come from a stage between two pauses. */
const DOCUMENTS_BETWEEN = 64

/** A flow with a pause at least every few documents: a stage may make many of what it has gathered. */
export function* paced(input: Flow): Generator<Doc | Pause> {
  let since = 0
  for (const doc of input) {
    yield doc
    if (doc === PAUSE) since = 0
    else if (++since === DOCUMENTS_BETWEEN) {
      since = 0
      yield PAUSE
    }
  }
}

/** All of a flow that belongs to one result, e.g. what a `$lookup` finds for a document; pauses are passed on. */
export function* gathered(input: Flow): Generator<Pause, Doc[]> {
  const docs: Doc[] = []
  for (const doc of input) {
    if (doc === PAUSE) yield doc
    else docs.push(doc)
  }
  return docs
}
