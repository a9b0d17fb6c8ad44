import type { Engine, OpContext } from '../engine.ts'
import type { Doc } from '../values/codec.ts'
import type { Connection } from '../wire/connection.ts'
import type { Identity } from '../wire/hello.ts'
import type { Reply } from '../wire/reply.ts'
import type { StoredKeys } from '../wire/scram.ts'
import type { Cursors } from './cursors.ts'
import type { FailPoints } from './fail-point.ts'
import type { Fields, FieldTable } from './fields.ts'
import type { SeenSessions } from './seen-sessions.ts'

/** What all commands of one server share. */
export interface Server {
  engine: Engine
  cursors: Cursors
  identity: Identity
  keys: StoredKeys
  sessions: SeenSessions
  startedAt: Date
  /** There only on a server that was started for tests. */
  failPoints?: FailPoints | undefined
  now(): Date
  connectionCount(): number
}

/** One command under way. */
export interface CommandContext {
  server: Server
  connection: Connection
  /** The command's own name, also when an alias was sent. */
  name: string
  db: string
  body: Doc
  args: Fields
  /** Goes along with every engine call: session, transaction, retry, deadline. */
  op: OpContext
}

/** A command: its field table is checked before `run` is called, and written to SUPPORTED.md. */
export interface CommandSpec {
  name: string
  aliases?: readonly string[]
  fields: FieldTable
  /** May be called before authentication. */
  isPublic?: true
  isAdminOnly?: true
  takesReadConcern?: true
  /** Changes stored state: takes a write concern, and is answered only once that is fulfilled. */
  takesWriteConcern?: true
  /** May carry a txnNumber without a transaction and is then applied at most once. */
  isRetryable?: true
  isAllowedInTransaction?: true
  /** commitTransaction and abortTransaction: end the transaction instead of running inside it. */
  endsTransaction?: true
  /** The greeting only: a newer client must be able to announce what this server has never heard of. */
  takesUnknownFields?: true
  /** The code with which it is always refused, where MongoDB has a better word than CommandNotFound. */
  refusal?: number
  /** Unknown to every server that was not started for tests. */
  isTestOnly?: true
  /** Not part of MongoDB's Stable API version 1. */
  isUnstable?: true
  run(context: CommandContext): Promise<Reply> | Reply
}
