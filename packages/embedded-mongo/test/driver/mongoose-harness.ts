import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll } from 'vitest'
import { openHarness, type Harness } from './harness.ts'

/** One Mongoose connection for all tests of a file, to a server of its own; `nextName` names a model that nobody has. */
export function useMongoose(dbName: string): { connection: () => Connection; nextName: () => string } {
  let harness: Harness | undefined
  let connection: Connection | undefined
  let models = 0
  beforeAll(async () => {
    harness = await openHarness()
    connection = await mongoose.createConnection(harness.server.uri, { dbName }).asPromise()
  })
  afterAll(async () => {
    await connection?.close()
    await harness?.close()
  })
  return {
    connection: () => {
      if (connection === undefined) throw new Error('the connection exists inside tests only')
      return connection
    },
    nextName: () => `Model${(models += 1)}`,
  }
}
