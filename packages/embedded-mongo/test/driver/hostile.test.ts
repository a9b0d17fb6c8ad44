import { connect } from 'node:net'
import { once } from 'node:events'
import type { Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { Cursors } from '../../src/commands/cursors.ts'
import { frameRequest } from '../../src/wire/framing.ts'
import { MAX_CONNECTIONS, MAX_CURSORS } from '../../src/wire/limits.ts'
import { openHarness, serverError, useHarness } from './harness.ts'

const harness = useHarness()

/** A small generator of its own, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** Sends bytes and waits until the server has answered or hung up. */
async function send(bytes: Buffer): Promise<void> {
  const socket = connect({ port: harness().server.port, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  const settled = Promise.race([once(socket, 'data'), once(socket, 'close')])
  socket.end(bytes)
  await settled
  socket.destroy()
}

describe('a server', () => {
  it('outlives messages with flipped bytes', async () => {
    const good = frameRequest(
      { hello: 1, $db: 'admin', saslSupportedMechs: 'admin.embedded', list: [1, 'x', { a: null }] },
      1,
    )
    const next = random(7)
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(good)
      for (let flips = 0; flips < 3; flips++)
        bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256)
      // The length stays right, so that the content is looked at instead of waited for.
      bytes.writeInt32LE(bytes.length, 0)
      await send(bytes)
    }
    expect(await harness().db().command({ ping: 1 })).toMatchObject({ ok: 1 })
  })

  it('outlives clients that leave in the middle', async () => {
    const db = harness().db()
    await db
      .collection('x')
      .insertMany(Array.from({ length: 1000 }, (_, n) => ({ n, pad: 'x'.repeat(1000) })))
    for (let round = 0; round < 5; round++) {
      const client = await harness().connect()
      const reading = client
        .db(db.databaseName)
        .collection('x')
        .find()
        .toArray()
        .catch(() => undefined)
      const waiting = client
        .db(db.databaseName)
        .collection('x')
        .watch()
        .next()
        .catch(() => undefined)
      await client.close()
      await Promise.all([reading, waiting])
    }
    expect(await db.collection('x').countDocuments()).toBe(1000)
  })
})

/** A document of so many levels, the outermost included. */
function nested(levels: number): Document {
  let value: Document = {}
  for (let level = 1; level < levels; level++) value = { a: value }
  return value
}

/** A message whose body is nested so deeply that reading it runs out of stack. */
function bottomless(levels: number): Buffer {
  const body = Buffer.alloc(5 + 8 * levels)
  for (let level = 0; level < levels; level++) {
    body.writeInt32LE(body.length - 8 * level, 7 * level)
    body.write('\u0003a\0', 7 * level + 4, 'latin1')
  }
  body.writeInt32LE(5, 7 * levels)
  const head = Buffer.alloc(21)
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(2013, 12)
  return Buffer.concat([head, body])
}

describe('a client that asks too much', () => {
  it('stores no document that is nested deeper than a hundred levels', async () => {
    const deep = harness().db().collection('deep')
    await deep.insertOne(nested(100))
    expect((await serverError(deep.insertOne(nested(101)))).code).toBe(15)
    expect((await serverError(deep.updateOne({}, { $set: { b: nested(100) } }))).code).toBe(15)
    await send(bottomless(7_000))
    expect(await deep.countDocuments()).toBe(1)
  })

  it('stores no document beyond 16 MB', async () => {
    const db = harness().db()
    const documents = [{ _id: 1, pad: 'x'.repeat(16 * 1024 * 1024) }]
    const reply = await db.command({ insert: 'large', documents })
    expect(reply['writeErrors']).toMatchObject([{ code: 10334 }])
    await db.collection<{ _id: number }>('large').insertOne({ _id: 2, pad: 'x'.repeat(9_000_000) } as never)
    const doubled = db.collection('large').updateOne({}, [{ $set: { more: { $concat: ['$pad', '$pad'] } } }])
    expect((await serverError(doubled)).code).toBe(10334)
  })

  it.each([
    ['$sort', [{ $sort: { n: -1 } }]],
    ['$group', [{ $group: { _id: null, all: { $push: '$$ROOT' } } }]],
    ['$group of many keys', [{ $group: { _id: { n: '$n', pad: '$pad' } } }]],
    ['$bucketAuto', [{ $bucketAuto: { groupBy: '$n', buckets: 2 } }]],
    ['$setWindowFields', [{ $setWindowFields: { sortBy: { n: 1 }, output: { r: { $rank: {} } } } }]],
    ['$facet', [{ $facet: { all: [{ $limit: 1 }] } }]],
  ])('is refused more than 100 MB for %s', async (_, stages) => {
    const pipeline = [
      { $documents: [{ n: 0 }] },
      { $set: { n: { $range: [0, 120] } } },
      { $unwind: '$n' },
      { $set: { pad: { $concat: ['$$pad', { $toString: '$n' }] } } },
      ...stages,
    ]
    const options = { let: { pad: 'x'.repeat(1_000_000) } }
    const error = await serverError(harness().db().aggregate(pipeline, options).toArray())
    expect(error).toMatchObject({ code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' })
  })

  it('gets no list of numbers beyond 100 MB', async () => {
    const pipeline = [{ $documents: [{}] }, { $set: { n: { $range: [0, 2_000_000_000] } } }]
    const error = await serverError(harness().db().aggregate(pipeline).toArray())
    expect(error).toMatchObject({ code: 146, codeName: 'ExceededMemoryLimit' })
  })

  it('is refused more than 100 MB for sorting what it finds', async () => {
    const pages = harness().db().collection('pages')
    const pad = 'x'.repeat(1_100_000)
    for (let round = 0; round < 10; round++)
      await pages.insertMany(Array.from({ length: 10 }, (__, n) => ({ n: round * 10 + n, pad })))
    expect((await serverError(pages.find().sort({ n: 1 }).toArray())).code).toBe(292)
    expect(
      await pages
        .find({}, { projection: { n: 1 } })
        .sort({ n: 1 })
        .limit(2)
        .toArray(),
    ).toHaveLength(2)
  })

  it('spends one time limit on all batches of a cursor', async () => {
    const cursors = new Cursors()
    const deadlines: (number | undefined)[] = []
    const source = {
      isAwaiting: false,
      next: ({ deadline }: { deadline?: number | undefined }) => {
        deadlines.push(deadline)
        return Promise.resolve({ documents: [], isExhausted: false })
      },
      close: () => undefined,
    }
    const deadline = performance.now() + 60_000
    const reply = await cursors.answerFirst(source, { ns: 'a.b', owner: {}, batchSize: 1, deadline })
    const id = reply.batch?.id.toBigInt() ?? 0n
    for (let round = 0; round < 2; round++)
      await cursors.answerMore(id, { ns: 'a.b', owner: {} }, { maxDocuments: 1 })
    expect(deadlines[0]).toBe(deadline)
    for (const later of deadlines.slice(1)) expect(later).toBeLessThanOrEqual(performance.now() + 60_000)
    cursors.dispose()
  })

  it('is cut off when it sends a long message before it has proved who it is', async () => {
    const long = frameRequest({ hello: 1, $db: 'admin', pad: 'x'.repeat(100_000) }, 1)
    const socket = connect({ port: harness().server.port, host: '127.0.0.1' })
    let answered = 0
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.on('data', (bytes) => (answered += bytes.length)).on('error', () => undefined)
    socket.write(long)
    await closed
    expect(answered).toBe(0)
  })

  it('opens no more connections and cursors than there may be', async () => {
    const own = await openHarness()
    const sockets = Array.from({ length: MAX_CONNECTIONS }, () =>
      connect({ port: own.server.port, host: '127.0.0.1' }).on('error', () => undefined),
    )
    const closed = Promise.race(sockets.map((socket) => once(socket, 'close')))
    await closed
    for (const socket of sockets) socket.destroy()
    await own.close()

    const cursors = new Cursors()
    const source = {
      isAwaiting: false,
      next: () => Promise.reject(new Error('never')),
      close: () => undefined,
    }
    const open = (): Promise<unknown> => cursors.answerFirst(source, { ns: 'a.b', owner: {}, batchSize: 0 })
    for (let opened = 0; opened < MAX_CURSORS; opened++) await open()
    await expect(open()).rejects.toMatchObject({ code: 146 })
    cursors.dispose()
  })
})
