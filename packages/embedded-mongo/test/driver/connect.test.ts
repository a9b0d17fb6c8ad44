import { connect as connectTcp } from 'node:net'
import { Long, MongoClient, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { FrameReader, frameRequest, parseReply } from '../../src/wire/framing.ts'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness()

/** Sends one command on a connection of its own, without any authentication. */
function ask(port: number, body: Document): Promise<Document> {
  const { promise, resolve, reject } = Promise.withResolvers<Document>()
  const socket = connectTcp({ port, host: '127.0.0.1' })
  const reader = new FrameReader()
  socket.on('error', reject)
  socket.on('connect', () => socket.write(frameRequest(body, 1)))
  socket.on('data', (chunk: Buffer) => {
    const [frame] = reader.push(chunk)
    if (frame === undefined) return
    socket.destroy()
    resolve(parseReply(frame))
  })
  return promise
}

describe('the greeting', () => {
  it('announces a replica set of one, with exactly the agreed fields', async () => {
    const reply = await ask(harness().server.port, { hello: 1, $db: 'admin' })
    expect(Object.keys(reply).sort()).toEqual(
      [
        ...[
          'helloOk',
          'isWritablePrimary',
          'setName',
          'setVersion',
          'hosts',
          'primary',
          'me',
          'electionId',
          'secondary',
          'lastWrite',
        ],
        ...[
          'maxBsonObjectSize',
          'maxMessageSizeBytes',
          'maxWriteBatchSize',
          'localTime',
          'logicalSessionTimeoutMinutes',
        ],
        ...['minWireVersion', 'maxWireVersion', 'ok', '$clusterTime', 'operationTime'],
      ].sort(),
    )
  })

  it('is answered to old names in the old form', async () => {
    const reply = await ask(harness().server.port, { isMaster: 1, $db: 'admin' })
    expect(reply['ismaster']).toBe(true)
    expect(reply).not.toHaveProperty('isWritablePrimary')
  })
})

describe('authentication', () => {
  it('lets nobody without the password read', async () => {
    const reply = await ask(harness().server.port, { find: 'x', $db: 'test' })
    expect(reply).toMatchObject({ codeName: 'Unauthorized', errmsg: 'Command find requires authentication' })
  })

  it('refuses a wrong password and a wrong name alike', async () => {
    const { uri } = harness().server
    for (const wrong of [uri.replace(/:[^:@]*@/, ':wrong@'), uri.replace('embedded:', 'somebody:')]) {
      const error = await serverError(new MongoClient(wrong, { serverSelectionTimeoutMS: 3000 }).connect())
      expect([error.code, error.message]).toEqual([18, 'Authentication failed.'])
    }
  })

  it('works when the mechanism is left to negotiation', async () => {
    const uri = harness().server.uri.replace('&authMechanism=SCRAM-SHA-256', '')
    const client = await new MongoClient(uri).connect()
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 })
    await client.close()
  })
})

describe('refusals', () => {
  it.each([
    [{ mapReduce: 'x' }, 59, 'CommandNotFound'],
    [{ ping: 1, loud: true }, 40415, 'Location40415'],
    [{ find: 'x', filter: {}, colour: 1 }, 40415, 'Location40415'],
    [{ find: 'x', filter: 'all' }, 14, 'TypeMismatch'],
    [{ insert: 'x' }, 40414, 'Location40414'],
    [{ insert: 'x', documents: [] }, 16, 'InvalidLength'],
    [{ update: 'x', updates: [{ q: {}, u: {}, loud: 1 }] }, 40415, 'Location40415'],
    [{ delete: 'x', deletes: [{ q: {}, limit: 2 }] }, 9, 'FailedToParse'],
    [{ aggregate: 'x', pipeline: [{ $loud: {} }], cursor: {} }, 40324, 'Location40324'],
    [{ aggregate: 'x', pipeline: [] }, 9, 'FailedToParse'],
    [{ aggregate: 1, pipeline: [{ $match: {} }], cursor: {} }, 73, 'InvalidNamespace'],
    [{ create: 'x', capped: true, size: 100 }, 72, 'InvalidOptions'],
    [{ find: '' }, 73, 'InvalidNamespace'],
    [{ listDatabases: 1 }, 13, 'Unauthorized'],
    [{ find: 'x', readConcern: { level: 'loud' } }, 9, 'FailedToParse'],
    [{ find: 'x', writeConcern: { w: 1 } }, 72, 'InvalidOptions'],
    [{ getMore: Long.fromNumber(5), collection: 'x' }, 43, 'CursorNotFound'],
  ])('%j is error %i', async (command, code, codeName) => {
    const error = await serverError(harness().db().command(command, { ignoreUndefined: true }))
    expect([error.code, error.codeName]).toEqual([code, codeName])
  })

  it('reports a write concern that one node cannot fulfil, beside the result', async () => {
    const error = await serverError(
      harness()
        .db()
        .command({ insert: 'x', documents: [{ a: 1 }], writeConcern: { w: 3 } }),
    )
    expect(error.errorResponse).toMatchObject({
      n: 1,
      ok: 1,
      writeConcernError: { code: 100, codeName: 'UnsatisfiableWriteConcern' },
    })
  })
})

describe('clients', () => {
  it('see what each other wrote', async () => {
    const db = harness().db()
    const other = (await harness().connect()).db(db.databaseName)
    await db.collection('notes').insertOne({ text: 'hello' })
    expect(await other.collection('notes').findOne()).toMatchObject({ text: 'hello' })
  })

  it('may send writes they want no answer to', async () => {
    const notes = harness().db().collection('notes')
    await notes.insertOne({ n: 1 }, { writeConcern: { w: 0 } })
    // The same connection may be another one of the pool: an acknowledged write behind it proves nothing, a count does.
    await expect.poll(() => notes.countDocuments()).toBe(1)
  })

  it('get the facts that tools ask for', async () => {
    const admin = harness().client.db('admin')
    expect(await admin.command({ buildInfo: 1 })).toMatchObject({
      ok: 1,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    })
    expect(await admin.command({ serverStatus: 1 })).toMatchObject({ ok: 1, pid: expect.anything() })
    expect(await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).toMatchObject({
      featureCompatibilityVersion: { version: expect.any(String) },
    })
  })
})
