import type { FindQuery, OpContext, ResultStream } from '../engine-types.ts'
import { fault } from '../errors.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import type { Reader } from '../storage/store.ts'
import type { Match, PreparedQuery } from './planner-run.ts'
import { runQuery } from './planner-run.ts'
import { PAUSE } from './planner-scan.ts'
import { compileProjection } from './projection.ts'

/** What one document of a projection is taken to weigh in a batch, besides its stored size. */
type Shown = { value: Doc | Uint8Array; bytes: number }

/** A found document as it is answered: its stored bytes, or its projection. */
export type Show = (match: Match) => Doc | Uint8Array

export function showOf(prepared: PreparedQuery, query: FindQuery, now: Date): Show {
  const { projection } = query
  if (projection === undefined || Object.keys(projection).length === 0) return (match) => match.bytes
  const project = compileProjection(projection, prepared.predicate, {
    now,
    let: query.let,
    collation: prepared.planned?.collation,
  })
  return (match) => project(match.doc ?? decode(match.bytes))
}

/** The documents of a query, in turns short enough that other clients do not wait for them. */
export class QueryStream implements ResultStream {
  readonly #ctx: OpContext
  readonly #show: Show
  readonly #matches: ReturnType<typeof runQuery>
  #next: Shown | undefined
  #isOver = false

  constructor(ctx: OpContext, prepared: PreparedQuery, reader: Reader, show: Show) {
    this.#ctx = ctx
    this.#show = show
    this.#matches = runQuery(prepared, reader, { keysExamined: 0, docsExamined: 0 })
  }

  async nextBatch(
    maxDocs: number,
    maxBytes: number,
    deadline = this.#ctx.deadline,
  ): Promise<{ documents: (Doc | Uint8Array)[]; exhausted: boolean }> {
    const documents: (Doc | Uint8Array)[] = []
    let bytes = 0
    while (documents.length < maxDocs) {
      const shown = this.#pull(deadline)
      const next = shown instanceof Promise ? await shown : shown
      if (next === undefined) break
      if (documents.length > 0 && bytes + next.bytes > maxBytes) {
        this.#next = next
        break
      }
      documents.push(next.value)
      bytes += next.bytes
    }
    // Looking one document ahead spares clients a last empty batch; a limit that is reached ends the query at once.
    if (!this.#isOver && this.#next === undefined && documents.length >= maxDocs)
      this.#next = await this.#pull(deadline)
    return { documents, exhausted: this.#isOver && this.#next === undefined }
  }

  async next(): Promise<IteratorResult<Doc | Uint8Array>> {
    const shown = await this.#pull(this.#ctx.deadline)
    return shown === undefined ? { done: true, value: undefined } : { done: false, value: shown.value }
  }

  async return(): Promise<IteratorResult<Doc | Uint8Array>> {
    this.close()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }

  close(): void {
    this.#isOver = true
    this.#next = undefined
    this.#matches.return(undefined)
  }

  /** The next document; a promise only if the scan has to give way first. */
  #pull(deadline: number | undefined): Shown | undefined | Promise<Shown | undefined> {
    const ready = this.#next
    if (ready !== undefined) {
      this.#next = undefined
      return ready
    }
    if (this.#isOver) return undefined
    if (this.#ctx.txn !== undefined && this.#ctx.txn.state !== 'open') {
      throw fault('NoSuchTransaction', 'the transaction of this cursor is over', {
        labels: ['TransientTransactionError'],
      })
    }
    for (;;) {
      const step = this.#matches.next()
      if (step.done === true) {
        this.#isOver = true
        return undefined
      }
      if (step.value !== PAUSE) return { value: this.#show(step.value), bytes: step.value.bytes.length }
      if (deadline !== undefined && performance.now() > deadline) {
        this.close()
        throw fault('MaxTimeMSExpired', 'operation exceeded time limit')
      }
      if (isTurnOver()) return this.#giveWay(deadline)
    }
  }

  async #giveWay(deadline: number | undefined): Promise<Shown | undefined> {
    await nextTurn()
    return await this.#pull(deadline)
  }
}
