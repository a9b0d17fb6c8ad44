import type { Doc } from './values/codec.ts'

/**
 * MongoDB's error names and numbers, as far as this server raises them.
 * Source: src/mongo/base/error_codes.yml of MongoDB 7.0.
 */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  GraphContainsCycle: 5,
  HostUnreachable: 6,
  HostNotFound: 7,
  UnknownError: 8,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  LockTimeout: 24,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  FileStreamFailed: 39,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NoMatchingDocument: 47,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  ManualInterventionRequired: 51,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  InvalidDBRef: 55,
  EmptyFieldName: 56,
  DottedFieldName: 57,
  CommandNotFound: 59,
  WriteConcernTimeout: 64,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  NotWritablePrimary: 10107,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  TooManyLogicalSessions: 261,
  ExceededTimeLimit: 262,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  ExceededMemoryLimit: 146,
  ReadConcernMajorityNotEnabled: 148,
  StaleConfig: 13388,
  InvalidPipelineOperator: 168,
  ViewDepthLimitExceeded: 165,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  QueryPlanKilled: 175,
  TransactionTooOld: 225,
  CannotImplicitlyCreateCollection: 227,
  NotImplemented: 238,
  ConversionFailure: 241,
  OperationCannotBeBatched: 245,
  CloneTooLarge: 248,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  TransactionTooLarge: 257,
  UnknownFeatureCompatibilityVersion: 258,
  OperationNotSupportedInTransaction: 263,
  IndexBuildAborted: 276,
  ChangeStreamFatalError: 280,
  ChangeStreamHistoryLost: 286,
  NoQueryExecutionPlans: 291,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  DataCorruptionDetected: 301,
  UnsupportedFormat: 12,
  UnsupportedOpQueryCommand: 352,
  CannotBuildIndexKeys: 201,
  InvalidResumeToken: 260,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  UnknownReplWriteConcern: 79,
  NetworkTimeout: 89,
  ShutdownInProgress: 91,
  UnsatisfiableWriteConcern: 100,
  CommandFailed: 125,
  CursorKilled: 237,
  ClientDisconnect: 279,
  APIVersionError: 322,
  APIStrictError: 323,
  MechanismUnavailable: 334,
  CursorInUse: 143,
  FailedToSatisfyReadPreference: 133,
  ReadConcernMajorityNotAvailableYet: 134,
  StaleEpoch: 150,
  PrimarySteppedDown: 189,
  ElectionInProgress: 216,
  RetryChangeStream: 234,
  SnapshotUnavailable: 246,
  FailPointSetFailed: 266,
  PreparedTransactionInProgress: 267,
  CannotConvertIndexToUnique: 359,
  SocketException: 9001,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
  OutOfDiskSpace: 14031,
} as const

export type NamedCode = keyof typeof CODES
const NAMES = new Map(Object.entries(CODES).map(([name, code]) => [code as number, name as NamedCode]))
/** MongoDB calls an unnamed assertion by its number: code 31254 is `Location31254`. */
export type CodeName = NamedCode | `Location${number}`

/** `hasExactLabels`: no others are added for the command that the error ends. */
export type FaultOptions = { extra?: Doc; labels?: string[]; hasExactLabels?: boolean }

/** An error that is answered to the client with MongoDB's code, code name, labels and further fields. */
export class MongoServerFault extends Error {
  readonly code: number
  readonly codeName: string
  readonly labels: string[]
  readonly hasExactLabels: boolean
  readonly extra?: Doc

  constructor(codeName: CodeName, message: string, options: FaultOptions = {}) {
    super(message)
    this.name = 'MongoServerFault'
    this.code = codeOf(codeName)
    this.codeName = codeName
    this.labels = options.labels ?? []
    this.hasExactLabels = options.hasExactLabels ?? false
    if (options.extra !== undefined) this.extra = options.extra
  }
}

/** Makes (does not throw) the fault for a code name: `throw fault('BadValue', 'unknown operator: $foo')`. */
export function fault(codeName: CodeName, message: string, options: FaultOptions = {}): MongoServerFault {
  return new MongoServerFault(codeName, message, options)
}

/** The fault for one of MongoDB's numbered assertions, e.g. `location(40324, …)`; a number with a name gets its name. */
export function location(code: number, message: string, options: FaultOptions = {}): MongoServerFault {
  return new MongoServerFault(NAMES.get(code) ?? `Location${code}`, message, options)
}

/** The number of a code name; `Location…` names carry theirs. */
export function codeOf(codeName: CodeName): number {
  if (codeName in CODES) return CODES[codeName as NamedCode]
  return Number(codeName.slice('Location'.length))
}

/** True for errors of this server with one of the given code names. */
export function isFault(error: unknown, ...codeNames: CodeName[]): error is MongoServerFault {
  return (
    error instanceof MongoServerFault &&
    (codeNames.length === 0 || (codeNames as string[]).includes(error.codeName))
  )
}
