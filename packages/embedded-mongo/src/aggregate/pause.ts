import type { Doc } from '../values/codec.ts'
import { Memory, weightOf } from './memory.ts'

/**
 * A pause flows through a pipeline between its documents: whoever drives the pipeline puts one in every few milliseconds and,
 * when it comes out again, lets other clients go first. Stages pass it on at once, also those that gather everything first.
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
