import { Double, Int32 } from 'bson'
import type { InsertResult, RemoveResult, UpdateResult, WriteError } from '../engine.ts'
import { fault, location } from '../errors.ts'
import type { Namespace } from '../storage/namespace.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import { encode, type Doc } from '../values/codec.ts'
import type { Reply } from '../wire/reply.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { listSource } from './cursors.ts'
import { batchSizeOf } from './catalog.ts'
import { checkFields, Fields, type FieldTable } from './fields.ts'
import { cursorOwner, letOf, wholeNumber } from './generic.ts'
import { checkBatchLength, splitNamespace } from './namespace.ts'
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
  fields: {
    ops: 'used',
    nsInfo: 'used',
    ordered: 'used',
    errorsOnly: 'used',
    let: 'used',
    cursor: 'used',
    bypassDocumentValidation: 'used',
    bypassEmptyTsReplacement: 'no effect',
  },
  run: async (context) => {
    const { args, op, server } = context
    const ops = args.requiredDocs('ops')
    checkBatchLength(ops.length)
    op.bypassDocumentValidation = args.flag('bypassDocumentValidation')
    const runs = groupRuns(ops, namespaces(args))
    checkRetryable(context, ops)
    const bulk = new Bulk(context, args.flag('ordered', true))
    await bulk.apply(runs)
    const { totals, results } = bulk
    const listed = args.flag('errorsOnly') ? results.filter(({ ok }) => ok === NOT_OK) : results
    const options = {
      ns: 'admin.$cmd.bulkWrite',
      owner: cursorOwner(op),
      batchSize: batchSizeOf(args) ?? Infinity,
    }
    const reply = await server.cursors.answerFirst(listSource(listed.map(encode)), options)
    const counts = Object.fromEntries(Object.entries(totals).map(([name, n]) => [name, wholeNumber(n)]))
    return { ...reply, fields: counts, hasFailures: totals.nErrors > 0 } satisfies Reply
  },
}

function namespaces(args: Fields): Namespace[] {
  return args.requiredDocs('nsInfo').map((entry) => {
    checkFields(entry, { ns: 'used' }, 'bulkWrite.nsInfo')
    const namespace = splitNamespace(new Fields(entry, 'bulkWrite.nsInfo').requiredText('ns'))
    return namespace
  })
}

function groupRuns(ops: Doc[], known: Namespace[]): Run[] {
  const runs: Run[] = []
  for (const [index, op] of ops.entries()) {
    const kind = kindOf(op)
    const args = new Fields(op, `bulkWrite.ops.${index}`)
    const namespace = known[args.count(kind) ?? -1]
    if (namespace === undefined)
      throw fault('BadValue', `BulkWrite ops entry ${index} has an invalid nsInfo index.`)
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

/** One bulk under way: what its runs did, added up. */
class Bulk {
  readonly totals: Totals = {
    nErrors: 0,
    nInserted: 0,
    nMatched: 0,
    nModified: 0,
    nUpserted: 0,
    nDeleted: 0,
  }
  readonly results: Doc[] = []
  readonly #context: CommandContext
  readonly #isOrdered: boolean

  constructor(context: CommandContext, isOrdered: boolean) {
    this.#context = context
    this.#isOrdered = isOrdered
  }

  /** Applies the runs one after another; an ordered bulk ends at its first error. */
  async apply(runs: Run[]): Promise<void> {
    for (const run of runs) {
      if (run.kind === 'insert') await this.#insert(run)
      else if (run.kind === 'update') await this.#update(run)
      else await this.#remove(run)
      if (this.#isOrdered && this.totals.nErrors > 0) return
      if (isTurnOver()) await nextTurn()
    }
  }

  async #insert({ start, namespace, ops }: Run): Promise<void> {
    const { op, server } = this.#context
    const { db, coll } = namespace
    const documents = ops.map((entry) => new Fields(entry, 'bulkWrite.insert').requiredDoc('document'))
    const write = (): Promise<InsertResult> => server.engine.insert(op, db, coll, documents, this.#isOrdered)
    const { n, writeErrors } = await once(this.#context, start, write)
    this.totals.nInserted += n
    const failed = new Map(writeErrors.map((error) => [error.index, error]))
    for (const index of documents.keys()) {
      const error = failed.get(index)
      if (error === undefined) this.#succeed(start + index, { n: new Int32(1) })
      else this.#fail(start + index, error)
      if (this.#isOrdered && error !== undefined) return
    }
  }

  async #update({ start, namespace, ops }: Run): Promise<void> {
    const { op, server, args } = this.#context
    const { filter, updateMods, constants, update: _namespace, ...rest } = ops[0] ?? {}
    const entry = { q: filter, u: updateMods, ...(constants === undefined ? {} : { c: constants }), ...rest }
    const statement = updateStatement(entry, letOf(args))
    const write = (): Promise<UpdateResult> =>
      server.engine.update(op, namespace.db, namespace.coll, [statement], true)
    const { n, nModified, upserted, writeErrors } = await once(this.#context, start, write)
    const [error] = writeErrors
    if (error !== undefined) return this.#fail(start, error)
    const [upsert] = upserted
    this.totals.nMatched += n - upserted.length
    this.totals.nModified += nModified
    this.totals.nUpserted += upserted.length
    const id = upsert === undefined ? undefined : { _id: upsert._id }
    this.#succeed(start, { n: wholeNumber(n), nModified: wholeNumber(nModified), upserted: id })
  }

  async #remove({ start, namespace, ops }: Run): Promise<void> {
    const { op, server, args } = this.#context
    const { filter, multi, delete: _namespace, ...rest } = ops[0] ?? {}
    const limit = new Int32(new Fields({ multi }, 'bulkWrite.delete').flag('multi') ? 0 : 1)
    const statement = removeStatement({ q: filter, limit, ...rest }, letOf(args))
    const write = (): Promise<RemoveResult> =>
      server.engine.remove(op, namespace.db, namespace.coll, [statement], true)
    const { n, writeErrors } = await once(this.#context, start, write)
    const [error] = writeErrors
    if (error !== undefined) return this.#fail(start, error)
    this.totals.nDeleted += n
    this.#succeed(start, { n: wholeNumber(n) })
  }

  #succeed(index: number, result: Doc): void {
    this.results.push({ ok: OK, idx: new Int32(index), ...result })
  }

  #fail(position: number, error: WriteError): void {
    const { index: _index, ...rest } = writeErrorDocument(error)
    this.totals.nErrors += 1
    this.results.push({ ok: NOT_OK, idx: new Int32(position), n: new Int32(0), ...rest })
  }
}

export const bulkWriteCommands: readonly CommandSpec[] = [bulkWrite]
