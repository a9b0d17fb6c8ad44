import { printDoc } from '../storage/print-value.ts'
import { Binary, Int32, Long } from 'bson'
import type { CollectionInfo } from '../engine.ts'
import { fault } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import { KEPT_OPTIONS } from '../storage/collection-options.ts'
import { encode, type Doc } from '../values/codec.ts'
import { plain } from '../wire/reply.ts'
import type { CommandSpec } from './command.ts'
import { listSource } from './cursors.ts'
import { checkFields, Fields, type FieldTable } from './fields.ts'
import { collectionOf, splitNamespace } from './namespace.ts'
import { checkDefinition } from './views.ts'

const ONLY_PLAIN = 'only plain collections are offered'
const COLLECTION_OPTIONS: FieldTable = {
  validator: 'used',
  validationLevel: 'used',
  validationAction: 'used',
  collation: 'used',
  autoIndexId: 'no effect',
  storageEngine: 'no effect',
  indexOptionDefaults: 'no effect',
  changeStreamPreAndPostImages: 'used',
  capped: { refused: 72, why: ONLY_PLAIN, unless: false },
  size: { refused: 72, why: 'capped collections are not offered' },
  max: { refused: 72, why: 'capped collections are not offered' },
  timeseries: { refused: 72, why: ONLY_PLAIN },
  expireAfterSeconds: { refused: 72, why: ONLY_PLAIN },
  clusteredIndex: 'used',
  viewOn: 'used',
  pipeline: 'used',
  encryptedFields: { refused: 72, why: 'encrypted collections are not offered' },
}

const create: CommandSpec = {
  name: 'create',
  takesWriteConcern: true,
  isAllowedInTransaction: true,
  fields: COLLECTION_OPTIONS,
  run: (context) => {
    const coll = collectionOf(context)
    const { server, db, body, op } = context
    checkDefinition(context, coll, body)
    server.engine.createCollection(db, coll, pick(body, [...KEPT_OPTIONS]), op.txn)
    return plain()
  },
}

const collMod: CommandSpec = {
  name: 'collMod',
  takesWriteConcern: true,
  fields: {
    index: 'used',
    validator: 'used',
    validationLevel: 'used',
    validationAction: 'used',
    changeStreamPreAndPostImages: 'used',
    dryRun: { refused: 72, why: 'it is not offered', unless: false },
    expireAfterSeconds: { refused: 72, why: ONLY_PLAIN },
    timeseries: { refused: 72, why: ONLY_PLAIN },
    cappedSize: { refused: 72, why: ONLY_PLAIN },
    cappedMax: { refused: 72, why: ONLY_PLAIN },
    viewOn: 'used',
    pipeline: 'used',
  },
  run: async (context) => {
    const options = pick(context.body, [
      'index',
      'validator',
      'validationLevel',
      'validationAction',
      'changeStreamPreAndPostImages',
      'viewOn',
      'pipeline',
    ])
    const coll = collectionOf(context)
    checkDefinition(context, coll, options)
    return plain(await context.server.engine.collMod(context.db, coll, options))
  },
}

const drop: CommandSpec = {
  name: 'drop',
  takesWriteConcern: true,
  fields: {},
  run: (context) => {
    const { server, db } = context
    const coll = collectionOf(context)
    const { indexNames } = server.engine.collectionStats(db, coll)
    // MongoDB 7 answers ok for a collection that is not there, only without `ns`.
    if (!server.engine.dropCollection(db, coll)) return plain()
    return plain({ nIndexesWas: new Int32(indexNames.length), ns: `${db}.${coll}` })
  },
}

const dropDatabase: CommandSpec = {
  name: 'dropDatabase',
  takesWriteConcern: true,
  fields: {},
  run: ({ server, db }) => {
    server.engine.dropDatabase(db)
    return plain({ dropped: db })
  },
}

const renameCollection: CommandSpec = {
  name: 'renameCollection',
  isAdminOnly: true,
  takesWriteConcern: true,
  isUnstable: true,
  fields: {
    to: 'used',
    dropTarget: 'used',
    stayTemp: { refused: 72, why: 'it is not offered', unless: false },
  },
  run: ({ server, args }) => {
    const from = splitNamespace(args.requiredText('renameCollection'))
    const to = splitNamespace(args.requiredText('to'))
    server.engine.renameCollection(from, to, args.flag('dropTarget'))
    return plain()
  },
}

const listCollections: CommandSpec = {
  name: 'listCollections',
  fields: { filter: 'used', nameOnly: 'used', authorizedCollections: 'no effect', cursor: 'used' },
  run: async (context) => {
    const { server, db, args, op } = context
    const isNameOnly = args.flag('nameOnly')
    const matches = compileFilter(args.doc('filter') ?? {}, { now: server.now() })
    const infos = server.engine.listCollections(db).map(describe).filter(matches)
    const documents = infos.map((info) => encode(isNameOnly ? pick(info, ['name', 'type']) : info))
    return await server.cursors.answerFirst(listSource(documents), {
      ns: `${db}.$cmd.listCollections`,
      owner: op,
      batchSize: batchSizeOf(args),
    })
  },
}

function describe({ name, uuid, options, idIndex }: CollectionInfo): Doc {
  if (options['viewOn'] !== undefined) return { name, type: 'view', options, info: { readOnly: true } }
  return {
    name,
    type: 'collection',
    options,
    info: { readOnly: false, uuid: new Binary(Buffer.from(uuid, 'hex'), Binary.SUBTYPE_UUID) },
    // A clustered collection has no index beside itself.
    ...(options['clusteredIndex'] === undefined ? { idIndex } : {}),
  }
}

const listDatabases: CommandSpec = {
  name: 'listDatabases',
  isAdminOnly: true,
  fields: { filter: 'used', nameOnly: 'used', authorizedDatabases: 'no effect' },
  run: ({ server, args }) => {
    const matches = compileFilter(args.doc('filter') ?? {}, { now: server.now() })
    const databases = server.engine
      .listDatabases()
      .map(({ name, sizeOnDisk }): Doc => ({ name, sizeOnDisk: Long.fromNumber(sizeOnDisk), empty: false }))
      .filter(matches)
    if (args.flag('nameOnly')) return plain({ databases: databases.map((entry) => pick(entry, ['name'])) })
    const totalSize = server.engine.listDatabases().reduce((total, { sizeOnDisk }) => total + sizeOnDisk, 0)
    return plain({
      databases,
      totalSize: Long.fromNumber(totalSize),
      totalSizeMb: Long.fromNumber(Math.floor(totalSize / 1_048_576)),
    })
  },
}

const createIndexes: CommandSpec = {
  name: 'createIndexes',
  takesWriteConcern: true,
  isAllowedInTransaction: true,
  fields: {
    indexes: 'used',
    commitQuorum: 'no effect',
    ignoreUnknownIndexOptions: { refused: 72, why: 'unknown options are always refused', unless: false },
  },
  run: async (context) => {
    const { server, db, args, op } = context
    const coll = collectionOf(context)
    const indexes = args.requiredDocs('indexes')
    if (indexes.length === 0) throw fault('BadValue', 'Must specify at least one index to create')
    for (const spec of indexes) checkHasNames(spec)
    const { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically } =
      await server.engine.createIndexes(db, coll, indexes, op.txn)
    const counts: Doc = {
      numIndexesBefore: new Int32(numIndexesBefore),
      numIndexesAfter: new Int32(numIndexesAfter),
      createdCollectionAutomatically,
    }
    if (numIndexesBefore === numIndexesAfter) counts['note'] = 'all indexes already exist'
    return plain(counts)
  },
}

/** Drivers make up a name from the key; the command itself wants both. */
function checkHasNames(spec: Doc): void {
  const missing = ['key', 'name'].find((field) => spec[field] === undefined)
  if (missing === undefined) return
  throw fault(
    'FailedToParse',
    `Error in specification ${printDoc(spec)} :: caused by :: The '${missing}' field is a required property of an index specification`,
  )
}

const listIndexes: CommandSpec = {
  name: 'listIndexes',
  fields: { cursor: 'used', includeBuildUUIDs: 'no effect', includeIndexBuildInfo: 'no effect' },
  run: async (context) => {
    const { server, db, op } = context
    const coll = collectionOf(context)
    const documents = server.engine.listIndexes(db, coll).map(encode)
    return await server.cursors.answerFirst(listSource(documents), {
      ns: `${db}.${coll}`,
      owner: op,
      batchSize: batchSizeOf(context.args),
    })
  },
}

const dropIndexes: CommandSpec = {
  name: 'dropIndexes',
  aliases: ['deleteIndexes'],
  takesWriteConcern: true,
  fields: { index: 'used' },
  run: (context) => {
    const { server, db, args } = context
    const { nIndexesWas } = server.engine.dropIndexes(db, collectionOf(context), indexChoice(args))
    return plain({ nIndexesWas: new Int32(nIndexesWas) })
  },
}

function indexChoice(args: Fields): string | Doc | string[] {
  const index = args.any('index')
  if (typeof index === 'string') return index
  if (!Array.isArray(index)) return args.requiredDoc('index')
  return index.map((name: unknown) => {
    if (typeof name !== 'string')
      throw fault('TypeMismatch', "BSON field 'dropIndexes.index' is an array of something else than strings")
    return name
  })
}

/** `cursor.batchSize` of commands that answer with a cursor. */
export function batchSizeOf(args: Fields): number | undefined {
  const cursor = args.doc('cursor')
  if (cursor === undefined) return undefined
  checkFields(cursor, { batchSize: 'used' }, 'cursor')
  return new Fields(cursor, 'cursor').count('batchSize')
}

function pick(source: Doc, names: readonly string[]): Doc {
  return Object.fromEntries(
    names.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]),
  )
}

export const catalogCommands: readonly CommandSpec[] = [
  create,
  collMod,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  createIndexes,
  listIndexes,
  dropIndexes,
]
