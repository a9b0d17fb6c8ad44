import type { Socket } from 'node:net'
import {
  BrokenStream,
  FrameReader,
  frameReply,
  parseFrame,
  parseInTurns,
  replyTarget,
  type Frame,
  type Request,
} from './framing.ts'
import { MAX_MESSAGE_BYTES, MAX_UNPROVEN_MESSAGE_BYTES } from './limits.ts'
import type { ScramConversation } from './scram.ts'

/** Frames a client may have sent ahead before its socket is paused. */
const MAX_QUEUED_FRAMES = 32

/** A longer frame may hold so many documents that parsing them takes longer than others should wait. */
const LONG_FRAME_BYTES = 65_536

/** Turns requests into the bytes of their replies; neither function throws. */
export interface Handler {
  answer(connection: Connection, request: Request): Promise<Uint8Array>
  refuse(error: unknown): Uint8Array
}

let nextReplyId = 1

/** One client socket: requests are answered one after another, in the order they came. */
export class Connection {
  conversation: ScramConversation | undefined
  /** What the client calls itself in its greeting. */
  appName: string | undefined
  readonly #socket: Socket
  readonly #handler: Handler
  readonly #reader = new FrameReader()
  readonly #queue: Frame[] = []
  readonly #closed = new AbortController()
  #isAuthenticated = false
  #isBusy = false
  #isDraining = false

  constructor(socket: Socket, handler: Handler) {
    this.#socket = socket
    this.#handler = handler
    this.#reader.maxBytes = MAX_UNPROVEN_MESSAGE_BYTES
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#closed.abort())
  }

  /** Aborted when the client is gone: whoever waits on its behalf stops waiting. */
  get closed(): AbortSignal {
    return this.#closed.signal
  }

  get isAuthenticated(): boolean {
    return this.#isAuthenticated
  }

  /** The client has proved who it is: from now on it may send long messages. */
  admit(): void {
    this.#isAuthenticated = true
    this.#reader.maxBytes = MAX_MESSAGE_BYTES
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
    if (!this.#isBusy) this.#work().catch(() => this.close())
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
    let request: Request
    try {
      request = frame.bytes.length > LONG_FRAME_BYTES ? await parseInTurns(frame) : parseFrame(frame)
    } catch (error) {
      await this.#refuse(frame, error)
      return
    }
    const reply = await this.#handler.answer(this, request)
    if (!request.isOneWay) await this.#send(frameReply(request, reply, nextReplyId++))
  }

  async #refuse(frame: Frame, error: unknown): Promise<void> {
    if (error instanceof BrokenStream) this.close()
    else await this.#send(frameReply(replyTarget(frame), this.#handler.refuse(error), nextReplyId++))
  }

  /** Waits while the client does not read: replies must not pile up here. */
  async #send(bytes: Buffer): Promise<void> {
    if (!this.#socket.writable || this.#socket.write(bytes)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#socket.once('drain', resolve).once('close', resolve)
    await promise
    this.#socket.off('drain', resolve).off('close', resolve)
  }
}
