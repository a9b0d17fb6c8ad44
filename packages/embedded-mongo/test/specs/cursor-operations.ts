import { ChangeStream, Collection, Db, MongoClient, type AbstractCursor } from 'mongodb'
import { isCursor } from './entities.ts'
import type { Call, OperationTable } from './operations.ts'

/** Cursors and change streams that a case keeps and goes on with later. */
export const cursorOperations: OperationTable = {
  createChangeStream: async ({ operation, args: { pipeline, ...options }, entities }) => {
    const watched = entities.get(operation.object)
    if (!(watched instanceof Collection || watched instanceof Db || watched instanceof MongoClient))
      throw new Error('nothing to watch')
    const stream = watched.watch(pipeline, options)
    // The driver would send the command only with the first look at the stream.
    const { cursor } = stream as unknown as { cursor: AbstractCursor }
    await sendNow(cursor)
    return stream
  },
  iterateUntilDocumentOrError: (call) => opened(call).next(),
  iterateOnce: (call) => opened(call).tryNext(),
  close: (call) => opened(call).close(),
  runCursorCommand: (call) => commandCursor(call).toArray(),
  createCommandCursor: async (call) => {
    const cursor = commandCursor(call)
    await sendNow(cursor)
    return cursor
  },
}

function opened({ operation, entities }: Call): ChangeStream | AbstractCursor {
  const entity = entities.get(operation.object)
  if (entity instanceof ChangeStream || isCursor(entity)) return entity
  throw new Error(`The entity ${operation.object} cannot be iterated.`)
}

function commandCursor({ operation, args, entities }: Call): AbstractCursor {
  const { command, commandName: _name, batchSize, maxTimeMS, comment, cursorType, ...options } = args
  const tailable =
    cursorType === undefined ? {} : { tailable: true, awaitData: cursorType === 'tailableAwait' }
  const cursor = entities.db(operation.object).runCursorCommand(command, { ...options, ...tailable })
  if (batchSize !== undefined) cursor.setBatchSize(batchSize)
  if (maxTimeMS !== undefined) cursor.setMaxTimeMS(maxTimeMS)
  if (comment !== undefined) cursor.setComment(comment)
  return cursor
}

/** A method that the driver keeps for runners of these specifications. */
async function sendNow(cursor: AbstractCursor): Promise<void> {
  await (cursor as unknown as { cursorInit(): Promise<void> }).cursorInit()
}
