import { describe, expect, it } from 'vitest'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness({ ttlIntervalSeconds: 1 })

describe('collections', () => {
  it('are made, listed, renamed and dropped', async () => {
    const db = harness().db()
    await db.createCollection('a')
    await db.collection('b').insertOne({})
    expect(
      (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort(),
    ).toEqual(['a', 'b'])
    const [listed] = await db.listCollections({ name: 'b' }).toArray()
    expect(listed).toMatchObject({
      name: 'b',
      type: 'collection',
      options: {},
      info: { readOnly: false },
      idIndex: { key: { _id: 1 }, name: '_id_', v: 2 },
    })
    await db.renameCollection('b', 'c')
    expect(await db.collection('c').countDocuments()).toBe(1)
    expect((await serverError(db.renameCollection('a', 'c'))).code).toBe(48)
    await db.renameCollection('a', 'c', { dropTarget: true })
    expect(await db.collection('c').countDocuments()).toBe(0)
    expect(await db.collection('c').drop()).toBe(true)
    expect(await db.listCollections().toArray()).toEqual([])
    expect(
      (await harness().client.db().admin().listDatabases()).databases.map(({ name }) => name),
    ).not.toContain(db.databaseName)
  })

  it('keep their validators', async () => {
    const db = harness().db()
    const people = await db.createCollection('people', {
      validator: { age: { $gte: 0 }, name: { $type: 'string' } },
    })
    await people.insertOne({ name: 'Ann', age: 5 })
    expect((await serverError(people.insertOne({ name: 'Ann', age: -5 }))).code).toBe(121)
    expect((await serverError(people.updateOne({}, { $set: { name: 5 } }))).code).toBe(121)
    await people.insertOne({ age: -1 }, { bypassDocumentValidation: true })
    await db.command({ collMod: 'people', validator: {} })
    await people.insertOne({ age: -7 })
    expect((await serverError(db.createCollection('people', { validator: { x: 1 } }))).code).toBe(48)
  })

  it('have sizes', async () => {
    const db = harness().db()
    await db.collection('x').insertMany([{ n: 1 }, { n: 2 }])
    expect(await db.command({ collStats: 'x' })).toMatchObject({ count: 2, nindexes: 1 })
    expect(await db.stats()).toMatchObject({ collections: 1, objects: 2 })
    await db.dropDatabase()
    expect(await db.stats()).toMatchObject({ collections: 0 })
  })
})

describe('indexes', () => {
  it('are made, listed and dropped', async () => {
    const things = harness().db().collection('things')
    expect(
      await things.createIndexes([
        { key: { a: 1, b: -1 } },
        { key: { c: 1 }, unique: true, sparse: true, name: 'c' },
      ]),
    ).toEqual(['a_1_b_-1', 'c'])
    expect(await things.createIndex({ a: 1, b: -1 })).toBe('a_1_b_-1')
    expect(await things.indexes()).toMatchObject([
      { name: '_id_' },
      { name: 'a_1_b_-1', key: { a: 1, b: -1 } },
      { name: 'c', unique: true, sparse: true },
    ])
    expect((await serverError(things.createIndex({ a: 1, b: -1 }, { unique: true }))).code).toBe(86)
    expect((await serverError(things.createIndex({ a: 1, b: -1 }, { name: 'other' }))).code).toBe(85)
    await things.dropIndex('c')
    expect((await serverError(things.dropIndex('c'))).code).toBe(27)
    expect((await serverError(things.dropIndex('_id_'))).code).toBe(72)
    await things.dropIndexes()
    expect(await things.indexes()).toHaveLength(1)
    expect((await serverError(harness().db().collection('none').listIndexes().toArray())).code).toBe(26)
  })

  it('that cannot be are refused', async () => {
    const things = harness().db().collection('things')
    await things.insertMany([{ a: 1 }, { a: 1 }])
    expect((await serverError(things.createIndex({ a: 1 }, { unique: true }))).code).toBe(11000)
    expect((await serverError(things.createIndex({ a: 'text' }))).code).toEqual(expect.any(Number))
    expect((await serverError(things.createIndex({ a: '2dsphere' }))).code).toEqual(expect.any(Number))
    expect((await serverError(things.createIndex({ a: 0 }))).code).toBe(67)
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_'])
  })

  it('may cover a part only', async () => {
    const things = harness().db().collection('things')
    await things.createIndex({ email: 1 }, { unique: true, partialFilterExpression: { active: true } })
    await things.insertMany([{ email: 'a', active: true }, { email: 'a', active: false }, { email: 'a' }])
    expect((await serverError(things.insertOne({ email: 'a', active: true }))).code).toBe(11000)
    const used = await things.find({ email: 'a', active: true }).explain('queryPlanner')
    expect(JSON.stringify(used)).toContain('IXSCAN')
    const unused = await things.find({ email: 'a' }).explain('queryPlanner')
    expect(JSON.stringify(unused)).not.toContain('IXSCAN')
  })

  it('remove what has expired', async () => {
    const things = harness().db().collection('things')
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    await things.insertMany([{ at: new Date(0) }, { at: new Date() }, {}])
    await expect.poll(() => things.countDocuments(), { timeout: 10_000 }).toBe(2)
  })
})
