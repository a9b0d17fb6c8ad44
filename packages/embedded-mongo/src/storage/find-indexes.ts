import { Int32 } from 'bson'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'
import { isClustered } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { numberOf } from './index-spec.ts'
import { printDoc } from './print-value.ts'

/** The indexes that `dropIndexes` names: by name, names, key or `*`; IndexNotFound, and InvalidOptions for that on _id. */
export function findDoomed(collection: Collection, which: string | Doc | string[]): Index[] {
  if (which === '*') return collection.indexes.slice(1)
  const names = Array.isArray(which) ? which : typeof which === 'string' ? [which] : undefined
  const doomed =
    names === undefined
      ? [findByKey(collection, which as Doc)]
      : names.map((name) => findByName(collection, name))
  if (doomed.some((index) => index === collection.indexes[0]))
    throw fault(
      'InvalidOptions',
      isClustered(collection) ? 'cannot drop the clustered index' : 'cannot drop _id index',
    )
  return doomed
}

function findByName(collection: Collection, name: string): Index {
  const found = collection.indexes.find((index) => index.name === name)
  if (found === undefined) throw fault('IndexNotFound', `index not found with name [${name}]`)
  return found
}

function findByKey(collection: Collection, key: Doc): Index {
  const found = collection.indexes.find((index) => isKey(index, key))
  if (found === undefined) throw fault('IndexNotFound', `can't find index with key: ${printDoc(key)}`)
  return found
}

/** Whether a key pattern is that of the index, of whatever number type its directions are. */
export function isKey(index: Index, key: unknown): boolean {
  if (!isPlainObject(key)) return false
  const fields = Object.entries(key)
  return (
    fields.length === index.fields.length &&
    fields.every(
      ([field, direction], position) =>
        index.fields[position] === field &&
        numberOf(direction) === numberOf((index.spec['key'] as Doc)[field]),
    )
  )
}

/** The documents of listIndexes. */
export function describeIndexes(collection: Collection): Doc[] {
  return collection.indexes.map((index) => ({ v: new Int32(2), ...index.spec }))
}
