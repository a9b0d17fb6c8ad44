import { fault } from '../errors.ts'
import { compileTransform } from '../aggregate/pipeline.ts'
import type { Predicate } from '../query/matcher.ts'
import { isRegex } from '../query/regex.ts'
import type { Doc } from '../values/codec.ts'
import type { Collation } from '../values/compare.ts'
import { bsonType, equalValues, identicalValues } from '../values/compare.ts'
import { emptyLike, isPositionLike, orderedDoc } from '../values/ordered.ts'
import { cloneValue, setField } from '../values/paths.ts'
import { showValue } from '../values/show.ts'
import type { ArrayFilters } from './array-filters.ts'
import { compileArrayFilters } from './array-filters.ts'
import type { Modifier, Outcome, Site } from './modifier.ts'
import type { ParsedUpdate, Rename } from './parse.ts'
import { parseModifiers } from './parse.ts'
import {
  checkViable,
  comparePaths,
  expandPath,
  isPositional,
  isPrefix,
  readAt,
  removeAt,
  writeAt,
} from './targets.ts'

export { upsertBase } from './upsert.ts'

export type UpdateOptions = {
  arrayFilters?: Doc[] | undefined
  collation?: Collation | undefined
  now: Date
  let?: Doc | undefined
  predicate?: Predicate | undefined
}
export type UpdateContext = { arrayIndex?: number | undefined; inserting: boolean; now: Date }
export type UpdateResult = { doc: Doc; modified: boolean }
export type Updater = { isReplacement: boolean; apply(doc: Doc, context: UpdateContext): UpdateResult }

/**
 * Compiles an update: operators, a replacement document, or a pipeline. `apply` never changes its input; `_id` stays what it was
 * (66). When inserting, `doc` is the upsert base; a replacement takes only `_id` from it.
 */
export function compileUpdate(update: Doc | Doc[], options: UpdateOptions): Updater {
  if (Array.isArray(update)) return pipelineUpdater(update, options)
  const [first] = Object.keys(update)
  if (first?.startsWith('$') === true) return operatorUpdater(update, options)
  return replacementUpdater(update, options)
}

function replacementUpdater(replacement: Doc, options: UpdateOptions): Updater {
  if ((options.arrayFilters?.length ?? 0) > 0)
    throw fault('FailedToParse', 'arrayFilters may not be specified for replacement-style updates')
  for (const name of Object.keys(replacement)) {
    if (!name.startsWith('$')) continue
    throw fault(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  }
  return {
    isReplacement: true,
    apply(doc) {
      const after = withIdOf(doc, cloneValue(replacement))
      return { doc: after, modified: !identicalValues(doc, after) }
    },
  }
}

/** `_id` first and as it was; another `_id` is refused. */
function withIdOf(before: Doc, after: Doc): Doc {
  const id = before['_id'] ?? after['_id']
  if (
    before['_id'] !== undefined &&
    after['_id'] !== undefined &&
    !equalValues(before['_id'], after['_id'])
  ) {
    throw fault(
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${showValue(after['_id'])}`,
    )
  }
  if (Array.isArray(id) || isRegex(id))
    throw fault('InvalidIdField', `The '_id' value cannot be of type ${bsonType(id).alias}`)
  const doc = emptyLike(after)
  if (id !== undefined) doc['_id'] = id
  for (const name of Object.keys(after)) if (name !== '_id') setField(doc, name, after[name])
  return doc
}

function pipelineUpdater(pipeline: Doc[], options: UpdateOptions): Updater {
  if ((options.arrayFilters?.length ?? 0) > 0)
    // MongoDB's own spelling.
    throw fault('FailedToParse', 'arrayFilters may not be specified for pipeline-syle updates')
  const transform = compileTransform(pipeline, {
    now: options.now,
    let: options.let,
    collation: options.collation,
  })
  return {
    isReplacement: false,
    apply(doc) {
      const after = withIdOf(doc, transform(doc))
      return { doc: after, modified: !identicalValues(doc, after) }
    },
  }
}

function operatorUpdater(update: Doc, options: UpdateOptions): Updater {
  const filterOptions = { collation: options.collation, let: options.let, now: options.now }
  const filters = compileArrayFilters(options.arrayFilters, filterOptions)
  const parsed = parseModifiers(update, filters, filterOptions)
  const touched = new Set([
    ...parsed.modifiers.map((each) => each.path[0] as string),
    ...parsed.renames.flatMap((each) => [each.from[0] as string, each.to[0] as string]),
  ])
  const paths = [...parsed.modifiers.map((each) => each.path), ...parsed.renames.map((each) => each.to)]
  const empty = paths.some((path) => path.some(isPositionLike)) ? orderedDoc : emptyLike
  const isDynamic = parsed.modifiers.some((each) => each.path.some(isPositional))
  return {
    isReplacement: false,
    apply(before, context) {
      const doc = copyOf(before, touched, empty)
      const arrayIndex =
        context.arrayIndex ??
        (isDynamic && !context.inserting ? options.predicate?.arrayIndex?.(before) : undefined)
      const steps = stepsFor(doc, parsed, { ...context, arrayIndex, filters })
      let modified = false
      for (const step of steps) modified = applyStep(doc, step, context) || modified
      refuseChangedId(before, doc, parsed)
      return { doc: context.inserting ? withIdOf(before, doc) : doc, modified }
    },
  }
}

/** A copy whose touched fields may be changed in place; the others are shared with the original. `empty` makes its objects. */
function copyOf(before: Doc, touched: Set<string>, empty: (like: Doc) => Doc): Doc {
  const copy = empty(before)
  for (const name of Object.keys(before))
    setField(copy, name, touched.has(name) ? cloneValue(before[name], empty) : before[name])
  return copy
}

type Step = { path: string[]; modifier: Modifier }

type StepContext = UpdateContext & { arrayIndex: number | undefined; filters: ArrayFilters }

/** What is to be done at which concrete paths of this document, in the order in which MongoDB does it. */
function stepsFor(doc: Doc, parsed: ParsedUpdate, context: StepContext): Step[] {
  const steps: Step[] = []
  for (const modifier of parsed.modifiers) {
    // On update $setOnInsert does nothing, so its positions need not exist.
    if (modifier.operator === '$setOnInsert' && !context.inserting) continue
    for (const path of expandPath(doc, modifier.path, context)) steps.push({ path, modifier })
  }
  for (const rename of parsed.renames) steps.push(...renameSteps(doc, rename))
  steps.sort((a, b) => comparePaths(a.path, b.path))
  steps.forEach((step, index) => {
    const above = steps[index - 1]
    if (above !== undefined && isPrefix(above.path, step.path)) {
      throw fault('ConflictingUpdateOperators', `Update created a conflict at '${above.path.join('.')}'`)
    }
  })
  return steps
}

function applyStep(doc: Doc, { path, modifier }: Step, context: UpdateContext): boolean {
  const current = readAt(doc, path)
  if (current === undefined) {
    if (!modifier.creates) return false
    checkViable(doc, path)
  }
  const site: Site = { path: path.join('.'), doc, inserting: context.inserting, now: context.now }
  const outcome: Outcome = modifier.apply(current, site)
  if (outcome === 'keep') return false
  if (outcome === 'unset') {
    removeAt(doc, path)
    return true
  }
  if (current !== undefined && identicalValues(current, outcome.set)) return outcome.isChange === true
  writeAt(doc, path, cloneValue(outcome.set))
  return true
}

/** `$rename` is a removal and a set of the value that was there; neither may lie inside an array. */
function renameSteps(doc: Doc, rename: Rename): Step[] {
  refuseArrayOnPath(doc, rename.from, 'source')
  const value = readAt(doc, rename.from)
  if (value === undefined) return []
  refuseArrayOnPath(doc, rename.to, 'destination')
  const set: Modifier = { operator: '$rename', path: rename.to, creates: true, apply: () => ({ set: value }) }
  const unset: Modifier = { operator: '$rename', path: rename.from, creates: false, apply: () => 'unset' }
  return [
    { path: rename.to, modifier: set },
    { path: rename.from, modifier: unset },
  ]
}

function refuseArrayOnPath(doc: Doc, path: string[], end: 'source' | 'destination'): void {
  for (let length = 1; length < path.length; length++) {
    const prefix = path.slice(0, length)
    if (!Array.isArray(readAt(doc, prefix))) continue
    throw fault(
      'BadValue',
      `The ${end} field cannot be an array element, '${path.join('.')}' in doc with _id: ${showValue(doc['_id'])} has an array field called '${prefix[length - 1]}'`,
    )
  }
}

function refuseChangedId(before: Doc, after: Doc, parsed: ParsedUpdate): void {
  if (before['_id'] === undefined || (after['_id'] !== undefined && equalValues(before['_id'], after['_id'])))
    return
  const paths = [
    ...parsed.modifiers.map((each) => each.path),
    ...parsed.renames.flatMap((each) => [each.from, each.to]),
  ]
  const path = paths.find((each) => each[0] === '_id')?.join('.') ?? '_id'
  throw fault(
    'ImmutableField',
    `Performing an update on the path '${path}' would modify the immutable field '_id'`,
  )
}
