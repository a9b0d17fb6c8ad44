import { Long } from 'bson'
import { location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType } from '../../values/compare.ts'
import { fieldOf, isPlainObject } from '../../values/paths.ts'
import { PAUSE } from '../pause.ts'
import type { StageBuilder } from './types.ts'
import { objectSpec, withPath } from './types.ts'

type Unwind = { path: string[]; indexField?: string[]; keepsEmpty: boolean }

/** `$unwind`: one document for each element; `$unwind: '$a'` or `{path, includeArrayIndex, preserveNullAndEmptyArrays}`. */
export const unwind: StageBuilder = (spec) => {
  const options = unwindSpec(spec)
  return function* elements(input) {
    for (const doc of input) {
      if (doc === PAUSE) yield doc
      else yield* unwound(doc, options)
    }
  }
}

function* unwound(doc: Doc, { path, indexField, keepsEmpty }: Unwind): Iterable<Doc> {
  const numbered = (each: Doc, index: number | null): Doc => {
    if (indexField === undefined) return each
    return withPath(each, indexField, index === null ? null : Long.fromNumber(index))
  }
  const value = path.reduce<unknown>((inner, part) => {
    return isPlainObject(inner) ? fieldOf(inner, part) : undefined
  }, doc)
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries()) yield numbered(withPath(doc, path, item ?? null), index)
  } else if (Array.isArray(value)) {
    if (keepsEmpty) yield numbered(withPath(doc, path, undefined), null)
  } else if (keepsEmpty || (value !== null && value !== undefined)) yield numbered(doc, null)
}

type Reader = (value: unknown, into: Unwind) => void

const READERS: Record<string, Reader> = {
  path: (value, into) => {
    if (typeof value !== 'string') {
      throw location(28808, `expected a string as the path for $unwind stage, got ${bsonType(value).alias}`)
    }
    if (!value.startsWith('$')) {
      throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${value}`)
    }
    into.path = value.slice(1).split('.')
  },
  preserveNullAndEmptyArrays: (value, into) => {
    if (typeof value !== 'boolean') {
      const option = 'the preserveNullAndEmptyArrays option to $unwind stage'
      throw location(28809, `expected a boolean for ${option}, got ${bsonType(value).alias}`)
    }
    into.keepsEmpty = value
  },
  includeArrayIndex: (value, into) => {
    if (typeof value !== 'string' || value === '') {
      const option = 'the includeArrayIndex  option to $unwind stage'
      throw location(28810, `expected a non-empty string for ${option}, got ${bsonType(value).alias}`)
    }
    if (value.startsWith('$')) {
      throw location(
        28822,
        `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${value}`,
      )
    }
    into.indexField = value.split('.')
  },
}

function unwindSpec(spec: unknown): Unwind {
  const wrongType = `expected either a string or an object as specification for $unwind stage, got ${bsonType(spec).alias}`
  const fields = typeof spec === 'string' ? { path: spec } : objectSpec(spec, 15981, wrongType)
  const result: Unwind = { path: [], keepsEmpty: false }
  for (const [name, value] of Object.entries(fields)) {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
    if (read === undefined) throw location(28811, `unrecognized option to $unwind stage: ${name}`)
    read(value, result)
  }
  if (result.path.length === 0) throw location(28812, 'no path specified to $unwind stage')
  return result
}
