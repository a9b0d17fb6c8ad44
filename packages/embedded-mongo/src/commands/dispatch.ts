import { fault, location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import type { Connection, Handler } from '../wire/connection.ts'
import type { Request } from '../wire/framing.ts'
import { asFault, encodeError, encodeReply, type Reply } from '../wire/reply.ts'
import type { CommandContext, CommandSpec, Server } from './command.ts'
import { findCommand } from './commands.ts'
import { errorLabels } from './error-labels.ts'
import { meetFailCommand, withOrderedError } from './fail-point.ts'
import { checkFields, Fields } from './fields.ts'
import { GENERIC_FIELDS, readConcern, stableApi } from './generic.ts'
import { readSession, SessionGate, type SessionFields } from './session-fields.ts'
import { checkDatabaseName } from '../storage/namespace.ts'
import { acknowledge, writeConcern } from './write-concern.ts'

/** Runs the commands of all connections of one server. */
export class Dispatcher implements Handler {
  readonly #server: Server
  readonly #gate = new SessionGate()
  #isStopping = false

  constructor(server: Server) {
    this.#server = server
  }

  /** From now on every command is answered ShutdownInProgress, which drivers retry elsewhere. */
  stop(): void {
    this.#isStopping = true
  }

  async answer(connection: Connection, request: Request): Promise<Uint8Array> {
    let spec: CommandSpec | undefined
    try {
      spec = findSpec(request, this.#server)
      const reply = await this.#run(connection, spec, request.body)
      return encodeReply(reply, this.#server.engine.operationTime())
    } catch (error) {
      const thrown = asFault(error)
      return encodeError(thrown, errorLabels(thrown, spec, request.body), this.#server.engine.operationTime())
    }
  }

  refuse(error: unknown): Uint8Array {
    return encodeError(error, [], this.#server.engine.operationTime())
  }

  async #run(connection: Connection, spec: CommandSpec, body: Doc): Promise<Reply> {
    if (this.#isStopping) throw shuttingDown(spec)
    if (spec.takesUnknownFields !== true) checkFields(body, fieldsOf(spec), spec.name)
    const context = this.#context(connection, spec, body)
    authorize(context, spec)
    stableApi(context.args, spec)
    const ordered = this.#server.failPoints === undefined ? undefined : await meetFailCommand(context)
    const session = readSession(context.args, spec)
    if (session.lsid !== undefined) this.#server.sessions.use(session.lsid, this.#server.now())
    readConcern(context.args, spec, session)
    const concern = writeConcern(context.args, spec, session)
    const reply = await this.#gate.through(session, () => this.#runInSession(context, spec, session))
    const acknowledged = await acknowledge(reply, concern, this.#server.engine)
    return ordered === undefined ? acknowledged : withOrderedError(acknowledged, ordered, context, spec)
  }

  #context(connection: Connection, spec: CommandSpec, body: Doc): CommandContext {
    const args = new Fields(body, spec.name)
    const db = args.text('$db')
    if (db === undefined) throw location(40571, 'OP_MSG requests require a $db argument')
    checkDatabaseName(db)
    return {
      server: this.#server,
      connection,
      name: spec.name,
      db,
      body,
      args,
      op: { deadline: deadlineOf(args, spec) },
    }
  }

  async #runInSession(context: CommandContext, spec: CommandSpec, session: SessionFields): Promise<Reply> {
    const { sessions } = this.#server.engine
    const { lsid, txnNumber } = session
    Object.assign(context.op, { lsid, txnNumber, retryable: session.isRetryableWrite })
    if (!session.isInTransaction || spec.endsTransaction || lsid === undefined || txnNumber === undefined)
      return await spec.run(context)
    context.op.txn = sessions.startOrContinueTransaction(lsid, txnNumber, session.startsTransaction)
    try {
      const reply = await spec.run(context)
      if (reply.hasFailures === true) this.#abort(lsid, txnNumber)
      return reply
    } catch (error) {
      this.#abort(lsid, txnNumber)
      throw error
    }
  }

  /** Any error inside a transaction ends it, as in MongoDB: the client can only start over. */
  #abort(lsid: string, txnNumber: bigint): void {
    this.#server.cursors.killOfTransaction(lsid, txnNumber)
    try {
      this.#server.engine.sessions.abort(lsid, txnNumber)
    } catch {
      // The error that is being answered may itself have ended the transaction.
    }
  }
}

/** A change stream's getMore may be made again elsewhere, and whether it is one only its cursor knew. */
function shuttingDown(spec: CommandSpec): Error {
  const labels = spec.name === 'getMore' ? ['ResumableChangeStreamError'] : []
  return fault('ShutdownInProgress', 'The server is shutting down', { labels })
}

function findSpec({ body, isLegacy }: Request, { failPoints }: Server): CommandSpec {
  const name = Object.keys(body)[0] ?? ''
  const spec = findCommand(name)
  if (spec === undefined || (spec.isTestOnly === true && failPoints === undefined))
    throw fault('CommandNotFound', `no such command: '${name}'`)
  if (isLegacy && spec.name !== 'hello')
    throw fault(
      'UnsupportedOpQueryCommand',
      `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`,
    )
  return spec
}

const tables = new Map<CommandSpec, CommandSpec['fields']>()

function fieldsOf(spec: CommandSpec): CommandSpec['fields'] {
  let table = tables.get(spec)
  if (table === undefined) {
    const names = [spec.name, ...(spec.aliases ?? [])].map((name) => [name, 'used'] as const)
    table = { ...GENERIC_FIELDS, ...Object.fromEntries(names), ...spec.fields }
    tables.set(spec, table)
  }
  return table
}

function authorize({ connection, db, name }: CommandContext, spec: CommandSpec): void {
  if (!spec.isPublic && !connection.isAuthenticated)
    throw fault('Unauthorized', `Command ${name} requires authentication`)
  if (spec.isAdminOnly && db !== 'admin')
    throw fault('Unauthorized', `${name} may only be run against the admin database.`)
}

/** getMore's maxTimeMS is no deadline but how long to wait for events: the command itself reads it. */
function deadlineOf(args: Fields, spec: CommandSpec): number | undefined {
  const milliseconds = args.count('maxTimeMS')
  if (milliseconds === undefined || milliseconds === 0 || spec.name === 'getMore') return undefined
  return performance.now() + milliseconds
}
