import { Binary, Decimal128, Long, MongoBulkWriteError, ObjectId, Timestamp, UUID } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { first, serverError, useHarness } from './harness.ts'

const harness = useHarness()

describe('documents', () => {
  it('come back as they were written, every type', async () => {
    const things = harness().db().collection('things')
    const document = {
      _id: new ObjectId(),
      text: 'Grüße',
      whole: 5,
      long: Long.fromString('9007199254740993'),
      real: 2.5,
      exact: Decimal128.fromString('0.10'),
      yes: true,
      nothing: null,
      when: new Date(1_700_000_000_000),
      bytes: new Binary(Buffer.from('abc')),
      uuid: new UUID(),
      pattern: /^a.*z$/i,
      list: [1, [2, { three: 3 }]],
      nested: { a: { b: {} } },
      stamp: new Timestamp({ t: 5, i: 6 }),
    }
    await things.insertOne(document)
    expect(await things.findOne({ _id: document._id }, { promoteLongs: false })).toMatchObject({
      exact: document.exact,
      long: document.long,
      uuid: expect.anything(),
    })
    const [read] = await things.find({ long: document.long }).toArray()
    expect(read).toMatchObject({
      text: 'Grüße',
      whole: 5,
      real: 2.5,
      list: document.list,
      nested: document.nested,
      when: document.when,
      pattern: document.pattern,
    })
  })

  it('are changed, replaced and removed', async () => {
    const things = harness().db().collection<{ _id: number; n?: number; tags?: string[] }>('things')
    await things.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ])
    expect(await things.updateOne({ _id: 1 }, { $inc: { n: 10 }, $push: { tags: 'a' } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    })
    expect(await things.updateMany({ n: { $gte: 2 } }, { $set: { n: 0 } })).toMatchObject({
      matchedCount: 3,
      modifiedCount: 3,
    })
    expect(await things.updateOne({ _id: 1 }, { $set: { n: 0 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    })
    expect(await things.replaceOne({ _id: 2 }, { n: 22 })).toMatchObject({ modifiedCount: 1 })
    expect(await things.deleteOne({ _id: 3 })).toMatchObject({ deletedCount: 1 })
    expect(await things.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 0, tags: ['a'] },
      { _id: 2, n: 22 },
    ])
    expect(await things.deleteMany({})).toMatchObject({ deletedCount: 2 })
  })

  it('are upserted', async () => {
    const things = harness().db().collection<{ _id: string; n: number; born?: boolean }>('things')
    const made = await things.updateOne(
      { _id: 'a' },
      { $inc: { n: 1 }, $setOnInsert: { born: true } },
      { upsert: true },
    )
    expect(made).toMatchObject({ upsertedId: 'a', upsertedCount: 1, matchedCount: 0 })
    expect(
      await things.findOneAndUpdate({ _id: 'a' }, { $inc: { n: 1 } }, { returnDocument: 'after' }),
    ).toEqual({ _id: 'a', n: 2, born: true })
    expect(
      await things.findOneAndUpdate(
        { _id: 'b' },
        { $set: { n: 5 } },
        { upsert: true, returnDocument: 'after' },
      ),
    ).toEqual({ _id: 'b', n: 5 })
    expect(await things.findOneAndUpdate({ _id: 'c' }, { $set: { n: 5 } }, { upsert: true })).toBeNull()
    expect(await things.findOneAndDelete({ _id: 'c' }, { projection: { n: 1, _id: 0 } })).toEqual({ n: 5 })
    expect(await things.findOneAndReplace({ _id: 'zz' }, { n: 1 })).toBeNull()
  })
})

describe('bulk writes', () => {
  it('count what they did', async () => {
    const things = harness().db().collection<{ _id: number; n?: number }>('things')
    const result = await things.bulkWrite([
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 2 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { n: 1 } } } },
      { updateMany: { filter: {}, update: { $inc: { n: 1 } } } },
      { replaceOne: { filter: { _id: 9 }, replacement: { n: 9 }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ])
    expect(result).toMatchObject({
      insertedCount: 2,
      matchedCount: 3,
      modifiedCount: 3,
      upsertedCount: 1,
      deletedCount: 1,
    })
  })

  it('stop at the first error when ordered, go on when not', async () => {
    const db = harness().db()
    for (const [ordered, left] of [
      [true, 1],
      [false, 2],
    ] as const) {
      const things = db.collection<{ _id: number }>(`things_${String(ordered)}`)
      const error = await things
        .insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }], { ordered })
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(MongoBulkWriteError)
      expect(error).toMatchObject({ code: 11000, result: { insertedCount: left } })
      expect(await things.countDocuments()).toBe(left)
    }
  })

  it('reach several collections in one command', async () => {
    const db = harness().db()
    const [a, b] = [`${db.databaseName}.a`, `${db.databaseName}.b`]
    const result = await harness().client.bulkWrite<Record<string, { n: number }>>(
      [
        { namespace: a, name: 'insertOne', document: { n: 1 } },
        { namespace: a, name: 'insertOne', document: { n: 2 } },
        { namespace: b, name: 'updateOne', filter: { k: 1 }, update: { $set: { n: 3 } }, upsert: true },
        { namespace: a, name: 'updateMany', filter: { n: { $gte: 1 } }, update: { $inc: { n: 1 } } },
        { namespace: a, name: 'deleteOne', filter: { n: 2 } },
      ],
      { verboseResults: true },
    )
    expect(result).toMatchObject({
      insertedCount: 2,
      upsertedCount: 1,
      matchedCount: 2,
      modifiedCount: 2,
      deletedCount: 1,
    })
    expect(result.updateResults?.get(2)).toMatchObject({ upsertedId: expect.any(ObjectId) })
    expect(await db.collection('a').countDocuments()).toBe(1)
  })
})

describe('unique indexes', () => {
  it('report the key that is there already', async () => {
    const people = harness().db().collection('people')
    await people.createIndex({ email: 1 }, { unique: true })
    await people.insertOne({ email: 'a@example.org' })
    const error = await serverError(people.insertOne({ email: 'a@example.org' }))
    expect(error).toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: 'a@example.org' },
    })
    expect(error.message).toMatch(
      /^E11000 duplicate key error collection: test_\d+\.people index: email_1 dup key: \{ email: "a@example.org" \}$/,
    )
    await people.insertOne({ email: 'b@example.org' })
    expect(
      (await serverError(people.updateOne({ email: 'b@example.org' }, { $set: { email: 'a@example.org' } })))
        .code,
    ).toBe(11000)
    expect(
      (
        await serverError(
          people.findOneAndUpdate({ email: 'b@example.org' }, { $set: { email: 'a@example.org' } }),
        )
      ).code,
    ).toBe(11000)
  })
})

describe('cursors', () => {
  it('give out everything, batch by batch, in order', async () => {
    const many = harness().db().collection<{ _id: number; pad: string }>('many')
    await many.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id, pad: 'x'.repeat(100) })))
    const seen: number[] = []
    for await (const { _id } of many.find().sort({ _id: -1 }).batchSize(7)) seen.push(_id)
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, index) => 999 - index))
    expect(await many.find().limit(250).toArray()).toHaveLength(250)
    expect(await many.find().skip(990).toArray()).toHaveLength(10)
    expect(
      await many
        .find({}, { projection: { pad: 0 } })
        .limit(1)
        .toArray(),
    ).toEqual([{ _id: 0 }])
  })

  it('keep batches below 16 MB', async () => {
    const big = harness().db().collection('big')
    const pad = 'x'.repeat(5_000_000)
    await big.insertMany([1, 2, 3, 4, 5, 6, 7].map((n) => ({ n, pad })))
    expect(await big.find().toArray()).toHaveLength(7)
    expect(await big.aggregate([{ $sort: { n: -1 } }, { $addFields: { more: 1 } }]).toArray()).toHaveLength(7)
  })

  it('are closed by the client, and unknown afterwards', async () => {
    const db = harness().db()
    await db.collection('x').insertMany(Array.from({ length: 10 }, () => ({})))
    const cursor = db.collection('x').find().batchSize(2)
    await cursor.next()
    const { id } = cursor
    await cursor.close()
    expect((await serverError(db.command({ getMore: id, collection: 'x' }))).code).toBe(43)
  })
})

describe('questions', () => {
  it('count, list distinct values and explain', async () => {
    const things = harness().db().collection('things')
    await things.insertMany([
      { kind: 'a', n: 1, tags: ['x', 'y'] },
      { kind: 'a', n: 2, tags: ['y'] },
      { kind: 'b', n: 3 },
    ])
    await things.createIndex({ kind: 1, n: -1 })
    expect(await things.countDocuments({ kind: 'a' })).toBe(2)
    expect(await things.countDocuments({ kind: 'none' })).toBe(0)
    expect(await things.countDocuments({}, { skip: 1, limit: 1 })).toBe(1)
    expect(await things.estimatedDocumentCount()).toBe(3)
    expect((await things.distinct('kind')).sort()).toEqual(['a', 'b'])
    expect((await things.distinct('tags')).sort()).toEqual(['x', 'y'])
    expect(await things.distinct('tags', { kind: 'b' })).toEqual([])
    const plan = await things.find({ kind: 'a' }).sort({ n: -1 }).explain('executionStats')
    expect(JSON.stringify(plan['queryPlanner'].winningPlan)).toContain('"indexName":"kind_1_n_-1"')
    expect(plan['executionStats']).toMatchObject({ nReturned: 2, totalKeysExamined: 2, totalDocsExamined: 2 })
    const scan = await things.find({ n: 3 }).explain('queryPlanner')
    expect(scan['queryPlanner'].winningPlan).toMatchObject({ stage: 'COLLSCAN' })
    expect(scan).not.toHaveProperty('executionStats')
  })

  it('are cut off after maxTimeMS', async () => {
    const many = harness().db().collection('many')
    await many.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n, text: `text ${n}` })))
    const error = await serverError(many.find({ text: /9{9}$/ }).maxTimeMS(1).toArray())
    expect(error).toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' })
  })

  it('follow a collation of strength 2', async () => {
    const people = harness().db().collection('people')
    await people.insertMany([{ name: 'anna' }, { name: 'Berta' }, { name: 'ANNA' }])
    expect(
      await people.find({ name: 'Anna' }).collation({ locale: 'en', strength: 2 }).toArray(),
    ).toHaveLength(2)
    const sorted = await people
      .find()
      .sort({ name: 1, _id: 1 })
      .collation({ locale: 'en', strength: 2 })
      .toArray()
    expect(first(sorted)['name']).toBe('anna')
    expect(sorted[2]?.['name']).toBe('Berta')
  })
})
