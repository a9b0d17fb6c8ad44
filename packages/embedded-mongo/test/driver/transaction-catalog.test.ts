import { describe, expect, it } from 'vitest'
import type { ClientSession } from 'mongodb'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness()

async function inTransaction(work: (session: ClientSession) => Promise<void>): Promise<void> {
  await harness().client.withSession(async (session) => {
    session.startTransaction()
    await work(session)
    if (session.inTransaction()) await session.abortTransaction()
  })
}

describe('a transaction', () => {
  it('leaves no collection behind that it made and did not commit', async () => {
    const db = harness().db()
    await inTransaction(async (session) => {
      await db.collection('implicit').insertOne({ a: 1 }, { session })
      await db.createCollection('explicit', { session })
      await db.collection('indexed').createIndex({ a: 1 }, { session })
      expect(await db.collection('implicit').countDocuments({}, { session })).toBe(1)
      expect(await db.listCollections().toArray()).toEqual([])
      await session.abortTransaction()
    })
    expect(await db.listCollections().toArray()).toEqual([])
  })

  it('makes collections and their indexes together with its documents', async () => {
    const db = harness().db()
    const codes = db.collection('codes')
    await inTransaction(async (session) => {
      await codes.createIndex({ code: 1 }, { unique: true, session })
      await codes.insertOne({ code: 'x' }, { session })
      expect((await serverError(codes.insertOne({ code: 'x' }, { session }))).code).toBe(11000)
    })
    expect(await db.listCollections().toArray()).toEqual([])
    await inTransaction(async (session) => {
      await codes.createIndex({ code: 1 }, { unique: true, session })
      await codes.insertMany([{ code: 'x' }, { code: 'y' }], { session })
      await codes.updateOne({ code: 'y' }, { $set: { code: 'z' } }, { session })
      await session.commitTransaction()
    })
    expect(await codes.distinct('code', {})).toEqual(['x', 'z'])
    expect((await serverError(codes.insertOne({ code: 'z' }))).code).toBe(11000)
    expect(await codes.find({ code: 'z' }).explain('queryPlanner')).toMatchObject({
      queryPlanner: { winningPlan: { inputStage: { indexName: 'code_1' } } },
    })
  })

  it('builds no index on a collection that is there already or has documents', async () => {
    const db = harness().db()
    await db.createCollection('old')
    await inTransaction(async (session) => {
      const error = await serverError(db.collection('old').createIndex({ a: 1 }, { session }))
      expect(error.code).toBe(263)
    })
    await inTransaction(async (session) => {
      await db.collection('fresh').insertOne({ a: 1 }, { session })
      const error = await serverError(db.collection('fresh').createIndex({ a: 1 }, { session }))
      expect(error.code).toBe(263)
    })
  })

  it('is a write conflict when another client has made the collection meanwhile', async () => {
    const db = harness().db()
    await inTransaction(async (session) => {
      await db.collection('raced').insertOne({ by: 'transaction' }, { session })
      await db.collection('raced').insertOne({ by: 'other' })
      const error = await serverError(session.commitTransaction())
      expect(error).toMatchObject({ code: 112, codeName: 'WriteConflict' })
      expect(error.hasErrorLabel('TransientTransactionError')).toBe(true)
    })
    expect(await db.collection('raced').distinct('by', {})).toEqual(['other'])
  })
})
