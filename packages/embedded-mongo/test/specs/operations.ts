import { isDeepStrictEqual } from 'node:util'
import { type Collection, type ClientSession, type Document, type MongoClient, type Timestamp } from 'mongodb'
import type { Entities } from './entities.ts'
import { Mismatch } from './match.ts'
import { collectionOperations } from './collection-operations.ts'
import { cursorOperations } from './cursor-operations.ts'
import type { Operation } from './spec-files.ts'

/** One operation's surroundings; `args` has the sessions themselves in place of their names. */
export interface Call {
  operation: Operation
  args: Document
  entities: Entities
  /** A client of the runner's own, for what a case wants to know aside. */
  aside: MongoClient
  /** Runs operations inside this one, each with its expectations. */
  runAll(operations: Operation[]): Promise<void>
}

export type OperationTable = Record<string, (call: Call) => unknown>

/** Does one operation and resolves to its result. */
export async function perform(call: Omit<Call, 'args'>): Promise<unknown> {
  const { operation, entities } = call
  const run = OPERATIONS[operation.name]
  if (run === undefined) throw new Error(`The runner does not know the operation ${operation.name}.`)
  const args = { ...operation.arguments }
  if (typeof args['session'] === 'string') args['session'] = entities.session(args['session'])
  return await run({ ...call, args })
}

const runnerOperations: OperationTable = {
  createEntities: ({ args, entities }) => entities.createAll(args['entities']),
  failPoint: ({ args, entities }) => entities.client(args['client']).db('admin').command(args['failPoint']),
  assertSessionPinned: () => {
    throw new Mismatch('sessions are pinned by routers only')
  },
  assertSessionUnpinned: ({ args }) => check(!args['session'].isPinned, 'the session is pinned'),
  assertSessionDirty: ({ args }) => check(args['session'].serverSession.isDirty, 'the session is not dirty'),
  assertSessionNotDirty: ({ args }) => check(!args['session'].serverSession.isDirty, 'the session is dirty'),
  assertSessionTransactionState: ({ args }) => {
    const state = String(args['session'].transaction.state).replace(/^TRANSACTION_|_TRANSACTION$/g, '')
    check(state.toLowerCase() === args['state'], `the transaction is ${state}`)
  },
  assertSameLsidOnLastTwoCommands: (call) => check(lastLsidsAreSame(call), 'the lsids differ'),
  assertDifferentLsidOnLastTwoCommands: (call) => check(!lastLsidsAreSame(call), 'the lsids are the same'),
  assertCollectionExists: async (call) => check(await hasCollection(call), 'the collection is missing'),
  assertCollectionNotExists: async (call) => check(!(await hasCollection(call)), 'the collection is there'),
  assertIndexExists: async (call) => check(await hasIndex(call), 'the index is missing'),
  assertIndexNotExists: async (call) => check(!(await hasIndex(call)), 'the index is there'),
  assertNumberConnectionsCheckedOut: ({ args, entities }) => {
    const checkedOut = connectionsInUse(entities.client(args['client']))
    check(checkedOut === args['connections'], `${checkedOut} connections are checked out`)
  },
}

const sessionOperations: OperationTable = {
  startTransaction: ({ operation, args, entities }) =>
    entities.session(operation.object).startTransaction(args),
  commitTransaction: ({ operation, entities }) => entities.session(operation.object).commitTransaction(),
  abortTransaction: ({ operation, entities }) => entities.session(operation.object).abortTransaction(),
  withTransaction: ({ operation, args: { callback, ...options }, entities, runAll }) =>
    entities
      .session(operation.object)
      .withTransaction(() => runAll(callback as Operation[]), options)
      .then(() => undefined),
  endSession: ({ operation, entities }) => entities.session(operation.object).endSession(),
  getSnapshotTime: ({ operation, entities }) =>
    (entities.session(operation.object) as ClientSession & { snapshotTime?: Timestamp }).snapshotTime,
}

const clientOperations: OperationTable = {
  clientBulkWrite: ({ operation, args: { models, ...options }, entities }) =>
    entities.client(operation.object).bulkWrite(models.map(toModel), options),
  listDatabases: async ({ operation, args, entities }) =>
    (await entities.client(operation.object).db('admin').admin().listDatabases(args)).databases,
}

const databaseOperations: OperationTable = {
  runCommand: ({ operation, args: { command, commandName: _name, ...options }, entities }) =>
    entities.db(operation.object).command(command, options),
  createCollection: ({ operation, args: { collection, ...options }, entities }) =>
    entities
      .db(operation.object)
      .createCollection(collection, options)
      .then(() => undefined),
  modifyCollection: ({ operation, args: { collection, ...options }, entities }) =>
    entities.db(operation.object).command({ collMod: collection, ...options }),
  dropCollection: ({ operation, args: { collection, ...options }, entities }) =>
    entities.db(operation.object).dropCollection(collection, options),
  listCollections: ({ operation, args: { filter, ...options }, entities }) =>
    entities.db(operation.object).listCollections(filter, options).toArray(),
}

const OPERATIONS: OperationTable = {
  ...runnerOperations,
  ...sessionOperations,
  ...clientOperations,
  ...databaseOperations,
  ...collectionOperations,
  ...cursorOperations,
}

function check(holds: unknown, otherwise: string): void {
  if (holds !== true) throw new Mismatch(otherwise)
}

/** The format names a model by its key, the driver by a field. */
function toModel(model: Document): never {
  const [name, fields] = Object.entries(model)[0] ?? []
  return { name, ...fields } as never
}

function lastLsidsAreSame({ args, entities }: Call): boolean {
  const [one, other] = entities.observer(args['client']).startedCommands.slice(-2)
  if (one?.['lsid'] === undefined || other?.['lsid'] === undefined)
    throw new Mismatch('two commands with lsids were expected')
  return isDeepStrictEqual(one['lsid'], other['lsid'])
}

async function hasCollection({ args, aside }: Call): Promise<boolean> {
  const found = await aside
    .db(args['databaseName'])
    .listCollections({ name: args['collectionName'] })
    .toArray()
  return found.length > 0
}

async function hasIndex({ args, aside }: Call): Promise<boolean> {
  const collection: Collection = aside.db(args['databaseName']).collection(args['collectionName'])
  try {
    return await collection.indexExists(args['indexName'])
  } catch {
    return false
  }
}

/** Only the driver's own insides know. */
function connectionsInUse(client: MongoClient): number {
  const { topology } = client as unknown as {
    topology: { s: { servers: Map<string, { pool: { currentCheckedOutCount: number } }> } }
  }
  return [...topology.s.servers.values()].reduce((sum, { pool }) => sum + pool.currentCheckedOutCount, 0)
}
