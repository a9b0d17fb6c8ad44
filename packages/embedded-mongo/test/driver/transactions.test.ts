import { Long, type ClientSession, type Collection, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness()

interface Account {
  _id: string
  balance: number
}

async function accounts(): Promise<Collection<Account>> {
  const collection = harness().db().collection<Account>('accounts')
  await collection.insertMany([
    { _id: 'a', balance: 100 },
    { _id: 'b', balance: 0 },
  ])
  return collection
}

async function inSession<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  return await harness().client.withSession(work)
}

describe('a transaction', () => {
  it('is seen as a whole once committed, and not before', async () => {
    const all = await accounts()
    await inSession(async (session) => {
      await session.withTransaction(async () => {
        await all.updateOne({ _id: 'a' }, { $inc: { balance: -30 } }, { session })
        await all.updateOne({ _id: 'b' }, { $inc: { balance: 30 } }, { session })
        expect(await all.findOne({ _id: 'a' }, { session })).toMatchObject({ balance: 70 })
        expect(await all.findOne({ _id: 'a' })).toMatchObject({ balance: 100 })
      })
    })
    expect(await all.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'a', balance: 70 },
      { _id: 'b', balance: 30 },
    ])
  })

  it('leaves nothing when it is aborted', async () => {
    const all = await accounts()
    await inSession(async (session) => {
      session.startTransaction()
      await all.insertOne({ _id: 'c', balance: 5 }, { session })
      await all.deleteOne({ _id: 'a' }, { session })
      expect(await all.countDocuments({}, { session })).toBe(2)
      await session.abortTransaction()
    })
    expect((await all.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(['a', 'b'])
  })

  it('reads one state of the data from its first read to its end', async () => {
    const all = await accounts()
    await inSession(async (session) => {
      session.startTransaction()
      expect(await all.findOne({ _id: 'b' }, { session })).toMatchObject({ balance: 0 })
      await all.updateOne({ _id: 'b' }, { $set: { balance: 7 } })
      expect(await all.findOne({ _id: 'b' }, { session })).toMatchObject({ balance: 0 })
      expect(
        await all.aggregate([{ $group: { _id: null, sum: { $sum: '$balance' } } }], { session }).toArray(),
      ).toEqual([{ _id: null, sum: 100 }])
      await session.commitTransaction()
    })
  })

  it('that meets a foreign change is told to start over, and withTransaction does', async () => {
    const all = await accounts()
    await Promise.all(
      Array.from({ length: 5 }, () =>
        inSession((session) =>
          session.withTransaction(async () => {
            const account = await all.findOne({ _id: 'a' }, { session })
            await all.updateOne({ _id: 'a' }, { $set: { balance: (account?.balance ?? 0) + 1 } }, { session })
          }),
        ),
      ),
    )
    expect(await all.findOne({ _id: 'a' })).toMatchObject({ balance: 105 })
  })

  it('conflicts with error 112 and a label', async () => {
    const all = await accounts()
    await inSession(async (one) => {
      await inSession(async (other) => {
        one.startTransaction()
        other.startTransaction()
        await all.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session: one })
        const error = await serverError(
          all.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session: other }),
        )
        expect([error.code, error.hasErrorLabel('TransientTransactionError')]).toEqual([112, true])
        await one.commitTransaction()
        await other.abortTransaction()
      })
    })
    expect(await all.findOne({ _id: 'a' })).toMatchObject({ balance: 101 })
  })

  it('makes a plain write wait for its end', async () => {
    const all = await accounts()
    await inSession(async (session) => {
      session.startTransaction()
      await all.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session })
      const waiting = all.updateOne({ _id: 'a' }, { $inc: { balance: 10 } })
      await all.updateOne({ _id: 'b' }, { $inc: { balance: 1 } }, { session })
      await session.commitTransaction()
      expect((await waiting).modifiedCount).toBe(1)
    })
    expect(await all.findOne({ _id: 'a' })).toMatchObject({ balance: 111 })
  })

  it('ends at its first error', async () => {
    const all = await accounts()
    await inSession(async (session) => {
      session.startTransaction()
      await all.insertOne({ _id: 'c', balance: 1 }, { session })
      expect((await serverError(all.insertOne({ _id: 'a', balance: 1 }, { session }))).code).toBe(11000)
      const error = await serverError(all.insertOne({ _id: 'd', balance: 1 }, { session }))
      expect([error.code, error.hasErrorLabel('TransientTransactionError')]).toEqual([251, true])
      await session.abortTransaction()
    })
    expect(await all.countDocuments()).toBe(2)
  })

  it('checks unique keys against others and against itself', async () => {
    const all = await accounts()
    await inSession((session) =>
      session.withTransaction(async () => {
        await all.deleteOne({ _id: 'a' }, { session })
        await all.insertOne({ _id: 'a', balance: 1 }, { session })
      }),
    )
    expect(await all.findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 1 })
  })

  it('may be committed again, and does not commit twice', async () => {
    const all = await accounts()
    await inSession(async (session) => {
      session.startTransaction()
      await all.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session })
      await session.commitTransaction()
      await session.commitTransaction()
    })
    expect(await all.findOne({ _id: 'a' })).toMatchObject({ balance: 101 })
  })

  it('spans collections and batches', async () => {
    const db = harness().db()
    const numbers = db.collection<{ _id: number }>('numbers')
    await numbers.insertMany(Array.from({ length: 300 }, (_, _id) => ({ _id })))
    await inSession((session) =>
      session.withTransaction(async () => {
        await db.collection('made').insertOne({ inside: true }, { session })
        const seen = await numbers.find({}, { session }).batchSize(50).toArray()
        expect(seen).toHaveLength(300)
        expect(await numbers.distinct('_id', { _id: { $lt: 3 } }, { session })).toEqual([0, 1, 2])
      }),
    )
    expect(await db.collection('made').countDocuments()).toBe(1)
  })

  it('refuses commands that cannot be undone', async () => {
    const db = harness().db()
    await inSession(async (session) => {
      session.startTransaction()
      expect((await serverError(db.command({ count: 'x' }, { session }))).code).toBe(263)
      await session.abortTransaction()
    })
  })
})

/** A session that no other test's writes are numbered in; sending one number twice is what a retry looks like. */
async function inOwnSession(
  db: string,
  work: (send: (command: Document) => Promise<Document>) => Promise<void>,
): Promise<void> {
  const client = await harness().connect()
  await client.withSession((session) =>
    work((command) =>
      client.db(db).command({ ...command, txnNumber: command['txnNumber'] ?? NUMBER }, { session }),
    ),
  )
}
const NUMBER = Long.fromNumber(1_000_000)

describe('a retryable write', () => {
  it('is applied once, however often it is sent', async () => {
    const db = harness().db()
    await inOwnSession(db.databaseName, async (send) => {
      const command = { insert: 'x', documents: [{ _id: 1, n: 0 }] }
      const replies = [await send(command), await send(command)]
      expect(replies).toMatchObject([{ n: 1 }, { n: 1 }])
      expect(replies[1]).not.toHaveProperty('writeErrors')
    })
    expect(await db.collection('x').find().toArray()).toEqual([{ _id: 1, n: 0 }])
  })

  it('answers a repeated findAndModify with the first result', async () => {
    const db = harness().db()
    const counters = db.collection<{ _id: string; n: number }>('counters')
    await counters.insertOne({ _id: 'c', n: 0 })
    await inOwnSession(db.databaseName, async (send) => {
      const command = {
        findAndModify: 'counters',
        query: { _id: 'c' },
        update: { $inc: { n: 1 } },
        new: true,
      }
      const once = await send(command)
      const again = await send(command)
      expect([once['value'].n, again['value'].n]).toEqual([1, 1])
      expect(await serverError(send({ ...command, txnNumber: NUMBER.sub(1) }))).toMatchObject({ code: 225 })
    })
    expect(await counters.findOne({ _id: 'c' })).toMatchObject({ n: 1 })
  })

  it('repeats a bulk of several collections exactly', async () => {
    const db = harness().db()
    const ns = (name: string): { ns: string } => ({ ns: `${db.databaseName}.${name}` })
    await inOwnSession('admin', async (send) => {
      const command = {
        bulkWrite: 1,
        ops: [
          { insert: 0, document: { _id: 1, n: 0 } },
          { update: 0, filter: { _id: 1 }, updateMods: { $inc: { n: 1 } } },
          { insert: 1, document: { _id: 1 } },
          { update: 0, filter: { _id: 1 }, updateMods: { $inc: { n: 1 } } },
        ],
        nsInfo: [ns('a'), ns('b')],
      }
      const counts = { nErrors: 0, nInserted: 2, nModified: 2 }
      expect(await send(command)).toMatchObject(counts)
      expect(await send(command)).toMatchObject(counts)
    })
    expect(await db.collection('a').findOne()).toEqual({ _id: 1, n: 2 })
  })
})
