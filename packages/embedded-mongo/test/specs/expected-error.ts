import { MongoClientBulkWriteError, MongoError, MongoServerError, type Document } from 'mongodb'
import type { Entities } from './entities.ts'
import { match, Mismatch } from './match.ts'

type Check = (error: Error, wanted: never, entities: Entities) => void

/** The error, if it is as an `expectError` says; throws Mismatch otherwise. */
export function matchError(error: unknown, expected: Document, entities: Entities): Error {
  if (!(error instanceof Error)) throw new Mismatch('no error came')
  for (const [name, wanted] of Object.entries(expected)) {
    const check = CHECKS[name]
    if (check === undefined) throw new Error(`The runner does not know expectError.${name}.`)
    check(error, wanted as never, entities)
  }
  return error
}

const CHECKS: Record<string, Check> = {
  isError: () => undefined,
  isClientError: (error, wanted) => {
    // An error of the network counts as the client's: no server has sent it.
    if (error instanceof MongoServerError === wanted)
      throw new Mismatch(`the error is ${error.name}: ${error.message}`)
  },
  errorContains: (error, wanted: string) => {
    if (!error.message.toLowerCase().includes(wanted.toLowerCase()))
      throw new Mismatch(`the message "${error.message}" does not contain "${wanted}"`)
  },
  errorCode: (error, wanted: number) => {
    const { code } = served(error)
    if (code !== wanted) throw new Mismatch(`the code is ${String(code)} instead of ${wanted}`)
  },
  errorCodeName: (error, wanted: string) => {
    const { codeName } = served(error)
    if (codeName !== wanted) throw new Mismatch(`the code name is ${String(codeName)} instead of ${wanted}`)
  },
  errorLabelsContain: (error, wanted: string[]) => {
    for (const label of wanted)
      if (!hasLabel(error, label)) throw new Mismatch(`the label ${label} is missing (${error.message})`)
  },
  errorLabelsOmit: (error, wanted: string[]) => {
    for (const label of wanted)
      if (hasLabel(error, label)) throw new Mismatch(`the label ${label} is there (${error.message})`)
  },
  errorResponse: (error, wanted, entities) => {
    match(served(error).errorResponse, wanted, entities, { at: 'errorResponse', inside: 'root' })
  },
  expectResult: (error, wanted, entities) => {
    const { partialResult, result } = error as MongoClientBulkWriteError & { result?: unknown }
    match(partialResult ?? result, wanted, entities, { at: 'partial result', inside: 'root' })
  },
  writeErrors: (error, wanted, entities) => {
    const { writeErrors } = error as MongoClientBulkWriteError
    match(writeErrors, wanted, entities, { at: 'writeErrors' })
  },
  writeConcernErrors: (error, wanted, entities) => {
    const { writeConcernErrors } = error as MongoClientBulkWriteError
    match(writeConcernErrors, wanted, entities, { at: 'writeConcernErrors' })
  },
}

/** The error that the server sent: that of a whole failed bulk is kept inside the bulk's own. */
function served(error: Error): MongoServerError {
  const inner = error instanceof MongoClientBulkWriteError ? (error.cause ?? error) : error
  return inner as MongoServerError
}

function hasLabel(error: Error, label: string): boolean {
  return [error, error.cause].some((one) => one instanceof MongoError && one.hasErrorLabel(label))
}
