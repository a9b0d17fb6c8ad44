import type { Doc } from '../values/codec.ts'

/**
 * A pause flows through a pipeline between its documents: whoever drives the pipeline puts one in every few milliseconds and,
 * when it comes out again, lets other clients go first. Stages pass it on at once, also those that gather everything first.
 */
export const PAUSE = Symbol('pause')
export type Pause = typeof PAUSE
/** What flows from stage to stage. */
export type Flow = Iterable<Doc | Pause>

/** Gathers all documents of a flow, passing pauses on: `const docs = yield* collected(input)`. */
export function* collected(input: Flow): Generator<Pause, Doc[]> {
  const docs: Doc[] = []
  for (const doc of input) {
    if (doc === PAUSE) yield doc
    else docs.push(doc)
  }
  return docs
}
