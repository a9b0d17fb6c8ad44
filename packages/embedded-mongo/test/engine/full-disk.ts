import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MongoClient, MongoServerError, type Collection } from 'mongodb'
import { startServer } from '../../src/server.ts'
import { verifyFolder } from '../../src/verify.ts'

/**
 * Fills the small disk that the folder given is on, with a server on it, and reports as JSON what clients were told
 * while it was full, what they could still read, and what was there after room was made and the server started again.
 */
type Entry = { _id: number; text: string }

const [, , disk = ''] = process.argv
const folder = join(disk, 'db')
const filler = join(disk, 'filler')
const acknowledged: number[] = []
const codes: Record<string, unknown> = {}

async function codeOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work()
    return 'done'
  } catch (error) {
    return error instanceof MongoServerError ? `${error.code} ${error.codeName}` : String(error)
  }
}

async function fill(entries: Collection<Entry>): Promise<unknown> {
  const text = 'x'.repeat(20_000)
  for (let n = acknowledged.length; ; n += 1) {
    const code = await codeOf(() => entries.insertOne({ _id: n, text }))
    if (code !== 'done') return code
    acknowledged.push(n)
  }
}

async function missing(entries: Collection<Entry>): Promise<number> {
  const there = new Set((await entries.find().project({ _id: 1 }).toArray()).map(({ _id }) => Number(_id)))
  return acknowledged.filter((n) => !there.has(n)).length
}

async function withServer<T>(
  work: (client: MongoClient, entries: Collection<Entry>) => Promise<T>,
): Promise<T> {
  const server = await startServer({ folder, durability: 'fsync' })
  const client = await new MongoClient(server.uri).connect()
  try {
    return await work(client, client.db('disk').collection<Entry>('entries'))
  } finally {
    await client.close()
    await server.close()
  }
}

writeFileSync(filler, Buffer.alloc(4 * 1024 * 1024))
await withServer(async (client, entries) => {
  await entries.createIndex({ text: 1 })
  codes['insert'] = await fill(entries)
  const bigger = 'y'.repeat(200_000)
  codes['update'] = await codeOf(() => entries.updateMany({}, { $set: { text: bigger } }))
  codes['transaction'] = await codeOf(() =>
    client.withSession((session) =>
      session.withTransaction(() => entries.insertOne({ _id: -1, text: bigger }, { session })),
    ),
  )
  codes['missingWhileFull'] = await missing(entries)
  codes['foundByIndex'] = (await entries.findOne({ _id: 0 }))?._id
})
await withServer(async (_client, entries) => {
  codes['missingAfterRestart'] = await missing(entries)
  rmSync(filler)
  codes['afterRoomWasMade'] = await codeOf(() => entries.insertOne({ _id: acknowledged.length, text: 'z' }))
  acknowledged.push(acknowledged.length)
})
await withServer(async (_client, entries) => {
  codes['missingAtTheEnd'] = await missing(entries)
})
codes['faults'] = verifyFolder(folder).found.faults
process.stdout.write(JSON.stringify({ ...codes, acknowledged: acknowledged.length }))
