import { mkdtempSync, rmSync } from 'node:fs'
import type * as NodeFs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient, type Collection } from 'mongodb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { Store } from '../../src/storage/store.ts'
import { verifyFolder } from '../../src/verify.ts'
import { serverError } from './harness.ts'

/*
 * What clients are told when the disk fails beneath a running server. A disk that turns read-only is SQLite's own
 * refusal to write (`query_only` gives the same code in the same places); a sync that fails is one of Node's.
 */
const disk = vi.hoisted(() => ({ isFailing: false }))
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof NodeFs>()
  const fdatasync = (file: number, done: (error: Error | null) => void): void => {
    if (disk.isFailing) done(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }))
    else fs.fdatasync(file, done)
  }
  return { ...fs, fdatasync }
})

type Entry = { _id: number }

let folder: string
let server: RunningServer
let client: MongoClient
let entries: Collection<Entry>
let store: Store

async function start(): Promise<void> {
  const opened = vi.spyOn(Store, 'open')
  server = await startServer({ folder, durability: 'fsync' })
  store = opened.mock.results[0]?.value as Store
  opened.mockRestore()
  client = await new MongoClient(server.uri).connect()
  entries = client.db('disk').collection<Entry>('entries')
}

async function stop(): Promise<void> {
  await client.close()
  await server.close()
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'disk-trouble-'))
  await start()
  await entries.createIndex({ at: 1 })
  await entries.insertOne({ _id: 1 })
})
afterEach(async () => {
  disk.isFailing = false
  await stop()
  rmSync(folder, { recursive: true })
})

async function ids(): Promise<number[]> {
  return (await entries.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
}

const TOLD = { code: 39, codeName: 'FileStreamFailed' }

test('a disk that turns read-only: changes are refused, reads go on, and later changes are taken again', async () => {
  store.db.exec('PRAGMA query_only = ON')
  const error = await serverError(entries.insertOne({ _id: 2 }))
  expect(error).toMatchObject(TOLD)
  expect(error.message).toMatch(/^The data folder cannot be written to, so the change was not kept\./)
  expect(await serverError(entries.updateMany({}, { $set: { at: 1 } }))).toMatchObject(TOLD)
  expect(await serverError(client.db('disk').createCollection('more'))).toMatchObject(TOLD)
  const transaction = client.withSession((session) =>
    session.withTransaction(() => entries.insertOne({ _id: 3 }, { session })),
  )
  expect(await serverError(transaction)).toMatchObject(TOLD)
  expect(await ids()).toEqual([1])
  store.db.exec('PRAGMA query_only = OFF')
  await entries.insertOne({ _id: 4 })
  expect(await ids()).toEqual([1, 4])
  await stop()
  expect(verifyFolder(folder).found.faults).toEqual([])
  await start()
})

test('a sync that fails: the change is not acknowledged, and none is taken until the server was started anew', async () => {
  disk.isFailing = true
  expect(await serverError(entries.insertOne({ _id: 2 }))).toMatchObject(TOLD)
  // The system may report success the next time without having written.
  disk.isFailing = false
  expect(await serverError(entries.insertOne({ _id: 3 }))).toMatchObject(TOLD)
  expect(await ids()).toContain(1)
  await stop()
  await start()
  expect(await ids()).toEqual(expect.arrayContaining([1]))
  expect(await ids()).not.toContain(3)
  await entries.insertOne({ _id: 4 })
  expect(await ids()).toContain(4)
})
