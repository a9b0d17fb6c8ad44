import { Collection, Db, type Document } from 'mongodb'
import type { Call, OperationTable } from './operations.ts'

type Rest = [filter: Document, options: Document]

/** What is done with a collection; `aggregate` may also be done with a database. */
export const collectionOperations: OperationTable = {
  aggregate: ({ operation, args: { pipeline, ...options }, entities }) => {
    const target = entities.get(operation.object)
    if (!(target instanceof Db) && !(target instanceof Collection)) throw new Error('nothing to aggregate')
    return target.aggregate(pipeline, options).toArray()
  },
  bulkWrite: (call) => {
    const { requests, ...options } = call.args
    return target(call).bulkWrite(requests, options)
  },
  count: (call) => target(call).count(...filtered(call)),
  countDocuments: (call) => target(call).countDocuments(...filtered(call)),
  estimatedDocumentCount: (call) => target(call).estimatedDocumentCount(call.args),
  distinct: (call) => {
    const { fieldName, filter, ...options } = call.args
    return target(call).distinct(fieldName, filter, options)
  },
  find: (call) =>
    target(call)
      .find(...filtered(call))
      .toArray(),
  findOne: (call) => target(call).findOne(...filtered(call)),
  insertOne: (call) => {
    const { document, ...options } = call.args
    return target(call).insertOne(document, options)
  },
  insertMany: (call) => {
    const { documents, ...options } = call.args
    return target(call).insertMany(documents, options)
  },
  updateOne: (call) => target(call).updateOne(...updating(call)),
  updateMany: (call) => target(call).updateMany(...updating(call)),
  replaceOne: (call) => target(call).replaceOne(...replacing(call)),
  deleteOne: (call) => target(call).deleteOne(...filtered(call)),
  deleteMany: (call) => target(call).deleteMany(...filtered(call)),
  findOneAndUpdate: (call) => target(call).findOneAndUpdate(...updating(call)),
  findOneAndReplace: (call) => target(call).findOneAndReplace(...replacing(call)),
  findOneAndDelete: (call) => target(call).findOneAndDelete(...filtered(call)),
  rename: (call) => {
    const { to, ...options } = call.args
    return target(call)
      .rename(to, options)
      .then(() => undefined)
  },
  createIndex: (call) => {
    const { keys, ...options } = call.args
    return target(call).createIndex(keys, options)
  },
  dropIndex: (call) => {
    const { name, ...options } = call.args
    return target(call).dropIndex(name, options)
  },
  listIndexes: (call) => target(call).listIndexes(call.args).toArray(),
  createSearchIndex: (call) => target(call).createSearchIndex(call.args['model']),
  createSearchIndexes: (call) => target(call).createSearchIndexes(call.args['models']),
  updateSearchIndex: (call) => target(call).updateSearchIndex(call.args['name'], call.args['definition']),
  dropSearchIndex: (call) => target(call).dropSearchIndex(call.args['name']),
  listSearchIndexes: (call) =>
    target(call)
      .listSearchIndexes(call.args['name'], call.args['aggregationOptions'] ?? {})
      .toArray(),
}

function target({ operation, entities }: Call): Collection {
  return entities.collection(operation.object)
}

function filtered({ args: { filter, ...options } }: Call): Rest {
  return [filter, options]
}

function updating({ args: { filter, update, ...options } }: Call): [Document, Document, Document] {
  return [filter, update, spelled(options)]
}

function replacing({ args: { filter, replacement, ...options } }: Call): [Document, Document, Document] {
  return [filter, replacement, spelled(options)]
}

/** The format says `Before` and `After`, the driver `before` and `after`. */
function spelled(options: Document): Document {
  const { returnDocument } = options
  return returnDocument === undefined
    ? options
    : { ...options, returnDocument: String(returnDocument).toLowerCase() }
}
