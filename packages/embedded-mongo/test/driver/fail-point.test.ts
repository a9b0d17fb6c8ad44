import { describe, expect, it } from 'vitest'
import { MongoNetworkError, type Document } from 'mongodb'
import { openHarness, serverError, useHarness } from './harness.ts'

const harness = useHarness({ testCommands: true })

async function failNext(mode: Document, data: Document): Promise<void> {
  await harness().client.db('admin').command({ configureFailPoint: 'failCommand', mode, data })
}

describe('a fail point', () => {
  it('is unknown to a server that was not started for tests', async () => {
    const plain = await openHarness()
    const command = { configureFailPoint: 'failCommand', mode: 'alwaysOn' }
    expect(await serverError(plain.client.db('admin').command(command))).toMatchObject({ code: 59 })
    await plain.close()
  })

  it('fails the commands that it names as often as it says, and then no more', async () => {
    const things = harness().db().collection('things')
    await failNext({ times: 2 }, { failCommands: ['aggregate'], errorCode: 8 })
    for (let round = 0; round < 2; round++)
      expect(await serverError(things.countDocuments())).toMatchObject({ code: 8, codeName: 'UnknownError' })
    expect(await things.countDocuments()).toBe(0)
    await failNext({ skip: 1 }, { failCommands: ['find'], errorCode: 8 })
    expect(await things.findOne()).toBeNull()
    expect((await serverError(things.findOne())).code).toBe(8)
    await harness().client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' })
    expect(await things.findOne()).toBeNull()
  })

  it('cuts connections, which the driver survives once where a write may be sent again', async () => {
    const things = harness().db().collection('things')
    await failNext({ times: 1 }, { failCommands: ['insert'], closeConnection: true })
    await things.insertOne({ n: 1 })
    await failNext({ times: 2 }, { failCommands: ['insert'], closeConnection: true })
    await expect(things.insertOne({ n: 2 })).rejects.toThrow(MongoNetworkError)
    expect(await things.distinct('n', {})).toEqual([1])
  })

  it('labels an error by its code, or exactly as ordered', async () => {
    const things = harness().db().collection('things')
    const send = (): Promise<unknown> => things.insertOne({})
    await failNext({ times: 2 }, { failCommands: ['insert'], errorCode: 91 })
    expect((await serverError(send())).errorLabels).toContain('RetryableWriteError')
    await failNext({ times: 1 }, { failCommands: ['insert'], errorCode: 91, errorLabels: ['Mine'] })
    const { errorLabels } = await serverError(send())
    expect(errorLabels).toContain('Mine')
    expect(errorLabels).not.toContain('RetryableWriteError')
    await harness().client.withSession(async (session) => {
      session.startTransaction()
      await failNext({ times: 1 }, { failCommands: ['insert'], errorCode: 91 })
      const error = await serverError(things.insertOne({}, { session }))
      expect(error.errorLabels).toContain('TransientTransactionError')
      expect(error.errorLabels).not.toContain('RetryableWriteError')
    })
  })

  it('reports a failed write concern beside a write that was done', async () => {
    const db = harness().db()
    const writeConcernError = { code: 64, codeName: 'WriteConcernTimeout', errmsg: 'waiting' }
    await failNext({ times: 1 }, { failCommands: ['insert'], writeConcernError })
    const error = await serverError(db.command({ insert: 'things', documents: [{ _id: 1 }] }))
    expect(error).toMatchObject({ code: 64, errorResponse: { n: 1, ok: 1, writeConcernError } })
    expect(await db.collection('things').countDocuments()).toBe(1)
  })

  it('is refused when nobody knows its name or its mode', async () => {
    const admin = harness().client.db('admin')
    const refused = async (command: Document): Promise<unknown> =>
      (await serverError(admin.command(command))).code
    expect(await refused({ configureFailPoint: 'other', mode: 'off' })).toBe(266)
    expect(await refused({ configureFailPoint: 'failCommand', mode: 'sometimes' })).toBe(2)
  })
})
