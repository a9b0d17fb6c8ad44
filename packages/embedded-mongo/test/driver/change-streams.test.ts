import { ObjectId, type ChangeStream, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness()

/** The first look finds nothing, so it should not wait long. */
const SHORT = { maxAwaitTimeMS: 50 }

/** The next `n` events. */
async function take(stream: ChangeStream, n: number): Promise<Document[]> {
  const events: Document[] = []
  while (events.length < n) events.push(await stream.next())
  return events
}

/** A stream is open on the server only after its first look. */
async function open(stream: ChangeStream): Promise<ChangeStream> {
  expect(await stream.tryNext()).toBeNull()
  return stream
}

describe('a change stream', () => {
  it('tells of every kind of write, in order', async () => {
    const things = harness()
      .db()
      .collection<{ _id: number; a?: number; b?: number; tags?: string[] }>('things')
    await things.insertOne({ _id: 0 })
    const stream = await open(things.watch([], SHORT))
    await things.insertOne({ _id: 1, a: 1, b: 2, tags: ['x', 'y'] })
    await things.updateOne({ _id: 1 }, { $set: { a: 5, 'c.d': 1 }, $unset: { b: 1 }, $pop: { tags: 1 } })
    await things.replaceOne({ _id: 1 }, { a: 9 })
    await things.deleteOne({ _id: 1 })
    const events = await take(stream, 4)
    expect(events.map(({ operationType }) => operationType as string)).toEqual([
      'insert',
      'update',
      'replace',
      'delete',
    ])
    const [insert, update, replace, remove] = events
    expect(insert).toMatchObject({
      documentKey: { _id: 1 },
      fullDocument: { _id: 1, a: 1 },
      ns: { coll: 'things' },
      wallTime: expect.any(Date),
      clusterTime: expect.anything(),
    })
    expect(update?.['updateDescription']).toEqual({
      updatedFields: { a: 5, c: { d: 1 }, tags: ['x'] },
      removedFields: ['b'],
      truncatedArrays: [],
    })
    expect(update).not.toHaveProperty('fullDocument')
    expect(replace).toMatchObject({ fullDocument: { _id: 1, a: 9 } })
    expect(remove).toMatchObject({ documentKey: { _id: 1 } })
    await stream.close()
  })

  it('looks up the document when asked, and filters on the server', async () => {
    const things = harness().db().collection<{ _id: number; n: number }>('things')
    await things.insertMany([
      { _id: 1, n: 0 },
      { _id: 2, n: 0 },
    ])
    const stream = await open(
      things.watch([{ $match: { 'fullDocument.n': { $gte: 2 } } }, { $project: { fullDocument: 1 } }], {
        ...SHORT,
        fullDocument: 'updateLookup',
      }),
    )
    await things.updateOne({ _id: 1 }, { $set: { n: 1 } })
    await things.updateOne({ _id: 2 }, { $set: { n: 2 } })
    expect(await take(stream, 1)).toEqual([{ _id: expect.anything(), fullDocument: { _id: 2, n: 2 } }])
    await stream.close()
  })

  it('resumes behind the last event seen, also from another client', async () => {
    const db = harness().db()
    const stream = await open(db.collection('things').watch([], SHORT))
    await db.collection('things').insertMany([1, 2, 3].map((n) => ({ n })))
    const [event] = await take(stream, 1)
    await stream.close()
    await db.collection('things').insertOne({ n: 4 })
    const other = await harness().connect()
    const resumed = other.db(db.databaseName).collection('things').watch([], { resumeAfter: event?.['_id'] })
    expect(
      (await take(resumed, 3)).map(({ fullDocument }) => (fullDocument as Document)['n'] as number),
    ).toEqual([2, 3, 4])
    await resumed.close()
  })

  it('starts at a time', async () => {
    const db = harness().db()
    const reply = await db.command({ insert: 'things', documents: [{ n: 1 }] })
    await db.collection('things').insertOne({ n: 2 })
    const stream = db.collection('things').watch([], { startAtOperationTime: reply['operationTime'] })
    const [event] = await take(stream, 1)
    expect(event?.['fullDocument'].n).toBeGreaterThanOrEqual(1)
    await stream.close()
  })

  it('watches a database or everything', async () => {
    const db = harness().db()
    await db.createCollection('before')
    const ofDb = await open(db.watch([], SHORT))
    const ofAll = await open(harness().client.watch([{ $match: { 'ns.db': db.databaseName } }], SHORT))
    await db.collection('a').insertOne({ n: 1 })
    await db.collection('b').insertOne({ n: 2 })
    for (const stream of [ofDb, ofAll]) {
      expect((await take(stream, 2)).map(({ ns }) => (ns as Document)['coll'] as string)).toEqual(['a', 'b'])
      await stream.close()
    }
  })

  it('ends with the collection', async () => {
    const things = harness().db().collection('things')
    await things.insertOne({})
    const stream = await open(things.watch([], SHORT))
    await things.drop()
    expect((await take(stream, 2)).map(({ operationType }) => operationType as string)).toEqual([
      'drop',
      'invalidate',
    ])
    await stream.close()
  })

  it('tells of a transaction when it is committed', async () => {
    const db = harness().db()
    await db.createCollection('things')
    const stream = await open(db.watch([], SHORT))
    await harness().client.withSession((session) =>
      session.withTransaction(async () => {
        await db.collection('things').insertOne({ n: 1 }, { session })
        await db.collection('things').insertOne({ n: 2 }, { session })
      }),
    )
    const events = await take(stream, 2)
    expect(events.map(({ txnNumber }) => Number(txnNumber) > 0)).toEqual([true, true])
    expect(events[0]?.['lsid'].id).toBeDefined()
    await stream.close()
  })

  it('shows documents before and after their changes where the collection keeps them', async () => {
    const db = harness().db()
    const things = await db.createCollection<{ _id: number; a: number }>('things', {
      changeStreamPreAndPostImages: { enabled: true },
    })
    const both = { fullDocument: 'required', fullDocumentBeforeChange: 'required', ...SHORT } as const
    const stream = await open(things.watch([], both))
    await things.insertOne({ _id: 1, a: 1 })
    await things.updateOne({ _id: 1 }, { $inc: { a: 1 } })
    await things.updateOne({ _id: 1 }, { $inc: { a: 1 } })
    await things.replaceOne({ _id: 1 }, { a: 9 })
    await things.deleteOne({ _id: 1 })
    const shown = (await take(stream, 5)).map((event) => [
      (event['fullDocumentBeforeChange'] as Document | undefined)?.['a'] as unknown,
      (event['fullDocument'] as Document | undefined)?.['a'] as unknown,
    ])
    expect(shown).toEqual([
      [undefined, 1],
      [1, 2],
      [2, 3],
      [3, 9],
      [9, undefined],
    ])
    await stream.close()
  })

  it('shows null, or fails, where documents before a change are not kept', async () => {
    const things = harness().db().collection<{ _id: number; a: number }>('things')
    await things.insertOne({ _id: 1, a: 1 })
    const lenient = await open(things.watch([], { fullDocumentBeforeChange: 'whenAvailable', ...SHORT }))
    const strict = await open(things.watch([], { fullDocumentBeforeChange: 'required', ...SHORT }))
    await things.updateOne({ _id: 1 }, { $inc: { a: 1 } })
    expect(await lenient.next()).toMatchObject({ operationType: 'update', fullDocumentBeforeChange: null })
    expect(await serverError(strict.next())).toMatchObject({ code: 47, codeName: 'NoMatchingDocument' })
    await Promise.all([lenient.close(), strict.close()])
  })

  it('tells of collections and indexes when it is asked for expanded events', async () => {
    const db = harness().db()
    await db.createCollection('before')
    const stream = await open(db.watch([], { showExpandedEvents: true, ...SHORT }))
    const plain = await open(db.watch([], SHORT))
    await db.createCollection('things', { validator: { a: { $gt: 0 } } })
    await db.collection('things').createIndex({ a: 1 })
    await db
      .collection<{ _id: number; l: number[] }>('things')
      .insertOne({ _id: 1, l: [1, 2], a: 1 } as never)
    await db.collection('things').updateOne({}, { $set: { 'l.1': 5 } })
    await db.command({ collMod: 'things', validationLevel: 'off' })
    await db.collection('things').dropIndex('a_1')
    await db.collection('things').rename('others')
    const events = await take(stream, 7)
    expect(events.map(({ operationType }) => operationType as string)).toEqual([
      'create',
      'createIndexes',
      'insert',
      'update',
      'modify',
      'dropIndexes',
      'rename',
    ])
    expect(new Set(events.map((event) => String(event['collectionUUID']))).size).toBe(1)
    expect(events[1]).toMatchObject({ operationDescription: { indexes: [{ name: 'a_1' }] } })
    expect(events[3]?.['updateDescription']).toMatchObject({ disambiguatedPaths: { 'l.1': ['l', 1] } })
    expect((await take(plain, 3)).map(({ operationType }) => operationType as string)).toEqual([
      'insert',
      'update',
      'rename',
    ])
    await Promise.all([stream.close(), plain.close()])
  })

  it('refuses what it cannot do', async () => {
    const things = harness().db().collection('things')
    await things.insertOne({})
    const codes: unknown[] = []
    for (const [pipeline, options] of [
      [[{ $group: { _id: 1 } }], {}],
      [[], { resumeAfter: { _data: 'nonsense' } }],
      [[], { fullDocument: 'sometimes' }],
    ] as const) {
      codes.push((await serverError(things.watch([...pipeline], options).next())).code)
    }
    expect(codes).toEqual([20, expect.any(Number), expect.any(Number)])
    const stream = await open(things.watch([{ $project: { _id: 0 } }], SHORT))
    await things.insertOne({ _id: new ObjectId() })
    await expect(stream.next()).rejects.toThrow(/_id/)
    await stream.close()
  })
})
