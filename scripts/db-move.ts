import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import mongoose from 'mongoose'
import { moveData, MoveFailed, TargetRefused, type MovedCollection } from '@techelevate/embedded-mongo/move'
import { startServer } from '@techelevate/embedded-mongo/server'
import { DATABASE_NAME, databaseAt } from '@/lib/platform/db/connect'
import { env } from '@/lib/platform/env'

/**
 * Copies everything of the embedded database to a MongoDB of your own, compares both, and says how to switch:
 * `npm run db:move -- <MONGODB_URI>`. The app must be stopped. Nothing is changed in the folder (`--folder` names another);
 * a target that holds other data is refused unless `--overwrite` says that its collections of the same names may go.
 * Can be run again. Exit code 0: everything is there; 1: something did not arrive; 2: nothing was done.
 */
const USAGE = 'Usage: npm run db:move -- <MONGODB_URI> [--folder <folder>] [--overwrite]'
/** No document may expire while it is copied: the next look is more than three weeks away. */
const NEVER_SECONDS = 2_000_000
const PATIENCE_MS = 15_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string' }, overwrite: { type: 'boolean', default: false } },
})

const [uri] = positionals
const folder = values.folder ?? path.join(env().DATA_DIR, 'db')
if (uri === undefined || positionals.length > 1) end(2, USAGE)
else if (!existsSync(path.join(folder, 'data.sqlite'))) end(2, `There is no database in ${folder}.`)
else await run(uri)

async function run(uri: string): Promise<void> {
  try {
    await move(uri)
  } catch (error) {
    if (error instanceof MoveFailed) return end(1, `${error.message}\nRun this again to copy it anew.`)
    if (error instanceof TargetRefused)
      return end(2, `Nothing was copied.\n${error.message}\nGive an empty database, or add --overwrite.`)
    if (isExpected(error)) return end(2, error.message)
    throw error
  }
}

async function move(uri: string): Promise<void> {
  // In this process and with a password of its own: while the folder is ours, nobody writes to it.
  const server = await startServer({ folder, ttlIntervalSeconds: NEVER_SECONDS })
  const source = clientOf(server.uri)
  const target = clientOf(uri)
  try {
    const moved = await moveData(source, target, {
      isOverwriting: values.overwrite,
      nameFor: (name) => (name === DATABASE_NAME ? databaseAt(uri) : name),
      onCollection: (collection) => print(describe(collection)),
    })
    print(`${moved.length} collections are there, with the same documents.`)
    print(`To switch, set MONGODB_URI=${withoutPassword(uri)} (with its password) and start the app.`)
    print(`To stay, change nothing: ${folder} is as it was. Keep it until you are sure.`)
  } finally {
    await source.close()
    await target.close()
    await server.close()
  }
}

/** Mongoose brings a driver of its own version: the same to use, another class to the compiler. */
function clientOf(uri: string): Parameters<typeof moveData>[0] {
  const client: unknown = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: PATIENCE_MS })
  return client as Parameters<typeof moveData>[0]
}

function describe({ name, documents, indexes, hash, isNew }: MovedCollection): string {
  const state = isNew ? 'copied' : 'was there already'
  return `${name}: ${documents} documents, ${indexes} indexes, ${state} (${hash.slice(0, 16)})`
}

/** What a person can do something about: the folder is in use, or the target does not answer or let us in. */
function isExpected(error: unknown): error is Error {
  return error instanceof mongoose.mongo.MongoError || (error instanceof Error && 'code' in error)
}

function withoutPassword(uri: string): string {
  return uri.replace(/\/\/([^:@/]+):[^@/]*@/, '//$1:***@')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function end(code: number, message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}
