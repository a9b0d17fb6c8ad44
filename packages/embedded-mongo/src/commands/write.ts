import { Int32 } from 'bson'
import type {
  FindAndModifyResult,
  RemoveResult,
  RemoveStatement,
  UpdateResult,
  UpdateStatement,
  WriteError,
} from '../engine.ts'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { plain, type Reply } from '../wire/reply.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { failingWrite } from './fail-point.ts'
import { checkFields, Fields, type FieldTable } from './fields.ts'
import { collationOf, letOf, nonEmpty, wholeNumber } from './generic.ts'
import { checkBatchLength, collectionOf } from './namespace.ts'

const BATCH_FIELDS: FieldTable = {
  ordered: 'used',
  bypassDocumentValidation: 'used',
  bypassEmptyTsReplacement: 'no effect',
  encryptionInformation: { refused: 72, why: 'queryable encryption is not offered' },
}
export const UPDATE_STATEMENT: FieldTable = {
  q: 'used',
  u: 'used',
  c: 'used',
  multi: 'used',
  upsert: 'used',
  arrayFilters: 'used',
  collation: 'used',
  hint: 'used',
  sort: 'used',
}
export const DELETE_STATEMENT: FieldTable = { q: 'used', limit: 'used', collation: 'used', hint: 'used' }

const insert: CommandSpec = {
  name: 'insert',
  takesWriteConcern: true,
  isRetryable: true,
  isAllowedInTransaction: true,
  fields: { ...BATCH_FIELDS, documents: 'used' },
  run: async (context) => {
    const { server, db, args, op } = context
    const coll = target(context)
    const documents = args.requiredDocs('documents')
    checkBatchLength(documents.length)
    const result = await once(context, 0, () =>
      server.engine.insert(op, db, coll, documents, args.flag('ordered', true)),
    )
    return bulkReply({ n: new Int32(result.n) }, result.writeErrors)
  },
}

const update: CommandSpec = {
  name: 'update',
  takesWriteConcern: true,
  isRetryable: true,
  isAllowedInTransaction: true,
  fields: { ...BATCH_FIELDS, updates: 'used', let: 'used' },
  run: async (context) => {
    const { server, db, args, op } = context
    const coll = target(context)
    const variables = letOf(args)
    const statements = args.requiredDocs('updates').map((entry) => updateStatement(entry, variables))
    checkBatchLength(statements.length)
    if (op.retryable && statements.some(({ multi }) => multi))
      throw fault('InvalidOptions', 'Cannot use retryable writes with multi=true')
    const result = await once(context, 0, () =>
      server.engine.update(op, db, coll, statements, args.flag('ordered', true)),
    )
    return updateReply(result)
  },
}

function updateReply({ n, nModified, upserted, writeErrors: errors }: UpdateResult): Reply {
  const fields: Doc = { n: wholeNumber(n), nModified: wholeNumber(nModified) }
  if (upserted.length > 0)
    fields['upserted'] = upserted.map(({ index, _id }) => ({ index: new Int32(index), _id }))
  return bulkReply(fields, errors)
}

/** One entry of `updates`, checked field by field. */
export function updateStatement(entry: Doc, variables: Doc | undefined): UpdateStatement {
  checkFields(entry, UPDATE_STATEMENT, 'update.updates')
  const args = new Fields(entry, 'update.updates')
  const statement = {
    q: args.requiredDoc('q'),
    u: args.change('u') ?? args.requiredDoc('u'),
    multi: args.flag('multi'),
    upsert: args.flag('upsert'),
    arrayFilters: args.docs('arrayFilters'),
    collation: collationOf(args),
    hint: args.hint(),
    sort: nonEmpty(args.doc('sort')),
    let: variables,
    c: args.doc('c'),
  }
  if (statement.multi && statement.sort !== undefined)
    throw fault('FailedToParse', 'Cannot specify sort with multi=true')
  return statement
}

const remove: CommandSpec = {
  name: 'delete',
  takesWriteConcern: true,
  isRetryable: true,
  isAllowedInTransaction: true,
  fields: { ...BATCH_FIELDS, deletes: 'used', let: 'used' },
  run: async (context) => {
    const { server, db, args, op } = context
    const coll = target(context)
    const variables = letOf(args)
    const statements = args.requiredDocs('deletes').map((entry) => removeStatement(entry, variables))
    checkBatchLength(statements.length)
    if (op.retryable && statements.some(({ limit }) => limit === 0))
      throw fault('InvalidOptions', 'Cannot use retryable writes with limit=0')
    const result: RemoveResult = await once(context, 0, () =>
      server.engine.remove(op, db, coll, statements, args.flag('ordered', true)),
    )
    return bulkReply({ n: wholeNumber(result.n) }, result.writeErrors)
  },
}

/** One entry of `deletes`; `limit` is 0 (all) or 1 and nothing else. */
export function removeStatement(entry: Doc, variables: Doc | undefined): RemoveStatement {
  checkFields(entry, DELETE_STATEMENT, 'delete.deletes')
  const args = new Fields(entry, 'delete.deletes')
  const limit = args.number('limit')
  if (limit !== 0 && limit !== 1)
    throw fault('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${String(limit)}`)
  return { q: args.requiredDoc('q'), limit, collation: collationOf(args), hint: args.hint(), let: variables }
}

const findAndModify: CommandSpec = {
  name: 'findAndModify',
  aliases: ['findandmodify'],
  takesWriteConcern: true,
  isRetryable: true,
  isAllowedInTransaction: true,
  fields: {
    query: 'used',
    sort: 'used',
    remove: 'used',
    update: 'used',
    new: 'used',
    fields: 'used',
    upsert: 'used',
    bypassDocumentValidation: 'used',
    arrayFilters: 'used',
    collation: 'used',
    hint: 'used',
    let: 'used',
  },
  run: async (context) => {
    const { server, db, args, op } = context
    const coll = target(context)
    const spec = findAndModifySpec(args)
    const result: FindAndModifyResult = await once(context, 0, () =>
      server.engine.findAndModify(op, db, coll, spec),
    )
    return plain({ lastErrorObject: result.lastErrorObject, value: result.value })
  },
}

/** The engine's spec of a findAndModify, with MongoDB's refusals of contradicting fields. */
function findAndModifySpec(args: Fields): Parameters<CommandContext['server']['engine']['findAndModify']>[3] {
  const isRemoval = args.flag('remove')
  const change = args.change('update')
  if (isRemoval && change !== undefined)
    throw fault('FailedToParse', 'Cannot specify both an update and remove=true')
  if (isRemoval && args.flag('upsert'))
    throw fault('FailedToParse', 'Cannot specify both upsert=true and remove=true')
  if (isRemoval && args.flag('new'))
    throw fault(
      'FailedToParse',
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    )
  if (!isRemoval && change === undefined)
    throw fault('FailedToParse', 'Either an update or remove=true must be specified')
  return {
    query: args.doc('query') ?? {},
    sort: nonEmpty(args.doc('sort')),
    remove: isRemoval,
    update: change,
    new: args.flag('new'),
    fields: nonEmpty(args.doc('fields')),
    upsert: args.flag('upsert'),
    arrayFilters: args.docs('arrayFilters'),
    collation: collationOf(args),
    hint: args.hint(),
    let: letOf(args),
  }
}

function target(context: CommandContext): string {
  const coll = collectionOf(context)
  context.op.bypassDocumentValidation = context.args.flag('bypassDocumentValidation')
  return coll
}

/** Runs a write, or gives the stored result of the same write when this is its retry. */
export async function once<T extends object>(
  context: CommandContext,
  stmtId: number,
  write: () => Promise<T>,
): Promise<T> {
  const { server, op } = context
  if (!op.retryable || op.lsid === undefined || op.txnNumber === undefined) return await write()
  op.stmtId = stmtId
  // The engine stores exactly what the write resolved to, so the stored document has its type.
  const stored = server.engine.retryResult(op.lsid, op.txnNumber, stmtId) as T | undefined
  return stored ?? (await failingWrite(context, write))
}

function bulkReply(fields: Doc, errors: WriteError[]): Reply {
  if (errors.length === 0) return plain(fields)
  return { fields: { ...fields, writeErrors: errors.map(writeErrorDocument) }, hasFailures: true }
}

/** A write error in the reply's form. */
export function writeErrorDocument({ index, code, errmsg, keyPattern, keyValue, errInfo }: WriteError): Doc {
  return { index: new Int32(index), code: new Int32(code), keyPattern, keyValue, errInfo, errmsg }
}

export const writeCommands: readonly CommandSpec[] = [insert, update, remove, findAndModify]
