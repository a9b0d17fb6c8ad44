import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient, MongoServerError, type Db, type MongoClientOptions } from 'mongodb'
import { afterAll, beforeAll } from 'vitest'
import { startServer, type RunningServer, type ServerOptions } from '../../src/server.ts'

/** A server on a folder of its own, and clients of it; everything ends with `close`. */
export interface Harness {
  server: RunningServer
  client: MongoClient
  folder: string
  /** A fresh database, named after nothing else. */
  db(): Db
  connect(options?: MongoClientOptions): Promise<MongoClient>
  close(): Promise<void>
}

let databases = 0

export async function openHarness(options: Partial<ServerOptions> = {}): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-'))
  const server = await startServer({ folder, durability: 'none', ...options })
  const clients: MongoClient[] = []
  const connect = async (clientOptions: MongoClientOptions = {}): Promise<MongoClient> => {
    const client = await new MongoClient(server.uri, clientOptions).connect()
    clients.push(client)
    return client
  }
  const client = await connect()
  const close = async (): Promise<void> => {
    await Promise.all(clients.map((open) => open.close()))
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { server, client, folder, db: () => client.db(`test_${++databases}`), connect, close }
}

/** One harness for all tests of a file. */
export function useHarness(options: Partial<ServerOptions> = {}): () => Harness {
  let harness: Harness | undefined
  beforeAll(async () => {
    harness = await openHarness(options)
  })
  afterAll(async () => {
    await harness?.close()
  })
  return () => {
    if (harness === undefined) throw new Error('the harness exists inside tests only')
    return harness
  }
}

/** The server's error that `work` ends with. */
export async function serverError(work: Promise<unknown>): Promise<MongoServerError> {
  try {
    await work
  } catch (error) {
    if (error instanceof MongoServerError) return error
    throw error
  }
  throw new Error('no error came')
}

/** The first element; a missing one fails the test here. */
export function first<T>(list: readonly T[]): T {
  const [element] = list
  if (element === undefined) throw new Error('the list is empty')
  return element
}
