import { Int32 } from 'bson'
import type { ChangeEvent } from '../change-stream/event.ts'
import type { OpContext } from '../engine-types.ts'
import { fault } from '../errors.ts'
import type { Txn } from '../session/txn.ts'
import type { Doc } from '../values/codec.ts'
import { idIndexOf, isClustered, isView, sourceOf, type Collection } from './collection.ts'
import type { Kernel } from './kernel.ts'
import type { Namespace } from './namespace.ts'

/** The collection of a write; when it is missing it is made, by a transaction for itself alone until its commit. */
export function openForWrite(kernel: Kernel, ctx: OpContext, ns: Namespace): Collection {
  const existing = kernel.collection(ns, ctx.txn)
  if (existing !== undefined && isView(existing)) throw isViewError(ns)
  const collection = existing ?? makeCollection(kernel, ctx.txn, ns, {})
  ctx.txn?.collections.add(collection.number)
  return collection
}

/** A new collection, inside the transaction or the store transaction that is open, or in one of its own. */
export function makeCollection(
  kernel: Kernel,
  txn: Txn | undefined,
  ns: Namespace,
  options: Doc,
): Collection {
  const { catalog, log, store } = kernel
  const { db, coll } = ns
  const note = (collection: Collection, target: { note(event: ChangeEvent): void }): Collection => {
    target.note({ kind: 'create', ...sourceOf(collection), description: describeCreation(collection) })
    return collection
  }
  if (txn !== undefined) {
    const collection = catalog.prepare(db, coll, options, txn.snapshotTime)
    txn.made.set(`${db}.${coll}`, collection)
    return note(collection, txn)
  }
  const create = (): Collection => note(catalog.create(db, coll, options, log.clock.next()), kernel.plain)
  return store.isWriting ? create() : kernel.atomically(create)
}

function describeCreation(collection: Collection): Doc {
  return isView(collection) || isClustered(collection)
    ? { ...collection.options }
    : { ...collection.options, idIndex: { v: new Int32(2), ...idIndexOf(collection).spec } }
}

/** What every command but a read is answered on a view. */
export function isViewError({ db, coll }: Namespace): Error {
  return fault('CommandNotSupportedOnView', `Namespace ${db}.${coll} is a view, not a collection`)
}
