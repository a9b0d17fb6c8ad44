import { describe, expect, it } from 'vitest'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness()

const CLUSTERED = { clusteredIndex: { key: { _id: 1 }, unique: true, name: 'by id' } }

type Entry = { _id: number; n?: number }

describe('a clustered collection', () => {
  it('has its index in its options and its list, and no other on _id', async () => {
    const db = harness().db()
    const entries = await db.createCollection<Entry>('entries', CLUSTERED)
    const [info] = await db.listCollections().toArray()
    expect(info).toMatchObject({
      options: { clusteredIndex: { v: 2, key: { _id: 1 }, name: 'by id', unique: true } },
    })
    expect(info).not.toHaveProperty('idIndex')
    expect(await entries.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: 'by id', unique: true, clustered: true },
    ])
    expect(await serverError(entries.dropIndex('by id'))).toMatchObject({ code: 72 })
    await entries.createIndex({ _id: 1 })
    expect(await entries.indexes()).toHaveLength(1)
  })

  it('is read in the order of _id, forward and backward, whatever the order of the insertions', async () => {
    const entries = await harness().db().createCollection<Entry>('entries', CLUSTERED)
    await entries.insertMany([3, 1, 2].map((_id) => ({ _id, n: -_id })))
    const ids = async (cursor: { toArray(): Promise<Entry[]> }): Promise<number[]> =>
      (await cursor.toArray()).map(({ _id }) => _id)
    expect(await ids(entries.find())).toEqual([1, 2, 3])
    expect(await ids(entries.find({ n: { $lt: -1 } }))).toEqual([2, 3])
    expect(await ids(entries.find().sort({ $natural: -1 }))).toEqual([3, 2, 1])
    expect(await ids(entries.find().hint({ $natural: -1 }))).toEqual([3, 2, 1])
    expect(await entries.countDocuments()).toBe(3)
    expect(await entries.find({ n: -2 }).explain('queryPlanner')).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'CLUSTERED_IXSCAN', direction: 'forward' } },
    })
    expect(await serverError(entries.insertOne({ _id: 2 }))).toMatchObject({ code: 11000 })
    await entries.deleteOne({ n: { $lt: 0 } })
    expect(await ids(entries.find())).toEqual([2, 3])
  })

  it('that is by another key, not unique, or with unknown fields is refused', async () => {
    const db = harness().db()
    const refusal = (clusteredIndex: object): Promise<unknown> =>
      serverError(db.command({ create: 'none', clusteredIndex }))
    expect(await refusal({ key: { a: 1 }, unique: true })).toMatchObject({ code: 197 })
    expect(await refusal({ key: { _id: -1 }, unique: true })).toMatchObject({ code: 197 })
    expect(await refusal({ key: { _id: 1 }, unique: false })).toMatchObject({ code: 5979700 })
    expect(await refusal({ key: { _id: 1 }, unique: true, sparse: true })).toMatchObject({ code: 40415 })
  })
})

describe('an index that becomes unique', () => {
  it('is prepared first, names what stands in the way, and is unique once nothing does', async () => {
    const db = harness().db()
    const entries = db.collection<Entry>('entries')
    await entries.insertMany([1, 2, 3].map((_id) => ({ _id, n: _id === 3 ? 3 : 1 })))
    await entries.createIndex({ n: 1 })
    const modify = (index: object): Promise<unknown> =>
      db.command({ collMod: 'entries', index: { keyPattern: { n: 1 }, ...index } })
    expect(await serverError(modify({ unique: true }))).toMatchObject({ code: 72 })
    expect(await modify({ prepareUnique: true })).toMatchObject({
      prepareUnique_old: false,
      prepareUnique_new: true,
    })
    expect(await serverError(entries.insertOne({ _id: 4, n: 1 }))).toMatchObject({ code: 11000 })
    expect(await serverError(entries.updateOne({ _id: 3 }, { $set: { n: 1 } }))).toMatchObject({
      code: 11000,
    })
    await entries.updateOne({ _id: 1 }, { $set: { n: 1 } })
    const inTheWay = await serverError(modify({ unique: true }))
    expect(inTheWay).toMatchObject({ code: 359, codeName: 'CannotConvertIndexToUnique' })
    expect(inTheWay.errorResponse['violations']).toEqual([{ ids: [1, 2] }])
    await entries.deleteOne({ _id: 2 })
    expect(await modify({ unique: true })).toMatchObject({ unique_new: true })
    expect(await entries.indexes()).toContainEqual({ v: 2, key: { n: 1 }, name: 'n_1', unique: true })
    expect(await serverError(entries.insertOne({ _id: 5, n: 3 }))).toMatchObject({ code: 11000 })
    expect(await serverError(modify({ unique: false }))).toMatchObject({ code: 2 })
  })
})
