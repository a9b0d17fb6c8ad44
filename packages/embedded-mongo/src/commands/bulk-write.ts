import { Double, Int32 } from 'bson'
import type { RemoveResult, UpdateResult, WriteError } from '../engine.ts'
import { fault, location } from '../errors.ts'
import { encode, type Doc } from '../values/codec.ts'
import type { Reply } from '../wire/reply.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { listSource } from './cursors.ts'
import { batchSizeOf } from './catalog.ts'
import { checkFields, Fields, type FieldTable } from './fields.ts'
import { letOf } from './generic.ts'
import { checkBatchLength, checkWritable, splitNamespace } from './namespace.ts'
import { cursorOwner, wholeNumber } from './read.ts'
import { once, removeStatement, updateStatement, writeErrorDocument } from './write.ts'

/*
 * The command behind `client.bulkWrite()` (MongoDB 8): operations on several collections in one message. Neighbouring
 * inserts into one collection are one engine call; the grouping depends on the operations only, so that a retry
 * finds the stored results of the same groups.
 */
const INSERT: FieldTable = { insert: 'used', document: 'used' }
const UPDATE: FieldTable = {
  update: 'used',
  filter: 'used',
  updateMods: 'used',
  multi: 'used',
  upsert: 'used',
  arrayFilters: 'used',
  collation: 'used',
  hint: 'used',
  constants: 'used',
  sort: 'used',
}
const DELETE: FieldTable = { delete: 'used', filter: 'used', multi: 'used', collation: 'used', hint: 'used' }

const OK = new Double(1)
const NOT_OK = new Double(0)

interface Namespace {
  db: string
  coll: string
}
type Totals = {
  nErrors: number
  nInserted: number
  nMatched: number
  nModified: number
  nUpserted: number
  nDeleted: number
}
interface Run {
  start: number
  kind: 'insert' | 'update' | 'delete'
  namespace: Namespace
  ops: Doc[]
}

const bulkWrite: CommandSpec = {
  name: 'bulkWrite',
  isAdminOnly: true,
  takesWriteConcern: true,
  isRetryable: true,
  isAllowedInTransaction: true,
  fields: { ops: 'used', nsInfo: 'used', ordered: 'used', errorsOnly: 'used', let: 'used', cursor: 'used', bypassDocumentValidation: 'used', bypassEmptyTsReplacement: 'no effect' },
  run: async (context) => {
    const { args, op, server } = context
    const ops = args.requiredDocs('ops')
    checkBatchLength(ops.length)
    op.bypassDocumentValidation = args.flag('bypassDocumentValidation')
    const runs = groupRuns(ops, namespaces(args))
    checkRetryable(context, ops)
    const { totals, results } = await apply(context, runs, args.flag('ordered', true))
    const listed = args.flag('errorsOnly') ? results.filter(({ ok }) => ok === NOT_OK) : results
    const options = { ns: 'admin.$cmd.bulkWrite', owner: cursorOwner(op), batchSize: batchSizeOf(args) ?? Infinity }
    const reply = await server.cursors.answerFirst(listSource(listed.map(encode)), options)
    const counts = Object.fromEntries(Object.entries(totals).map(([name, n]) => [name, wholeNumber(n)]))
    return { ...reply, fields: counts, hasFailures: totals.nErrors > 0 } satisfies Reply
  },
}

function namespaces(args: Fields): Namespace[] {
  return args.requiredDocs('nsInfo').map((entry) => {
    checkFields(entry, { ns: 'used' }, 'bulkWrite.nsInfo')
    const namespace = splitNamespace(new Fields(entry, 'bulkWrite.nsInfo').requiredText('ns'))
    checkWritable(namespace.db, namespace.coll)
    return namespace
  })
}

function groupRuns(ops: Doc[], known: Namespace[]): Run[] {
  const runs: Run[] = []
  for (const [index, op] of ops.entries()) {
    const kind = kindOf(op)
    const args = new Fields(op, `bulkWrite.ops.${index}`)
    const namespace = known[args.count(kind) ?? -1]
    if (namespace === undefined) throw fault('BadValue', `BulkWrite ops entry ${index} has an invalid nsInfo index.`)
    const last = runs.at(-1)
    if (kind === 'insert' && last?.kind === 'insert' && last.namespace === namespace) last.ops.push(op)
    else runs.push({ start: index, kind, namespace, ops: [op] })
  }
  return runs
}

function kindOf(op: Doc): Run['kind'] {
  const kind = Object.keys(op)[0]
  if (kind === 'insert') checkFields(op, INSERT, 'bulkWrite.insert')
  else if (kind === 'update') checkFields(op, UPDATE, 'bulkWrite.update')
  else if (kind === 'delete') checkFields(op, DELETE, 'bulkWrite.delete')
  else throw location(40415, `BSON field 'BulkWriteOperation.${String(kind)}' is an unknown field.`)
  return kind
}

function checkRetryable({ op }: CommandContext, ops: Doc[]): void {
  if (op.retryable && ops.some((entry) => new Fields(entry, 'bulkWrite.ops').flag('multi'))) {
    throw fault('InvalidOptions', 'Cannot use retryable writes with multi=true')
  }
}

async function apply(context: CommandContext, runs: Run[], ordered: boolean): Promise<{ totals: Totals; results: Doc[] }> {
  const totals: Totals = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 }
  const results: Doc[] = []
  for (const run of runs) {
    if (run.kind === 'insert') results.push(...(await applyInserts(context, run, ordered, totals)))
    else results.push(await applyChange(context, run, totals))
    if (ordered && totals.nErrors > 0) break
  }
  return { totals, results }
}

async function applyInserts(context: CommandContext, run: Run, ordered: boolean, totals: Totals): Promise<Doc[]> {
  const { db, coll } = run.namespace
  const documents = run.ops.map((op) => new Fields(op, 'bulkWrite.insert').requiredDoc('document'))
  const { n, writeErrors } = await once(context, run.start, () => context.server.engine.insert(context.op, db, coll, documents, ordered))
  totals.nInserted += n
  totals.nErrors += writeErrors.length
  const failed = new Map(writeErrors.map((error) => [error.index, error]))
  const lastDone = ordered && writeErrors.length > 0 ? Math.min(...failed.keys()) : documents.length - 1
  return documents.slice(0, lastDone + 1).map((_, index) => {
    const error = failed.get(index)
    return error === undefined ? success(run.start + index, { n: new Int32(1) }) : failure(run.start + index, error)
  })
}

async function applyChange(context: CommandContext, run: Run, totals: Totals): Promise<Doc> {
  const op = run.ops[0] ?? {}
  return run.kind === 'update' ? await applyUpdate(context, run, op, totals) : await applyDelete(context, run, op, totals)
}

async function applyUpdate(context: CommandContext, { start, namespace }: Run, op: Doc, totals: Totals): Promise<Doc> {
  const { filter, updateMods, constants, update: _namespace, ...rest } = op
  const statement = updateStatement({ q: filter, u: updateMods, ...(constants === undefined ? {} : { c: constants }), ...rest }, letOf(context.args))
  const write = (): Promise<UpdateResult> => context.server.engine.update(context.op, namespace.db, namespace.coll, [statement], true)
  const { n, nModified, upserted, writeErrors } = await once(context, start, write)
  const [error] = writeErrors
  if (error !== undefined) return countFailure(start, error, totals)
  const [upsert] = upserted
  totals.nMatched += n - upserted.length
  totals.nModified += nModified
  totals.nUpserted += upserted.length
  return success(start, { n: wholeNumber(n), nModified: wholeNumber(nModified), upserted: upsert === undefined ? undefined : { _id: upsert._id } })
}

async function applyDelete(context: CommandContext, { start, namespace }: Run, op: Doc, totals: Totals): Promise<Doc> {
  const { filter, multi: _multi, delete: _namespace, ...rest } = op
  const limit = new Int32(new Fields(op, 'bulkWrite.delete').flag('multi') ? 0 : 1)
  const statement = removeStatement({ q: filter, limit, ...rest }, letOf(context.args))
  const write = (): Promise<RemoveResult> => context.server.engine.remove(context.op, namespace.db, namespace.coll, [statement], true)
  const { n, writeErrors } = await once(context, start, write)
  const [error] = writeErrors
  if (error !== undefined) return countFailure(start, error, totals)
  totals.nDeleted += n
  return success(start, { n: wholeNumber(n) })
}

function countFailure(index: number, error: WriteError, totals: Totals): Doc {
  totals.nErrors += 1
  return failure(index, error)
}

function success(index: number, result: Doc): Doc {
  return { ok: OK, idx: new Int32(index), ...result }
}

function failure(index: number, error: WriteError): Doc {
  const { index: _index, ...rest } = writeErrorDocument(error)
  return { ok: NOT_OK, idx: new Int32(index), n: new Int32(0), ...rest }
}

export const bulkWriteCommands: readonly CommandSpec[] = [bulkWrite]
