import { fault } from '../errors.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { compareBytes, justAfter } from './bytes.ts'
import { fullName } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { SEQUENCE_BYTES } from './entries.ts'
import { isKey } from './find-indexes.ts'
import { indexOf, isTruthy, normalizeIndexSpec } from './index-spec.ts'
import type { Kernel } from './kernel.ts'
import { printDoc } from './print-value.ts'

const CHANGES = new Set(['name', 'keyPattern', 'expireAfterSeconds', 'hidden', 'prepareUnique', 'unique'])
const ENTRIES_AT_ONCE = 500
/** MongoDB names conflicting documents up to 8 MB; so many ids are less. */
const MOST_CONFLICTS = 10_000

/** The index that `index` of collMod names; IndexNotFound, and NotImplemented for a change that is not offered. */
export function indexToModify(collection: Collection, change: Doc): Index {
  const unknown = Object.keys(change).find((name) => !CHANGES.has(name))
  if (unknown !== undefined)
    throw fault(
      'NotImplemented',
      `collMod: changing '${unknown}' of an index is not supported by this server`,
    )
  const { name, keyPattern } = change
  const found =
    typeof name === 'string'
      ? collection.indexes.find((index) => index.name === name)
      : collection.indexes.find((index) => isKey(index, keyPattern))
  if (found !== undefined) return found
  const asked = typeof name === 'string' ? name : printDoc((keyPattern ?? {}) as Doc)
  throw fault('IndexNotFound', `cannot find index ${asked} for ns ${fullName(collection)}`)
}

/** Changes an index's options inside a store transaction; gives back what collMod replies. */
export function modifyIndex({ catalog, now }: Kernel, collection: Collection, change: Doc): Doc {
  const found = indexToModify(collection, change)
  const { expireAfterSeconds } = change
  const reply: Doc = {}
  const spec = { ...found.spec }
  if (expireAfterSeconds !== undefined) {
    if (found.expireAfterSeconds !== undefined)
      reply['expireAfterSeconds_old'] = found.spec['expireAfterSeconds']
    reply['expireAfterSeconds_new'] = expireAfterSeconds
    Object.assign(spec, normalizeIndexSpec({ ...spec, expireAfterSeconds }, undefined))
  }
  for (const option of ['hidden', 'prepareUnique']) {
    if (change[option] === undefined) continue
    reply[`${option}_old`] = found.spec[option] === true
    reply[`${option}_new`] = isTruthy(change[option], option)
    spec[option] = reply[`${option}_new`] === true ? true : undefined
  }
  if (asksForUnique(found, change)) {
    checkIsPrepared(found)
    reply['unique_new'] = true
    Object.assign(spec, { unique: true, prepareUnique: undefined })
  }
  const kept = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined))
  const changed = indexOf(kept, found, now())
  collection.indexes = collection.indexes.map((index) => (index === found ? changed : index))
  catalog.markDirty(collection)
  return reply
}

/**
 * Before an index is made unique: 359 with the ids of documents that have a key in common. New ones cannot come
 * meanwhile, as the index must have been prepared; reads its entries in turns.
 */
export async function checkCanBeUnique(
  { store }: Kernel,
  collection: Collection,
  change: Doc,
): Promise<void> {
  const index = indexToModify(collection, change)
  if (!asksForUnique(index, change)) return
  checkIsPrepared(index)
  const violations: { ids: unknown[] }[] = []
  let group: { key: Uint8Array; rids: number[] } | undefined
  const close = (): void => {
    if (group !== undefined && group.rids.length > 1 && violations.length < MOST_CONFLICTS)
      violations.push({ ids: group.rids.map((rid) => decode(store.record(rid) ?? new Uint8Array())['_id']) })
  }
  const high = keyUpperBound(index.prefix)
  for (let low = index.prefix; ;) {
    const rows = store.entries(low, high, false, ENTRIES_AT_ONCE)
    for (const { key, rid } of rows) {
      const own = key.subarray(0, -SEQUENCE_BYTES)
      if (group !== undefined && compareBytes(group.key, own) === 0) group.rids.push(rid)
      else {
        close()
        group = { key: own, rids: [rid] }
      }
    }
    const last = rows.at(-1)
    if (last === undefined) break
    low = justAfter(last.key)
    if (isTurnOver()) await nextTurn()
  }
  close()
  if (violations.length === 0) return
  throw fault(
    'CannotConvertIndexToUnique',
    'Cannot convert the index to unique. Please resolve conflicting documents before running collMod again.',
    { extra: { violations } },
  )
}

function asksForUnique(index: Index, { unique }: Doc): boolean {
  if (unique === undefined) return false
  if (!isTruthy(unique, 'unique')) throw fault('BadValue', 'Cannot make index non-unique')
  return !index.isUnique
}

function checkIsPrepared(index: Index): void {
  if (index.spec['prepareUnique'] === true) return
  throw fault(
    'InvalidOptions',
    "Cannot make index unique with 'prepareUnique=false'. Run collMod to set it first.",
  )
}
