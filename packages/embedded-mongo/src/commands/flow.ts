import { setImmediate } from 'node:timers/promises'
import { PAUSE, type Flow } from '../aggregate/pause.ts'
import type { OpContext } from '../engine.ts'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { toBytes, type BatchRequest, type BatchResult, type Source } from './cursors.ts'

/** How long one command may run before it lets the others go first. */
const TURN_MS = 5

/** Cuts long work into turns, and ends it when its time is up. */
export class Turns {
  readonly #deadline: number | undefined
  #endsAt = performance.now() + TURN_MS

  constructor(deadline: number | undefined) {
    this.#deadline = deadline
  }

  /** True when it is time to await `giveWay`; throws MaxTimeMSExpired past the deadline. */
  isOver(): boolean {
    const now = performance.now()
    if (this.#deadline !== undefined && now > this.#deadline)
      throw fault('MaxTimeMSExpired', 'operation exceeded time limit')
    return now > this.#endsAt
  }

  async giveWay(): Promise<void> {
    await setImmediate()
    this.#endsAt = performance.now() + TURN_MS
  }
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
    const turns = new Turns(deadline)
    const documents: Uint8Array[] = []
    let size = 0
    for (;;) {
      this.#next ??= await this.#draw(turns)
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

  async #draw(turns: Turns): Promise<Uint8Array | undefined> {
    for (;;) {
      const step = this.#flow.next()
      if (turns.isOver()) await turns.giveWay()
      if (step.done === true) return undefined
      if (step.value !== PAUSE) return toBytes(step.value)
    }
  }
}
