import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Long, MongoClient, UUID, type ClientSession, type Collection, type Document } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'

interface Thing {
  _id: number
  n: number
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-restart-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What `work` does to a server of the folder, which ends with it. */
async function whileServed<T>(
  work: (things: Collection<Thing>, client: MongoClient) => Promise<T>,
): Promise<T> {
  const server = await startServer({ folder, durability: 'none' })
  const client = await new MongoClient(server.uri).connect()
  try {
    return await work(client.db('test').collection<Thing>('things'), client)
  } finally {
    await client.close()
    await server.close()
  }
}

/** Runs work in a session with the given id, as a client would that is still there after the restart. */
async function inSession<T>(
  client: MongoClient,
  id: UUID,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const session = client.startSession()
  Object.assign(session.serverSession, { id: { id }, txnNumber: 5 })
  return await work(session)
}

it('a write that is sent again after a restart is answered as the first time, and not done twice', async () => {
  const id = new UUID()
  const write = {
    findAndModify: 'things',
    query: { _id: 1 },
    update: { $inc: { n: 1 } },
    new: true,
    upsert: true,
  }
  const send = (): Promise<Document> =>
    whileServed((_, client) =>
      inSession(client, id, (session) =>
        client.db('test').command({ ...write, txnNumber: Long.fromNumber(5) }, { session }),
      ),
    )
  expect((await send())['value']).toEqual({ _id: 1, n: 1 })
  expect((await send())['value']).toEqual({ _id: 1, n: 1 })
  await whileServed(async (things) => expect(await things.find().toArray()).toEqual([{ _id: 1, n: 1 }]))
})

it('a commit that is sent again after a restart is acknowledged, an open transaction is gone', async () => {
  const [done, open] = [new UUID(), new UUID()]
  const command = { autocommit: false, txnNumber: Long.fromNumber(5) }
  const admin = (client: MongoClient, id: UUID): Promise<Document> =>
    inSession(client, id, (session) =>
      client.db('admin').command({ commitTransaction: 1, ...command }, { session }),
    )
  await whileServed(async (_, client) => {
    for (const [index, id] of [done, open].entries())
      await inSession(client, id, (session) =>
        client
          .db('test')
          .command(
            { insert: 'things', documents: [{ _id: index }], startTransaction: true, ...command },
            { session },
          ),
      )
    await admin(client, done)
  })
  await whileServed(async (things, client) => {
    expect(await admin(client, done)).toMatchObject({ ok: 1 })
    await expect(admin(client, open)).rejects.toMatchObject({ code: 251 })
    expect(await things.distinct('_id')).toEqual([0])
  })
})

it('a change stream goes on after a restart where it was', async () => {
  const token = await whileServed(async (things) => {
    const stream = things.watch([], { maxAwaitTimeMS: 50 })
    await stream.tryNext()
    await things.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ])
    const { _id } = await stream.next()
    await stream.close()
    return _id
  })
  await whileServed(async (things) => {
    await things.insertOne({ _id: 3, n: 3 })
    const stream = things.watch([], { resumeAfter: token })
    const seen = [await stream.next(), await stream.next()]
    expect(seen).toMatchObject([{ documentKey: { _id: 2 } }, { documentKey: { _id: 3 } }])
    await stream.close()
  })
})
