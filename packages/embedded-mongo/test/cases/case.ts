import type { Doc } from '../../src/values/codec.ts'

/** MongoDB's refusal of an operation: its code, and its message (whole, or a pattern). */
export type Refusal = { code: number; message: string | RegExp; errInfo?: Doc }

/**
 * One rule of MongoDB 7.0: documents, a command, and what comes of it. Values are compared as bytes, so types and the order of
 * fields count; write `new Map` for an object whose integer-like keys have to keep a place that a literal would not give them.
 */
export type Case = {
  name: string
  before: Doc[]
  /** Run before the command, after the documents are there: indexes, validators. */
  prepare?: Doc[] | undefined
  /** The command without a collection: its first field gets the collection's name as its value. */
  command: Doc
  /** Fields that the reply has, among others. A cursor's documents are its field `documents`. */
  reply?: Doc | undefined
  refusal?: Refusal | undefined
  /** The collection's documents afterwards; left out: as before. */
  after?: Doc[] | undefined
}

/** Stands for the collection of the case inside a command. */
export const SELF = '(the collection itself)'

/** The cases of one operator. */
export type Table = { title: string; cases: Case[] }

export function table(title: string, ...cases: Case[][]): Table {
  return { title, cases: cases.flat() }
}

/** The operation is refused. A write is refused by an entry of `writeErrors`, everything else by the whole command. */
export function refused(code: number, message: string | RegExp, errInfo?: Doc): Refusal {
  return errInfo === undefined ? { code, message } : { code, message, errInfo }
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value
}

type Row<Input, Output, Options = Doc> = [
  name: string,
  input: Input,
  output: Output | Refusal,
  options?: Options,
]

function outcome<Output>(output: Output | Refusal, reply: (output: Output) => Partial<Case>): Partial<Case> {
  return isRefusal(output) ? { refusal: output } : reply(output)
}

/** Documents without `_id` get their position. */
function numbered(docs: Doc[]): Doc[] {
  return docs.map((doc, position) => ('_id' in doc ? doc : { _id: position, ...doc }))
}

/** Filters: the documents' positions (their `_id`) that match, in their order. Options are further fields of `find`. */
export function finds(docs: Doc[], rows: Row<Doc, unknown[]>[]): Case[] {
  const before = numbered(docs)
  return rows.map(([name, filter, output, options]) => ({
    name,
    before,
    command: { find: '', filter, projection: { _id: 1 }, ...options },
    ...outcome(output, (ids) => ({ reply: { documents: ids.map((_id) => ({ _id })) } })),
  }))
}

/** Sorts: the documents' positions in the order in which `find` gives them. */
export function sorts(docs: Doc[], rows: Row<Doc, unknown[]>[]): Case[] {
  const before = numbered(docs)
  return rows.map(([name, sort, output, options]) => ({
    name,
    before,
    command: { find: '', sort, projection: { _id: 1 }, ...options },
    ...outcome(output, (ids) => ({ reply: { documents: ids.map((_id) => ({ _id })) } })),
  }))
}

/** Projections of one document; its `_id` is 0 and is shown only if `output` says so. */
export function projects(doc: Doc, rows: Row<Doc, Doc>[]): Case[] {
  return rows.map(([name, projection, output, filter]) => ({
    name,
    before: numbered([doc]),
    command: { find: '', filter: filter ?? {}, projection },
    ...outcome(output, (shown) => ({ reply: { documents: [shown] } })),
  }))
}

export const UNCHANGED = 'unchanged'
type UpdateOptions = {
  q?: Doc
  arrayFilters?: Doc[]
  collation?: Doc
  upsert?: boolean
  let?: Doc
  c?: Doc
  multi?: boolean
}

type UpdateRow = [
  name: string,
  before: Doc,
  update: Doc | Doc[],
  after: Doc | Refusal | typeof UNCHANGED,
  options?: UpdateOptions,
]

/** One document changed by one update; `_id` is 0 unless given. */
export function updates(rows: UpdateRow[]): Case[] {
  return rows.map(([name, doc, u, output, options = {}]) => {
    const { let: variables, ...statement } = options
    const isUnchanged = output === UNCHANGED
    return {
      name,
      before: numbered([doc]),
      command: {
        update: '',
        updates: [{ q: {}, u, ...statement }],
        ...(variables === undefined ? {} : { let: variables }),
      },
      ...outcome<Doc | typeof UNCHANGED>(output, (after) => ({
        reply: { n: 1, nModified: isUnchanged ? 0 : 1 },
        after: numbered([after === UNCHANGED ? doc : after]),
      })),
    }
  })
}

type UpsertRow = [
  name: string,
  filter: Doc,
  update: Doc | Doc[],
  inserted: Doc | Refusal,
  options?: UpdateOptions,
]

/** An update of an empty collection with `upsert`: the document it inserts (with its `_id`). */
export function upserts(rows: UpsertRow[]): Case[] {
  return rows.map(([name, q, u, output, options = {}]) => {
    const { let: variables, ...statement } = options
    return {
      name,
      before: [],
      command: {
        update: '',
        updates: [{ q, u, upsert: true, ...statement }],
        ...(variables === undefined ? {} : { let: variables }),
      },
      ...outcome(output, (inserted) => ({
        reply: { n: 1, nModified: 0, upserted: [{ index: 0, _id: idOf(inserted) }] },
        after: [inserted],
      })),
    }
  })
}

function idOf(doc: Doc): unknown {
  return doc instanceof Map ? doc.get('_id') : doc['_id']
}

/** An expression's result is missing. */
export const MISSING = { missing: true }

/** Expressions: their value for a document. */
export function evaluates(doc: Doc, rows: Row<unknown, unknown>[]): Case[] {
  return rows.map(([name, expression, output]) => ({
    name,
    before: numbered([doc]),
    command: { aggregate: '', pipeline: [{ $replaceWith: { value: expression } }], cursor: {} },
    ...outcome(output, (value) => ({ reply: { documents: [value === MISSING ? {} : { value }] } })),
  }))
}

/** Pipelines: all documents that come out. Options are further fields of `aggregate`. */
export function aggregates(docs: Doc[], rows: Row<Doc[], Doc[]>[]): Case[] {
  const before = numbered(docs)
  return rows.map(([name, pipeline, output, options]) => ({
    name,
    before,
    command: { aggregate: '', pipeline, cursor: {}, ...options },
    ...outcome(output, (documents) => ({ reply: { documents } })),
  }))
}

/** Any command. */
export function commands(rows: Case[]): Case[] {
  return rows
}
