import path from 'node:path'
import mongoose from 'mongoose'
import { env } from '../env'
import { processWide } from '../process-wide'

export const DATABASE_NAME = 'techelevate'

/** Another database than the settings name: for tests, which also watch the commands that are sent. */
type Target = { uri: string; database: string; monitorCommands?: boolean }

const state = processWide('database', () => ({ opened: undefined as Promise<void> | undefined }))

/** Opens the one connection of this process; asked again, it waits for the same one. */
export function connect(target?: Target): Promise<void> {
  state.opened ??= open(target).catch((error: unknown) => {
    state.opened = undefined
    throw error
  })
  return state.opened
}

export async function disconnect(): Promise<void> {
  const { opened } = state
  state.opened = undefined
  await opened?.catch(() => undefined)
  // The embedded server is not stopped: others may use it, and it ends by itself when nobody does.
  await mongoose.disconnect()
}

async function open(target?: Target): Promise<void> {
  configureMongoose()
  const { uri, database, monitorCommands = false } = target ?? (await databaseOfSettings())
  await mongoose.connect(uri, {
    dbName: database,
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: 10_000,
    maxPoolSize: 50,
    appName: 'techelevate',
    monitorCommands,
  })
}

/** A real MongoDB when `MONGODB_URI` names one, else the embedded server on the data folder: the seam is the address. */
async function databaseOfSettings(): Promise<Target> {
  const { MONGODB_URI, DATA_DIR } = env()
  if (MONGODB_URI !== undefined) {
    return { uri: MONGODB_URI, database: databaseAt(MONGODB_URI) }
  }
  // Left to Node: the launcher starts a file that stands beside it, so it must not be packed into a bundle.
  const { ensureServer } = await import(/* turbopackIgnore: true */ '@techelevate/embedded-mongo')
  const server = await ensureServer({ folder: path.join(DATA_DIR, 'db') })
  return { uri: server.uri, database: DATABASE_NAME }
}

/** The app's database at a MongoDB address: the one that it names, else the usual one. */
export function databaseAt(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? DATABASE_NAME
}

function configureMongoose(): void {
  // A filter on an unknown path, or an update that breaks the schema, is a mistake of ours and must be heard.
  mongoose.set('strictQuery', 'throw')
  mongoose.set('runValidators', true)
  mongoose.set('transactionAsyncLocalStorage', true)
  mongoose.set('autoIndex', false)
  mongoose.set('autoCreate', false)
  mongoose.set('bufferCommands', false)
}
