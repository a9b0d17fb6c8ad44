import { hostname } from 'node:os'
import { Double, Int32, Long } from 'bson'
import { fault } from '../errors.ts'
import { isViewError } from '../storage/open-collection.ts'
import type { Doc } from '../values/codec.ts'
import { MAX_DOCUMENT_BYTES, MAX_WIRE_VERSION, REPLICA_SET, SERVER_VERSION } from '../wire/limits.ts'
import { plain, type Reply } from '../wire/reply.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { collectionOf } from './namespace.ts'

const ping: CommandSpec = { name: 'ping', isPublic: true, fields: {}, run: () => plain() }

const buildInfo: CommandSpec = {
  name: 'buildInfo',
  aliases: ['buildinfo'],
  isPublic: true,
  isUnstable: true,
  fields: {},
  run: () =>
    plain({
      version: SERVER_VERSION,
      versionArray: [...SERVER_VERSION.split('.').map((part) => new Int32(Number(part))), new Int32(0)],
      gitVersion: 'embedded-mongo',
      modules: ['embedded-mongo'],
      allocator: 'system',
      javascriptEngine: 'none',
      storageEngines: ['sqlite'],
      bits: new Int32(64),
      debug: false,
      maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
    }),
}

const serverStatus: CommandSpec = {
  name: 'serverStatus',
  isUnstable: true,
  // Sections are switched on and off by name; those that do not exist here stay absent either way.
  fields: {
    repl: 'no effect',
    metrics: 'no effect',
    locks: 'no effect',
    network: 'no effect',
    recordStats: 'no effect',
    mirroredReads: 'no effect',
    latchAnalysis: 'no effect',
  },
  run: status,
}

function status({ server }: CommandContext): Reply {
  const now = server.now()
  const uptime = (now.getTime() - server.startedAt.getTime()) / 1000
  const memory = process.memoryUsage()
  return plain({
    host: `${hostname()}:${server.identity.address}`,
    version: SERVER_VERSION,
    process: 'embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime: new Double(uptime),
    localTime: now,
    connections: { current: new Int32(server.connectionCount()) },
    mem: { bits: new Int32(64), resident: new Int32(Math.round(memory.rss / 1_048_576)) },
    metrics: { cursor: { open: { total: Long.fromNumber(server.cursors.size) } } },
    repl: {
      setName: REPLICA_SET,
      isWritablePrimary: true,
      secondary: false,
      hosts: [server.identity.address],
      me: server.identity.address,
    },
    storageEngine: {
      name: 'sqlite',
      supportsCommittedReads: true,
      persistent: true,
      supportsSnapshotReadConcern: true,
    },
  })
}

const getParameter: CommandSpec = {
  name: 'getParameter',
  isAdminOnly: true,
  isUnstable: true,
  fields: {
    featureCompatibilityVersion: 'used',
    authenticationMechanisms: 'used',
    enableTestCommands: 'used',
    allParameters: 'no effect',
    showDetails: 'no effect',
  },
  run: ({ server, args, body }) => {
    const all: Doc = {
      featureCompatibilityVersion: { version: SERVER_VERSION.slice(0, 3) },
      authenticationMechanisms: ['SCRAM-SHA-256'],
      enableTestCommands: server.failPoints !== undefined,
    }
    if (body['getParameter'] === '*') return plain(all)
    const found = Object.entries(all).filter(([name]) => args.has(name))
    if (found.length === 0) throw fault('InvalidOptions', 'no option found to get')
    return plain(Object.fromEntries(found))
  },
}

const dbStats: CommandSpec = {
  name: 'dbStats',
  aliases: ['dbstats'],
  isUnstable: true,
  fields: { scale: 'used', freeStorage: 'no effect' },
  run: ({ server, db, args }) => {
    const scale = args.number('scale') ?? 1
    const all = server.engine.listCollections(db)
    const plainOnes = all.filter(({ options }) => options['viewOn'] === undefined)
    const collections = plainOnes.map(({ name }) => server.engine.collectionStats(db, name))
    const objects = sum(collections.map(({ count }) => count))
    const dataSize = sum(collections.map(({ sizeBytes }) => sizeBytes))
    return plain({
      db,
      collections: Long.fromNumber(collections.length),
      views: Long.fromNumber(all.length - plainOnes.length),
      objects: Long.fromNumber(objects),
      avgObjSize: new Double(objects === 0 ? 0 : dataSize / objects),
      dataSize: new Double(dataSize / scale),
      storageSize: new Double(dataSize / scale),
      indexes: Long.fromNumber(sum(collections.map(({ indexNames }) => indexNames.length))),
      scaleFactor: new Double(scale),
    })
  },
}

const collStats: CommandSpec = {
  name: 'collStats',
  aliases: ['collstats'],
  isUnstable: true,
  fields: { scale: 'used' },
  run: (context) => plain(collectionStats(context, collectionOf(context), context.args.number('scale') ?? 1)),
}

/** Counts and sizes of one collection, as collStats and `$collStats` report them. */
export function collectionStats({ server, db }: CommandContext, coll: string, scale: number): Doc {
  if (server.engine.optionsOf(db, coll)?.['viewOn'] !== undefined) throw isViewError({ db, coll })
  const { count, sizeBytes, indexNames } = server.engine.collectionStats(db, coll)
  return {
    ns: `${db}.${coll}`,
    size: new Double(sizeBytes / scale),
    count: Long.fromNumber(count),
    avgObjSize: new Double(count === 0 ? 0 : sizeBytes / count),
    storageSize: new Double(sizeBytes / scale),
    capped: false,
    nindexes: new Int32(indexNames.length),
    scaleFactor: new Double(scale),
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Which server an explain ran on. */
export function serverInfo(): Doc {
  return { host: hostname(), version: SERVER_VERSION, maxWireVersion: new Int32(MAX_WIRE_VERSION) }
}

export const diagnosticCommands: readonly CommandSpec[] = [
  ping,
  buildInfo,
  serverStatus,
  getParameter,
  dbStats,
  collStats,
]
