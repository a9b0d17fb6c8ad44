import '@/models'
import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { setClock } from '../clock'
import { connect, disconnect } from '../db/connect'
import { ensureIndexes } from '../db/migrate'

/**
 * Gives a test file the real database: connected, with every index, and empty before each test. Every worker has its
 * own, so files run side by side.
 */
export function useTestDatabase(): void {
  beforeAll(async () => {
    const worker = process.env['VITEST_POOL_ID'] ?? '1'
    await connect({
      uri: inject('databaseUri'),
      database: `${inject('databasePrefix')}${worker}`,
      monitorCommands: true,
    })
    await ensureIndexes()
  })

  beforeEach(async () => {
    setClock(undefined)
    await emptyDatabase()
  })

  afterAll(async () => {
    setClock(undefined)
    await mongoose.connection.db?.dropDatabase()
    await disconnect()
  })
}

async function emptyDatabase(): Promise<void> {
  const collections = await mongoose.connection.listCollections()
  for (const { name } of collections) await mongoose.connection.collection(name).deleteMany({})
}
