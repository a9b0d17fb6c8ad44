import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import { numberOf } from './index-spec.ts'

const KEPT_OPTIONS = new Set([
  'validator',
  'validationLevel',
  'validationAction',
  'collation',
  'changeStreamPreAndPostImages',
  'viewOn',
  'pipeline',
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
  if (isPlainObject(kept['changeStreamPreAndPostImages'])) {
    if (kept['changeStreamPreAndPostImages']['enabled'] === true)
      throw fault('NotImplemented', 'changeStreamPreAndPostImages are not supported by this server')
    delete kept['changeStreamPreAndPostImages']
  }
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

function refuseOption(name: string, value: unknown): void {
  if (name === 'autoIndexId' && value === true) return
  if (name === 'capped' && (value === false || numberOf(value) === 0)) return
  throw fault('InvalidOptions', `The collection option '${name}' is not supported by this server`)
}
