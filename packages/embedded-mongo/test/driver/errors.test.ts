import { Long, UUID, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness()

const lsid = { id: new UUID() }
const inTransaction = { lsid, txnNumber: Long.fromNumber(7), autocommit: false }

/** A command, and the error with which MongoDB answers it. `$db` is `admin` where the command asks for that. */
const REFUSALS: [code: number, codeName: string, message: RegExp, command: Document][] = [
  [2, 'BadValue', /hint provided does not correspond/, { find: 'c', hint: 'none' }],
  [2, 'BadValue', /Must specify at least one index to create/, { createIndexes: 'c', indexes: [] }],
  [9, 'FailedToParse', /^The 'cursor' option is required/, { aggregate: 'c', pipeline: [] }],
  [9, 'FailedToParse', /^Either an update or remove=true must be specified$/, { findAndModify: 'c' }],
  [
    9,
    'FailedToParse',
    /^Error in specification \{ name: "a" \} :: caused by :: The 'key' field is a required property/,
    { createIndexes: 'c', indexes: [{ name: 'a' }] },
  ],
  [
    9,
    'FailedToParse',
    /:: caused by :: The 'name' field is a required property of an index specification$/,
    { createIndexes: 'c', indexes: [{ key: { a: 1 } }] },
  ],
  [
    14,
    'TypeMismatch',
    /^'pipeline' option must be specified as an array$/,
    { aggregate: 'c', pipeline: { $match: {} }, cursor: {} },
  ],
  [
    14,
    'TypeMismatch',
    /^Each element of the 'pipeline' array must be an object$/,
    { aggregate: 'c', pipeline: [1], cursor: {} },
  ],
  [
    14,
    'TypeMismatch',
    /^BSON field 'find.filter' is the wrong type 'string', expected type 'object'$/,
    { find: 'c', filter: 'x' },
  ],
  [
    16,
    'InvalidLength',
    /^Write batch sizes must be between 1 and 100000. Got 0 operations.$/,
    { insert: 'c', documents: [] },
  ],
  [
    17,
    'ProtocolError',
    /^sasl: Mismatched conversation id$/,
    { saslContinue: 1, conversationId: 9, payload: '' },
  ],
  [20, 'IllegalOperation', /^Can't rename a collection to itself$/, { renameCollection: 'a.c', to: 'a.c' }],
  [26, 'NamespaceNotFound', /^ns does not exist: .*\.none$/, { listIndexes: 'none' }],
  [26, 'NamespaceNotFound', /^ns not found .*\.none$/, { dropIndexes: 'none', index: '*' }],
  [
    26,
    'NamespaceNotFound',
    /^Source collection a.none does not exist$/,
    { renameCollection: 'a.none', to: 'a.b' },
  ],
  [27, 'IndexNotFound', /^index not found with name \[none\]$/, { dropIndexes: 'c', index: 'none' }],
  [43, 'CursorNotFound', /^cursor id 5 not found$/, { getMore: Long.fromNumber(5), collection: 'c' }],
  [48, 'NamespaceExists', /already exists, but with different options/, { create: 'c', validator: { a: 1 } }],
  [59, 'CommandNotFound', /^no such command: 'nothing'$/, { nothing: 1 }],
  [67, 'CannotCreateIndex', /./, { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }],
  [72, 'InvalidOptions', /^cannot drop _id index$/, { dropIndexes: 'c', index: '_id_' }],
  [
    72,
    'InvalidOptions',
    /^writeConcern is not allowed within a multi-statement transaction$/,
    { ...{ insert: 'c', documents: [{}] }, ...inTransaction, startTransaction: true, writeConcern: { w: 1 } },
  ],
  [73, 'InvalidNamespace', /./, { insert: 'a$b', documents: [{}] }],
  [
    85,
    'IndexOptionsConflict',
    /already exists with a different name/,
    { createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'other' }] },
  ],
  [
    86,
    'IndexKeySpecsConflict',
    /^An existing index has the same name/,
    { createIndexes: 'c', indexes: [{ key: { m: 1 }, name: 'n_1' }] },
  ],
  [
    197,
    'InvalidIndexSpecificationOption',
    /^The field 'wrong' is not valid for an index specification/,
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', wrong: 1 }] },
  ],
  [
    251,
    'NoSuchTransaction',
    /^Given transaction number 7 does not match any in-progress transactions/,
    { find: 'c', ...inTransaction },
  ],
  [
    263,
    'OperationNotSupportedInTransaction',
    /^Cannot run 'count' in a multi-document transaction.$/,
    { count: 'c', ...inTransaction, startTransaction: true },
  ],
  [
    40414,
    'Location40414',
    /^BSON field 'insert.documents' is missing but a required field$/,
    { insert: 'c' },
  ],
  [40415, 'Location40415', /^BSON field 'find.wrong' is an unknown field.$/, { find: 'c', wrong: 1 }],
  [
    50768,
    'Location50768',
    /count is not a retryable write command/,
    { count: 'c', lsid, txnNumber: Long.ONE },
  ],
  [51024, 'Location51024', /value must be >= 0, actual value '-1'/, { find: 'c', skip: -1 }],
]
const ADMIN_ONLY = new Set(['renameCollection'])

describe('an error', () => {
  it.each(REFUSALS)('%i %s %s', async (code, codeName, message, command) => {
    const db = harness().db()
    await db.collection('c').createIndex({ n: 1 })
    const name = Object.keys(command)[0] ?? ''
    if (name === 'renameCollection' && command['to'] === command['renameCollection'])
      await harness().client.db('a').createCollection('c')
    const error = await serverError(
      (ADMIN_ONLY.has(name) ? harness().client.db('admin') : db).command(command),
    )
    expect(error).toMatchObject({ code, codeName, message: expect.stringMatching(message) })
  })

  it('of a write stands at its place, with what a client needs to know', async () => {
    const db = harness().db()
    await db.createCollection('c', { validator: { n: { $lt: 5 } } })
    await db.collection('c').createIndex({ n: 1, m: -1 }, { unique: true })
    const documents = [
      { _id: 1, n: 1, m: 'x' },
      { _id: 2, n: 1, m: 'x' },
      { _id: 3, n: 9 },
      { _id: [4] },
      { _id: 5, n: 2 },
    ]
    const reply = await db.command({ insert: 'c', documents, ordered: false })
    expect(reply).toMatchObject({ n: 2, ok: 1 })
    expect(reply['writeErrors']).toMatchObject([
      {
        index: 1,
        code: 11000,
        keyPattern: { n: 1, m: -1 },
        keyValue: { n: 1, m: 'x' },
        errmsg: `E11000 duplicate key error collection: ${db.databaseName}.c index: n_1_m_-1 dup key: { n: 1, m: "x" }`,
      },
      { index: 2, code: 121, errmsg: 'Document failed validation', errInfo: { failingDocumentId: 3 } },
      { index: 3, code: 2 },
    ])
    const ordered = await db.command({
      insert: 'c',
      documents: [
        { _id: 1, n: 3 },
        { _id: 6, n: 4 },
      ],
      ordered: true,
    })
    expect(ordered).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 11000, keyPattern: { _id: 1 } }] })
  })
})
