import { Long } from 'bson'
import type { FindQuery, ResultStream } from '../engine.ts'
import { fault, location } from '../errors.ts'
import { parseCollation } from '../values/compare.ts'
import { decode, encode, type Doc } from '../values/codec.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import { encodeKey } from '../values/key-string.ts'
import { distinctValues } from '../values/paths.ts'
import { MAX_BATCH_BYTES, MAX_DOCUMENT_BYTES } from '../wire/limits.ts'
import { plain } from '../wire/reply.ts'
import type { CommandSpec } from './command.ts'
import { streamSource } from './cursors.ts'
import { failGetMore } from './fail-point.ts'
import { toNumber, type Fields } from './fields.ts'
import { collationOf, cursorOwner, letOf, nonEmpty, wholeNumber } from './generic.ts'
import { collectionOf } from './namespace.ts'
import { openPipeline, readingOf, results } from './pipeline-source.ts'
import { stagesOfFind, stagesOfQuery } from './views.ts'

/** Documents that distinct looks at before it gives way to other clients. */
const DISTINCT_TURN_DOCUMENTS = 200
const NO_TAILABLE = { refused: 2, why: 'tailable cursor requested on non capped collection', unless: false }

const find: CommandSpec = {
  name: 'find',
  takesReadConcern: true,
  isAllowedInTransaction: true,
  fields: {
    filter: 'used',
    sort: 'used',
    projection: 'used',
    hint: 'used',
    skip: 'used',
    limit: 'used',
    batchSize: 'used',
    singleBatch: 'used',
    collation: 'used',
    let: 'used',
    min: 'used',
    max: 'used',
    noCursorTimeout: 'used',
    allowDiskUse: 'no effect',
    allowPartialResults: 'no effect',
    oplogReplay: 'no effect',
    returnKey: { refused: 238, why: 'index keys are not returned', unless: false },
    showRecordId: { refused: 238, why: 'record ids are not returned', unless: false },
    tailable: NO_TAILABLE,
    awaitData: NO_TAILABLE,
  },
  run: async (context) => {
    const { server, db, args, op } = context
    const coll = collectionOf(context)
    const reading = readingOf(context, coll)
    const source = reading.isView
      ? await openPipeline(reading, stagesOfFind(args))
      : streamSource(server.engine.find(op, db, coll, findQuery(args)))
    return await server.cursors.answerFirst(source, {
      ns: `${db}.${coll}`,
      owner: cursorOwner(op),
      batchSize: args.count('batchSize'),
      deadline: op.deadline,
      isSingleBatch: args.flag('singleBatch'),
      neverExpires: args.flag('noCursorTimeout'),
    })
  },
}

/** The engine's query of a find command's fields (also of the find inside explain). */
export function findQuery(args: Fields): FindQuery {
  const projection = args.doc('projection')
  return {
    filter: args.doc('filter') ?? {},
    sort: nonEmpty(args.doc('sort')),
    skip: args.count('skip'),
    limit: args.count('limit') || undefined,
    hint: args.hint(),
    collation: collationOf(args),
    let: letOf(args),
    min: nonEmpty(args.doc('min')),
    max: nonEmpty(args.doc('max')),
    projection: nonEmpty(projection),
  }
}

const count: CommandSpec = {
  name: 'count',
  takesReadConcern: true,
  fields: {
    query: 'used',
    limit: 'used',
    skip: 'used',
    hint: 'used',
    collation: 'used',
    fields: 'no effect',
  },
  run: async (context) => {
    const { server, db, op } = context
    const reading = readingOf(context, collectionOf(context))
    const n = reading.isView
      ? (await results(reading, stagesOfQuery(context.args))).length
      : await server.engine.count(op, db, collectionOf(context), countQuery(context.args))
    return plain({ n: wholeNumber(n) })
  },
}

/** The engine's query of a count command; a negative limit means its amount, as in MongoDB. */
export function countQuery(args: Fields): FindQuery {
  return {
    filter: args.doc('query') ?? {},
    skip: args.count('skip'),
    limit: Math.abs(Math.trunc(args.number('limit') ?? 0)) || undefined,
    hint: args.hint(),
    collation: collationOf(args),
  }
}

const distinct: CommandSpec = {
  name: 'distinct',
  takesReadConcern: true,
  isAllowedInTransaction: true,
  fields: { key: 'used', query: 'used', collation: 'used', hint: 'used' },
  run: async (context) => {
    const { server, db, args, op } = context
    const reading = readingOf(context, collectionOf(context))
    const distinct = new Distinct(args.requiredText('key'), parseCollation(reading.collation))
    if (reading.isView)
      for (const document of await results(reading, stagesOfQuery(args))) distinct.add(document)
    else
      await distinct.addAll(
        server.engine.find(op, db, collectionOf(context), distinctQuery(args)),
        op.deadline,
      )
    return plain({ values: distinct.values })
  },
}

export function distinctQuery(args: Fields): FindQuery {
  return { filter: args.doc('query') ?? {}, collation: collationOf(args), hint: args.hint() }
}

/** The different values of one path, in the order in which they were met. */
class Distinct {
  readonly #path: string
  readonly #collation: ReturnType<typeof parseCollation>
  readonly #seen = new Map<string, unknown>()
  #sizeBytes = 0

  constructor(path: string, collation: ReturnType<typeof parseCollation>) {
    this.#path = path
    this.#collation = collation
  }

  get values(): unknown[] {
    return [...this.#seen.values()]
  }

  async addAll(stream: ResultStream, deadline: number | undefined): Promise<void> {
    for (let isOver = false; !isOver;) {
      const { documents, exhausted } = await stream.nextBatch(
        DISTINCT_TURN_DOCUMENTS,
        MAX_BATCH_BYTES,
        deadline,
      )
      for (const document of documents) this.add(document instanceof Uint8Array ? decode(document) : document)
      isOver = exhausted
      if (isTurnOver()) await nextTurn()
    }
  }

  /** All values come in one reply, which is one document: more is MongoDB's error 17217. */
  add(document: Doc): void {
    for (const value of distinctValues(document, this.#path)) {
      const id = Buffer.from(encodeKey([value], [1], this.#collation)).toString('latin1')
      if (this.#seen.has(id)) continue
      this.#seen.set(id, value)
      this.#sizeBytes += encode({ '': value }).length
      if (this.#sizeBytes > MAX_DOCUMENT_BYTES) throw location(17217, 'distinct too big, 16mb cap')
    }
  }
}

const getMore: CommandSpec = {
  name: 'getMore',
  isAllowedInTransaction: true,
  fields: { collection: 'used', batchSize: 'used', term: 'no effect', lastKnownCommittedOpTime: 'no effect' },
  run: async (context) => {
    const { server, db, args, op, connection } = context
    const id = args.long('getMore') ?? 0n
    const batchSize = args.count('batchSize')
    const awaitMs = args.count('maxTimeMS')
    const request = {
      maxDocuments: batchSize === undefined || batchSize === 0 ? Infinity : batchSize,
      closed: connection.closed,
    }
    const ns = `${db}.${args.requiredText('collection')}`
    const cursor = { ns, owner: cursorOwner(op) }
    failGetMore(context)
    return await server.cursors.answerMore(
      id,
      cursor,
      awaitMs === undefined ? request : { ...request, awaitMs },
    )
  },
}

const killCursors: CommandSpec = {
  name: 'killCursors',
  isAllowedInTransaction: true,
  fields: { cursors: 'used' },
  run: ({ server, db, args }) => {
    const ns = `${db}.${args.requiredText('killCursors')}`
    const ids = (args.list('cursors') ?? []).map(cursorId)
    const killed = ids.filter((id) => server.cursors.kill(id.toBigInt(), ns))
    return plain({
      cursorsKilled: killed,
      cursorsNotFound: ids.filter((id) => !killed.includes(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
    })
  },
}

function cursorId(value: unknown): Long {
  if (value instanceof Long) return value
  const number = toNumber(value)
  if (number === undefined)
    throw fault('TypeMismatch', "BSON field 'killCursors.cursors' is the wrong type, expected type 'long'")
  return Long.fromNumber(number)
}

export const readCommands: readonly CommandSpec[] = [find, count, distinct, getMore, killCursors]
