import { randomBytes } from 'node:crypto'
import { createServer, type Server as TcpServer, type Socket } from 'node:net'
import { Dispatcher } from './commands/dispatch.ts'
import type { Server } from './commands/command.ts'
import { Cursors } from './commands/cursors.ts'
import { FailPoints } from './commands/fail-point.ts'
import { SeenSessions } from './commands/seen-sessions.ts'
import { Engine } from './engine.ts'
import { connectionUri, HOST, USER } from './uri.ts'
import { Connection } from './wire/connection.ts'
import { newIdentity } from './wire/hello.ts'
import { MAX_CONNECTIONS } from './wire/limits.ts'
import { deriveKeys } from './wire/scram.ts'

/** How long a stopping server waits for requests under way before it cuts their connections. */
const DRAIN_MS = 5_000

export interface ServerOptions {
  /** Holds the data; one server at a time owns it. */
  folder: string
  /** `fsync` (default): acknowledged writes survive power loss. `none`: they survive a crash of the process only. */
  durability?: 'fsync' | 'none'
  /** 0 or left out: any free port. */
  port?: number
  /** Taken when it is free, so that clients of an earlier run find the server again. */
  preferredPort?: number
  password?: string
  /** Stops that long after the last client is gone; 0 or left out: never. */
  idleSeconds?: number
  now?: () => Date
  /** How often expired documents are looked for; 60 as in MongoDB. */
  ttlIntervalSeconds?: number
  /** Offers `configureFailPoint`, as mongod's enableTestCommands: failures on order. Never in production. */
  testCommands?: boolean
}

export interface RunningServer {
  /** Everything a driver needs, with the password. */
  uri: string
  port: number
  password: string
  /** Tells this run from every other, also one on the same port. */
  electionId: string
  /** What opening the folder had to say, for a log. */
  news: readonly string[]
  close(): Promise<void>
  /** Resolves when the server is wholly closed, by `close()` or because it was idle. */
  closed: Promise<void>
}

/** Opens the folder and serves it on loopback until closed. Rejects when another process owns the folder. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const engine = await Engine.open(options.folder, {
    durability: options.durability ?? 'fsync',
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.ttlIntervalSeconds === undefined ? {} : { ttlIntervalSeconds: options.ttlIntervalSeconds }),
  })
  try {
    return await new Listener(engine, options).start()
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** The listening socket, its clients, and the clock that runs while there are none. */
class Listener {
  readonly #engine: Engine
  readonly #options: ServerOptions
  readonly #tcp: TcpServer = createServer((socket) => this.#accept(socket))
  readonly #connections = new Set<Connection>()
  readonly #cursors = new Cursors()
  readonly #closed = Promise.withResolvers<void>()
  #dispatcher: Dispatcher | undefined
  #idleTimer: NodeJS.Timeout | undefined
  #closing: Promise<void> | undefined
  #lastGone: (() => void) | undefined

  constructor(engine: Engine, options: ServerOptions) {
    this.#engine = engine
    this.#options = options
  }

  async start(): Promise<RunningServer> {
    const port = await this.#listen()
    const password = this.#options.password ?? randomBytes(32).toString('base64url')
    const now = this.#options.now ?? (() => new Date())
    const identity = newIdentity(`${HOST}:${port}`)
    const server: Server = {
      engine: this.#engine,
      cursors: this.#cursors,
      identity,
      keys: deriveKeys(USER, password),
      sessions: new SeenSessions(USER),
      startedAt: now(),
      failPoints: this.#options.testCommands === true ? new FailPoints() : undefined,
      now,
      connectionCount: () => this.#connections.size,
    }
    this.#dispatcher = new Dispatcher(server)
    this.#watchIdleness()
    return {
      uri: connectionUri(port, password),
      port,
      password,
      electionId: identity.electionId.toHexString(),
      news: this.#engine.news,
      close: () => this.#close(),
      closed: this.#closed.promise,
    }
  }

  async #listen(): Promise<number> {
    const { port = 0, preferredPort } = this.#options
    if (port !== 0 || preferredPort === undefined) return await listen(this.#tcp, port)
    try {
      return await listen(this.#tcp, preferredPort)
    } catch {
      return await listen(this.#tcp, 0)
    }
  }

  #accept(socket: Socket): void {
    const isFull = this.#connections.size >= MAX_CONNECTIONS
    if (this.#dispatcher === undefined || this.#closing !== undefined || isFull) {
      socket.destroy()
      return
    }
    const connection = new Connection(socket, this.#dispatcher)
    this.#connections.add(connection)
    clearTimeout(this.#idleTimer)
    socket.on('close', () => {
      this.#connections.delete(connection)
      if (this.#connections.size > 0) return
      this.#lastGone?.()
      this.#watchIdleness()
    })
  }

  #watchIdleness(): void {
    const { idleSeconds = 0 } = this.#options
    if (idleSeconds === 0 || this.#closing !== undefined) return
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => void this.#close(), idleSeconds * 1000)
  }

  #close(): Promise<void> {
    this.#closing ??= this.#shutDown().then(this.#closed.resolve, this.#closed.reject)
    return this.#closing
  }

  /** No new clients, then the requests under way, then the data: in this order nothing answered is lost. */
  async #shutDown(): Promise<void> {
    clearTimeout(this.#idleTimer)
    this.#tcp.close()
    this.#dispatcher?.stop()
    this.#cursors.dispose()
    await this.#drained()
    await this.#engine.close()
  }

  async #drained(): Promise<void> {
    if (this.#connections.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#lastGone = resolve
    for (const connection of this.#connections) connection.drain()
    const timer = setTimeout(() => {
      for (const connection of this.#connections) connection.close()
    }, DRAIN_MS)
    await promise
    clearTimeout(timer)
  }
}

function listen(tcp: TcpServer, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  tcp.once('error', reject)
  tcp.listen(port, HOST, () => {
    tcp.off('error', reject)
    const address = tcp.address()
    resolve(typeof address === 'object' && address !== null ? address.port : port)
  })
  return promise
}
