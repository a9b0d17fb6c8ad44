import { findMember } from '../auth/sign-ins'
import type { Member } from '../auth/viewer'
import { log } from '../log'
import type { Listener, LiveMessage, LiveSource } from './source'

/** What was written in one moment is told together. */
const GATHER_MILLISECONDS = 25
/** Of more rows than this at once the newest are told; counts say the rest. */
const ROWS_AT_ONCE = 20
/** Who reads so slowly is let go, and asks again for what there is. */
const QUEUE_BYTES = 64 * 1024
/** How long a browser that uses no script of ours waits before it tries again. */
const RETRY = 'retry: 3000\n\n'

const encoder = new TextEncoder()

/** One open stream of events to one browser. */
export class Connection {
  readonly userId: string
  readonly signInId: string
  readonly body: ReadableStream<Uint8Array>
  readonly #locale: string | undefined
  readonly #onEnd: () => void
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #pending = new Map<LiveSource, Set<string>>()
  #isTelling = false
  #greeting: Promise<void> = Promise.resolve()

  constructor(member: Member, { locale, onEnd }: { locale: string | undefined; onEnd: () => void }) {
    this.userId = member.userId
    this.signInId = member.signInId
    this.#locale = locale
    this.#onEnd = onEnd
    this.body = new ReadableStream<Uint8Array>(
      { start: (controller) => void (this.#controller = controller), cancel: () => this.close() },
      new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_BYTES }),
    )
    this.#write(RETRY)
  }

  get isOpen(): boolean {
    return this.#controller !== undefined
  }

  /** Says whose stream it is and how things stand; read again here, because the sign-in may have ended meanwhile. */
  greet(sources: readonly LiveSource[]): void {
    this.#greeting = this.#asListener(async (listener) => {
      const greetings = await Promise.all(sources.map((source) => source.greet(listener)))
      this.#send([{ event: 'hello', data: { user: listener.viewer.username } }, ...greetings.flat()])
    })
  }

  /** A row of this person was written, or changed: then it is no news by itself, but what is counted may be another. */
  note(source: LiveSource, id: string, isNew: boolean): void {
    const ids = this.#pending.get(source) ?? new Set()
    this.#pending.set(source, isNew ? ids.add(id) : ids)
    if (!this.#isTelling) void this.#tellPending()
  }

  beat(): void {
    this.#write(': still here\n\n')
  }

  /** The sign-in is over: the page need not try again. */
  end(): void {
    this.#send([{ event: 'end', data: {} }])
    this.close()
  }

  close(): void {
    const controller = this.#controller
    if (controller === undefined) return
    this.#controller = undefined
    this.#pending.clear()
    this.#onEnd()
    try {
      controller.close()
    } catch {
      // The browser was faster.
    }
  }

  async #tellPending(): Promise<void> {
    this.#isTelling = true
    await this.#greeting
    while (this.isOpen && this.#pending.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MILLISECONDS))
      const pending = this.#pending
      this.#pending = new Map()
      await this.#asListener(async (listener) => {
        for (const [source, ids] of pending)
          this.#send(await source.tell(listener, [...ids].slice(-ROWS_AT_ONCE)))
      })
    }
    this.#isTelling = false
  }

  /** With the person as they are now: a sign-in that has ended hears nothing any more, whoever ended it and where. */
  async #asListener(run: (listener: Listener) => Promise<void>): Promise<void> {
    try {
      const viewer = await findMember({ userId: this.userId, signInId: this.signInId })
      if (viewer === undefined) return this.end()
      await run({ viewer, locale: this.#locale })
    } catch (error) {
      log.warn({ error }, 'News could not be told; the page will ask again.')
      this.close()
    }
  }

  #send(messages: readonly LiveMessage[]): void {
    for (const { event, id, data } of messages) {
      const lines = [
        `event: ${event}`,
        ...(id === undefined ? [] : [`id: ${id}`]),
        `data: ${JSON.stringify(data)}`,
      ]
      this.#write(`${lines.join('\n')}\n\n`)
    }
  }

  #write(text: string): void {
    if (this.#controller === undefined) return
    this.#controller.enqueue(encoder.encode(text))
    if ((this.#controller.desiredSize ?? 0) <= 0) this.close()
  }
}
