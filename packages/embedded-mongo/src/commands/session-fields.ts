import { fault, location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import type { CommandSpec } from './command.ts'
import { checkFields, uuidHex, type Fields } from './fields.ts'

/** What a command says about its session. */
export interface SessionFields {
  lsid: string | undefined
  txnNumber: bigint | undefined
  isInTransaction: boolean
  startsTransaction: boolean
  isRetryableWrite: boolean
}

/** Reads and checks `lsid`, `txnNumber`, `autocommit` and `startTransaction` with MongoDB's errors. */
export function readSession(args: Fields, spec: CommandSpec): SessionFields {
  const lsid = sessionId(args.doc('lsid'))
  const txnNumber = args.long('txnNumber')
  const isInTransaction = args.has('autocommit')
  const common = { lsid, txnNumber, isInTransaction, startsTransaction: false, isRetryableWrite: false }
  if (txnNumber === undefined) {
    checkUnnumbered(args)
    return common
  }
  if (lsid === undefined)
    throw fault('InvalidOptions', 'Transaction number requires a session ID to also be specified')
  if (txnNumber < 0n) throw fault('InvalidOptions', 'Transaction number cannot be negative')
  if (isInTransaction) return { ...common, startsTransaction: startsTransaction(args, spec) }
  checkRetryableWrite(args, spec)
  return { ...common, isRetryableWrite: true }
}

function checkUnnumbered(args: Fields): void {
  const field = ['autocommit', 'startTransaction'].find((name) => args.has(name))
  if (field !== undefined)
    throw fault('InvalidOptions', `'${field}' field requires a transaction number to also be specified`)
}

function checkRetryableWrite(args: Fields, spec: CommandSpec): void {
  const onlyFor =
    'txnNumber may only be provided for multi-document transactions and retryable write commands'
  if (args.has('startTransaction'))
    throw fault(
      'InvalidOptions',
      "Specifying 'startTransaction' is only allowed in multi-document transactions",
    )
  if (spec.endsTransaction) throw fault('InvalidOptions', onlyFor)
  if (spec.isRetryable) return
  const why = `autocommit:false was not provided, and ${spec.name} is not a retryable write command.`
  throw location(50768, `${onlyFor}. ${why}`)
}

function startsTransaction(args: Fields, spec: CommandSpec): boolean {
  if (args.flag('autocommit')) throw fault('InvalidOptions', 'Specifying autocommit=true is not allowed.')
  if (args.has('startTransaction') && !args.flag('startTransaction'))
    throw fault('InvalidOptions', 'Specifying startTransaction=false is not allowed.')
  if (!spec.isAllowedInTransaction && !spec.endsTransaction)
    throw fault(
      'OperationNotSupportedInTransaction',
      `Cannot run '${spec.name}' in a multi-document transaction.`,
    )
  return args.flag('startTransaction')
}

function sessionId(lsid: Doc | undefined): string | undefined {
  if (lsid === undefined) return undefined
  checkFields(lsid, { id: 'used', uid: 'no effect' }, 'OperationSessionInfo.lsid')
  const id = uuidHex(lsid['id'])
  if (id === undefined)
    throw fault(
      'TypeMismatch',
      "BSON field 'OperationSessionInfo.lsid.id' is the wrong type, expected a UUID",
    )
  return id
}

/** Lets the numbered commands of one session through one at a time, as MongoDB's session checkout does. */
export class SessionGate {
  readonly #tails = new Map<string, Promise<unknown>>()

  /** Runs `work` when all earlier numbered commands of the session are done. */
  async through<T>(session: SessionFields, work: () => Promise<T>): Promise<T> {
    const { lsid, txnNumber } = session
    if (lsid === undefined || txnNumber === undefined) return await work()
    const before = this.#tails.get(lsid)
    const mine = before === undefined ? work() : before.then(work, work)
    this.#tails.set(lsid, mine)
    try {
      return await mine
    } finally {
      if (this.#tails.get(lsid) === mine) this.#tails.delete(lsid)
    }
  }
}
