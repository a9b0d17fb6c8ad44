import { BSONRegExp, ObjectId, Timestamp } from 'bson'
import type { InsertResult, OpContext } from '../engine-types.ts'
import { fault } from '../errors.ts'
import { PAUSE } from '../query/planner-scan.ts'
import type { Doc } from '../values/codec.ts'
import { docOf } from '../values/ordered.ts'
import { isPlainObject } from '../values/paths.ts'
import { toTimestamp } from './clock.ts'
import type { Kernel } from './kernel.ts'
import type { Namespace } from './namespace.ts'
import { openForWrite } from './open-collection.ts'
import { checkDocument } from './validator.ts'
import { toWriteError } from './write-errors.ts'
import { retryWhileLocked } from './write-loop.ts'
import type { Work, WriteSteps } from './write-loop.ts'
import type { WriteTarget } from './write-target.ts'

/** Each takes about a tenth of a millisecond, more with many indexes. */
const STATEMENTS_BETWEEN_PAUSES = 8

/** The insertion of documents, in order; unordered ones go on after an error. */
export function insertWork(
  kernel: Kernel,
  ctx: OpContext,
  ns: Namespace,
  docs: Doc[],
  ordered: boolean,
): Work<InsertResult> {
  const work: Work<InsertResult> = { result: { n: 0, writeErrors: [] }, done: 0, steps }
  return work

  function* steps(target: WriteTarget): WriteSteps<void> {
    while (work.done < docs.length) {
      if (ordered && work.result.writeErrors.length > 0) return
      const doc = docs[work.done] ?? {}
      try {
        yield* retryWhileLocked(() => insertOne(kernel, ctx, target, ns, doc))
        work.result.n += 1
      } catch (error) {
        work.result.writeErrors.push(toWriteError(error, work.done))
      }
      work.done += 1
      if (work.done % STATEMENTS_BETWEEN_PAUSES === 0) yield PAUSE
    }
  }
}

/** Inserts one document into a collection that is made if it is not there; gives back what was stored. */
export function insertOne(kernel: Kernel, ctx: OpContext, target: WriteTarget, ns: Namespace, doc: Doc): Doc {
  const stored = completeDocument(kernel, doc)
  const collection = openForWrite(kernel, ctx, ns)
  if (collection.validator !== undefined && ctx.bypassDocumentValidation !== true)
    checkDocument(collection.validator, stored, undefined)
  kernel.records.insert(target, collection, stored)
  return stored
}

/** `_id` first, generated if missing; a top-level Timestamp(0, 0) becomes the present time, as in MongoDB. */
function completeDocument(kernel: Kernel, doc: Doc): Doc {
  const id = doc['_id']
  checkId(id)
  const isInOrder = id !== undefined && Object.keys(doc)[0] === '_id'
  const complete = isInOrder
    ? doc
    : docOf([
        ['_id', id === undefined ? new ObjectId() : id],
        ...Object.entries(doc).filter(([name]) => name !== '_id'),
      ])
  for (const [name, value] of Object.entries(complete)) {
    if (name !== '_id' && value instanceof Timestamp && value.isZero()) return stamped(kernel, complete)
  }
  return complete
}

function stamped(kernel: Kernel, doc: Doc): Doc {
  const entries = Object.entries(doc).map(([name, value]) => {
    const isEmpty = name !== '_id' && value instanceof Timestamp && value.isZero()
    return [name, isEmpty ? toTimestamp(kernel.log.clock.next()) : value] as const
  })
  return docOf(entries)
}

function checkId(id: unknown): void {
  if (Array.isArray(id)) throw fault('BadValue', "can't use an array for _id")
  if (id instanceof BSONRegExp) throw fault('BadValue', "can't use a regex for _id")
  if (!isPlainObject(id)) return
  const dollar = Object.keys(id).find(
    (name) => name.startsWith('$') && !['$ref', '$id', '$db'].includes(name),
  )
  if (dollar !== undefined) {
    throw fault(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    )
  }
}
