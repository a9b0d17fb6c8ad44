import { Int32 } from 'bson'
import { fault, location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import { isIdKey, numberOf } from './index-spec.ts'

/** What a collection remembers of how it was made. */
export const KEPT_OPTIONS: ReadonlySet<string> = new Set([
  'validator',
  'validationLevel',
  'validationAction',
  'collation',
  'changeStreamPreAndPostImages',
  'viewOn',
  'pipeline',
  'clusteredIndex',
])
/** What a view may have beside the collection and the stages it is made of. */
const VIEW_OPTIONS = new Set(['viewOn', 'pipeline', 'collation'])

/** The options of a new collection or of collMod that are kept; those that are not offered here are refused. */
export function checkOptions(options: Doc): Doc {
  const kept: Doc = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    if (!KEPT_OPTIONS.has(name)) refuseOption(name, value)
    else kept[name] = value
  }
  checkImages(kept['changeStreamPreAndPostImages'])
  if (kept['clusteredIndex'] !== undefined) kept['clusteredIndex'] = clusteredIndex(kept['clusteredIndex'])
  if (kept['validator'] !== undefined && !isPlainObject(kept['validator']))
    throw fault('TypeMismatch', "'validator' has to be a document.")
  if (kept['collation'] !== undefined && parseCollation(kept['collation']) === undefined)
    delete kept['collation']
  return kept
}

/** Throws unless the options of a new view say what it shows, and nothing else. */
export function checkViewOptions(options: Doc): void {
  if (options['viewOn'] === undefined) {
    if (options['pipeline'] === undefined) return
    throw fault('InvalidOptions', "'pipeline' requires 'viewOn' to also be specified")
  }
  const other = Object.keys(options).find((name) => !VIEW_OPTIONS.has(name))
  if (other !== undefined) throw fault('InvalidOptions', `Cannot specify '${other}' when creating a view`)
}

/** The index by which a clustered collection is kept, complete; errors as `validateClusteredIndexSpec` of MongoDB 7.0. */
function clusteredIndex(given: unknown): Doc {
  if (!isPlainObject(given)) throw location(5979703, "'clusteredIndex' has to be a document.")
  const other = Object.keys(given).find((name) => !['v', 'key', 'name', 'unique'].includes(name))
  if (other !== undefined) throw location(40415, `BSON field 'clusteredIndex.${other}' is an unknown field.`)
  const { key, name = '_id_', unique } = given
  if (unique !== true)
    throw location(5979700, 'The clusteredIndex option requires unique: true to be specified')
  if (!isPlainObject(key) || !isIdKey(key))
    throw fault(
      'InvalidIndexSpecificationOption',
      'The clusteredIndex option is only supported for key: {_id: 1}',
    )
  if (typeof name !== 'string' || name === '')
    throw fault('TypeMismatch', "BSON field 'clusteredIndex.name' is the wrong type, expected type 'string'")
  return { v: new Int32(2), key: { _id: new Int32(1) }, name, unique: true }
}

function checkImages(images: unknown): void {
  if (images === undefined) return
  const field = 'changeStreamPreAndPostImages'
  if (!isPlainObject(images))
    throw fault('TypeMismatch', `BSON field '${field}' is the wrong type, expected type 'object'`)
  const other = Object.keys(images).find((name) => name !== 'enabled')
  if (other !== undefined) throw location(40415, `BSON field '${field}.${other}' is an unknown field.`)
  if (typeof images['enabled'] !== 'boolean')
    throw location(40414, `BSON field '${field}.enabled' is missing but a required field`)
}

/** Options as they are kept: images that are off are the same as none. */
export function withoutNeutral(options: Doc): Doc {
  const { changeStreamPreAndPostImages: images, ...rest } = options
  return isPlainObject(images) && images['enabled'] === true ? options : rest
}

function refuseOption(name: string, value: unknown): void {
  if (name === 'autoIndexId' && value === true) return
  if (name === 'capped' && (value === false || numberOf(value) === 0)) return
  throw fault('InvalidOptions', `The collection option '${name}' is not supported by this server`)
}
