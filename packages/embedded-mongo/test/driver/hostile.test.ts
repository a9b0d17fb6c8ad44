import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { frameRequest } from '../../src/wire/framing.ts'
import { useHarness } from './harness.ts'

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
