import type { Socket } from 'node:net'
import { BrokenStream, FrameReader, frameReply, parseFrame, type Frame, type Request } from './framing.ts'
import type { ScramConversation } from './scram.ts'

/** Frames a client may have sent ahead before its socket is paused. */
const MAX_QUEUED_FRAMES = 32

/** Turns one request into the bytes of its reply; never throws. */
export type Answer = (connection: Connection, request: Request) => Promise<Uint8Array>

let nextConnectionId = 1
let nextReplyId = 1

/** One client socket: requests are answered one after another, in the order they came. */
export class Connection {
  readonly id = nextConnectionId++
  isAuthenticated = false
  conversation: ScramConversation | undefined
  readonly #socket: Socket
  readonly #answer: Answer
  readonly #reader = new FrameReader()
  readonly #queue: Frame[] = []
  readonly #closed = new AbortController()
  #isBusy = false
  #isDraining = false

  constructor(socket: Socket, answer: Answer) {
    this.#socket = socket
    this.#answer = answer
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#closed.abort())
  }

  /** Aborted when the client is gone: whoever waits on its behalf stops waiting. */
  get closed(): AbortSignal {
    return this.#closed.signal
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  close(): void {
    this.#socket.destroy()
  }

  /** Closes as soon as the request under way, if any, is answered. */
  drain(): void {
    this.#isDraining = true
    if (!this.#isBusy) this.close()
  }

  #receive(chunk: Buffer): void {
    try {
      this.#queue.push(...this.#reader.push(chunk))
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error
      this.close()
      return
    }
    if (this.#queue.length > MAX_QUEUED_FRAMES) this.#socket.pause()
    if (!this.#isBusy) void this.#work()
  }

  async #work(): Promise<void> {
    this.#isBusy = true
    for (let frame = this.#queue.shift(); frame !== undefined; frame = this.#queue.shift()) {
      await this.#handle(frame)
      if (this.#isDraining || this.#socket.destroyed) break
      if (this.#queue.length === 0 && this.#socket.isPaused()) this.#socket.resume()
    }
    this.#isBusy = false
    if (this.#isDraining) this.#socket.end()
  }

  async #handle(frame: Frame): Promise<void> {
    const request = this.#parse(frame)
    if (request === undefined) return
    const reply = await this.#answer(this, request)
    if (!request.isOneWay && this.#socket.writable) this.#socket.write(frameReply(request, reply, nextReplyId++))
  }

  /** A message whose content is malformed cannot be answered in order with certainty: the client is cut off. */
  #parse(frame: Frame): Request | undefined {
    try {
      return parseFrame(frame)
    } catch {
      this.close()
      return undefined
    }
  }
}
