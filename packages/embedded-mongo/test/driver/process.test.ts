import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../src/address-file.ts'
import { ensureServer, type LaunchedServer } from '../../src/launcher.ts'
import { startServer } from '../../src/server.ts'

let folder: string
const launched: LaunchedServer[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-'))
})

afterEach(async () => {
  await Promise.all(launched.splice(0).map((server) => server.stop()))
  await rm(folder, { recursive: true, force: true })
})

async function launch(options: { idleSeconds?: number } = {}): Promise<LaunchedServer> {
  const server = await ensureServer({ folder, durability: 'none', ...options })
  launched.push(server)
  return server
}

async function use<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await new MongoClient(uri).connect()
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

/** Resolves when the process is gone. */
async function gone(pid: number): Promise<void> {
  await expect
    .poll(
      () => {
        try {
          return process.kill(pid, 0)
        } catch {
          return false
        }
      },
      { timeout: 15_000 },
    )
    .toBe(false)
}

async function pidOf(): Promise<number> {
  return (await readAddress(folder))?.pid ?? 0
}

describe('ensureServer', () => {
  it('starts one server however many ask at once', async () => {
    const servers = await Promise.all([launch(), launch(), launch()])
    expect(new Set(servers.map(({ uri }) => uri)).size).toBe(1)
    const [one, , other] = servers
    await use(one?.uri ?? '', (client) => client.db('x').collection('x').insertOne({ n: 1 }))
    expect(await use(other?.uri ?? '', (client) => client.db('x').collection('x').countDocuments())).toBe(1)
  })

  it('keeps the address to the owner of the folder', async () => {
    await launch()
    if (process.platform !== 'win32')
      expect((await stat(join(folder, 'address.json'))).mode & 0o777).toBe(0o600)
  })

  it('stops on SIGTERM, leaves no address, and the data is there for the next', async () => {
    const { uri } = await launch()
    await use(uri, (client) => client.db('x').collection('x').insertOne({ n: 1 }))
    const pid = await pidOf()
    process.kill(pid, 'SIGTERM')
    await gone(pid)
    expect(await readAddress(folder)).toBeUndefined()
    const next = await launch()
    expect(await use(next.uri, (client) => client.db('x').collection('x').countDocuments())).toBe(1)
  })

  it('stops by itself after the last client, and not before', async () => {
    const { uri } = await launch({ idleSeconds: 1 })
    const pid = await pidOf()
    await use(uri, async (client) => {
      const socket = await client.db('x').command({ ping: 1 })
      expect(socket['ok']).toBe(1)
      expect(process.kill(pid, 0)).toBe(true)
    })
    await gone(pid)
    expect(await readFile(join(folder, 'server.log'), 'utf8')).toContain('ready on 127.0.0.1')
  })

  it('is not taken in by the address of a dead server', async () => {
    await launch()
    const pid = await pidOf()
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    expect(await readAddress(folder)).toMatchObject({ pid })
    const { uri } = await launch()
    expect(await use(uri, (client) => client.db('x').command({ ping: 1 }))).toMatchObject({ ok: 1 })
    expect(await pidOf()).not.toBe(pid)
  })

  it('is not taken in by a stranger on the old port', async () => {
    const stranger = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await once(stranger.listen(0, '127.0.0.1'), 'listening')
    const address = stranger.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await writeAddress(folder, { pid: process.pid, port, password: 'old', electionId: '0'.repeat(24) })
    const { uri } = await launch()
    expect(await use(uri, (client) => client.db('x').command({ ping: 1 }))).toMatchObject({ ok: 1 })
    stranger.close()
  })

  it('survives a damaged address file', async () => {
    await writeFile(join(folder, 'address.json'), '{"pid":')
    const { uri } = await launch()
    expect(uri).toMatch(/^mongodb:\/\/embedded:/)
  })
})

describe('a folder', () => {
  it('has one owner', async () => {
    const server = await startServer({ folder, durability: 'none' })
    await expect(startServer({ folder, durability: 'none' })).rejects.toThrow(/in use|owned|lock/i)
    await server.close()
    const next = await startServer({ folder, durability: 'none' })
    await next.close()
  })
})

describe('a stopping server', () => {
  it('answers what is under way and ends waiting streams', async () => {
    const server = await startServer({ folder, durability: 'none' })
    const client = await new MongoClient(server.uri, { serverSelectionTimeoutMS: 500 }).connect()
    const stream = client.db('x').collection('x').watch([], { maxAwaitTimeMS: 60_000 })
    const ended = stream.next().catch((error: unknown) => error)
    await client.db('x').collection('y').insertOne({})
    await server.close()
    expect(await ended).toBeInstanceOf(Error)
    await client.close()
  })
})
