import type { OpContext } from '../engine-types.ts'
import { fault } from '../errors.ts'
import type { Txn } from '../session/txn.ts'
import type { Doc } from '../values/codec.ts'
import { isView, type Collection } from './collection.ts'
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
  if (txn !== undefined) {
    const collection = catalog.prepare(db, coll, options, txn.snapshotTime)
    txn.made.set(`${db}.${coll}`, collection)
    return collection
  }
  const create = (): Collection => catalog.create(db, coll, options, log.clock.next())
  return store.isWriting ? create() : kernel.atomically(create)
}

/** What every command but a read is answered on a view. */
export function isViewError({ db, coll }: Namespace): Error {
  return fault('CommandNotSupportedOnView', `Namespace ${db}.${coll} is a view, not a collection`)
}
