import { PAUSE, type Flow } from '../aggregate/pause.ts'
import type { OpContext } from '../engine.ts'
import { fault } from '../errors.ts'
import { checkDeadline } from '../storage/write-loop.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import type { Doc } from '../values/codec.ts'
import { toBytes, type BatchRequest, type BatchResult, type Source } from './cursors.ts'

/** Lets other clients go first, and ends what is past its deadline (MaxTimeMSExpired). */
export async function pause(deadline: number | undefined): Promise<void> {
  checkDeadline({ deadline })
  await nextTurn()
}

/** The documents of a running pipeline, pulled as the client asks for them. */
export function flowSource(flow: Flow, op: OpContext): Source {
  return new FlowSource(flow, op)
}

class FlowSource implements Source {
  readonly isAwaiting = false
  readonly #flow: Iterator<Doc | typeof PAUSE>
  readonly #op: OpContext
  /** Drawn, but too large for the last batch; or looked at ahead, to spare the client a last empty batch. */
  #next: Uint8Array | undefined

  constructor(flow: Flow, op: OpContext) {
    this.#flow = flow[Symbol.iterator]()
    this.#op = op
  }

  async next({ maxDocuments, maxBytes, deadline }: BatchRequest): Promise<BatchResult> {
    if (this.#op.txn !== undefined && this.#op.txn.state !== 'open')
      throw fault('NoSuchTransaction', 'the transaction of this cursor is over')
    const documents: Uint8Array[] = []
    let size = 0
    for (;;) {
      this.#next ??= await this.#draw(deadline)
      if (this.#next === undefined) return { documents, isExhausted: true }
      size += this.#next.length
      if (documents.length >= maxDocuments || (documents.length > 0 && size > maxBytes))
        return { documents, isExhausted: false }
      documents.push(this.#next)
      this.#next = undefined
    }
  }

  close(): void {
    this.#next = undefined
    this.#flow.return?.()
  }

  async #draw(deadline: number | undefined): Promise<Uint8Array | undefined> {
    for (;;) {
      const step = this.#flow.next()
      if (isTurnOver()) await pause(deadline)
      if (step.done === true) return undefined
      if (step.value !== PAUSE) return toBytes(step.value)
    }
  }
}
