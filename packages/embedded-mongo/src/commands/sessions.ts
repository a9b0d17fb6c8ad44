import { fault } from '../errors.ts'
import { plain } from '../wire/reply.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { uuidHex, type Fields } from './fields.ts'

const commitTransaction: CommandSpec = {
  name: 'commitTransaction',
  isAdminOnly: true,
  takesWriteConcern: true,
  endsTransaction: true,
  fields: { recoveryToken: 'no effect' },
  run: async (context) => {
    const { lsid, txnNumber } = numbered(context)
    context.server.cursors.killOfTransaction(lsid, txnNumber)
    await context.server.engine.sessions.commit(lsid, txnNumber)
    return plain()
  },
}

const abortTransaction: CommandSpec = {
  name: 'abortTransaction',
  isAdminOnly: true,
  takesWriteConcern: true,
  endsTransaction: true,
  fields: { recoveryToken: 'no effect' },
  run: (context) => {
    const { lsid, txnNumber } = numbered(context)
    context.server.cursors.killOfTransaction(lsid, txnNumber)
    context.server.engine.sessions.abort(lsid, txnNumber)
    return plain()
  },
}

function numbered({ name, op, body }: CommandContext): { lsid: string; txnNumber: bigint } {
  const { lsid, txnNumber } = op
  if (lsid === undefined || txnNumber === undefined || body['autocommit'] !== false) {
    throw fault('InvalidOptions', `${name} must be run within a transaction`)
  }
  return { lsid, txnNumber }
}

const endSessions: CommandSpec = {
  name: 'endSessions',
  fields: {},
  run: ({ server, args }) => {
    const lsids = sessionIds(args, 'endSessions')
    server.sessions.end(lsids)
    server.cursors.killOfSessions(lsids)
    server.engine.sessions.endSessions(lsids)
    return plain()
  },
}

const killAllSessions: CommandSpec = {
  name: 'killAllSessions',
  isUnstable: true,
  fields: {},
  run: ({ server }) => {
    server.cursors.killAll()
    server.engine.sessions.killAll()
    return plain()
  },
}

function sessionIds(args: Fields, name: string): string[] {
  return args.requiredDocs(name).map(({ id }) => {
    const hex = uuidHex(id)
    if (hex === undefined)
      throw fault('TypeMismatch', `BSON field '${name}.id' is the wrong type, expected a UUID`)
    return hex
  })
}

export const sessionCommands: readonly CommandSpec[] = [
  commitTransaction,
  abortTransaction,
  endSessions,
  killAllSessions,
]
