import { fault } from '../errors.ts'
import type { FilterOptions } from '../query/matcher.ts'
import { refuseOperator } from '../supported.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import { showField, showValue } from '../values/show.ts'
import type { ArrayFilters } from './array-filters.ts'
import { addToSet, pop, pull, pullAll, push } from './array-modifiers.ts'
import type { Apply, Modifier } from './modifier.ts'
import {
  bitwise,
  currentDate,
  extreme,
  increment,
  multiply,
  setOnInsert,
  setTo,
  unset,
} from './scalar-modifiers.ts'
import { isPositional, isPrefix } from './targets.ts'

type Build = (field: string, operand: unknown, options: FilterOptions) => Apply
type Kind = { build: Build; creates: boolean }

/** Every update operator but `$rename`, which works on two paths. */
const KINDS: Record<string, Kind> = {
  $set: { build: (_field, operand) => setTo(operand), creates: true },
  $setOnInsert: { build: (_field, operand) => setOnInsert(operand), creates: true },
  $unset: { build: unset, creates: false },
  $inc: { build: increment, creates: true },
  $mul: { build: multiply, creates: true },
  $min: { build: (_field, operand, options) => extreme(-1, operand, options.collation), creates: true },
  $max: { build: (_field, operand, options) => extreme(1, operand, options.collation), creates: true },
  $currentDate: { build: (_field, operand) => currentDate(operand), creates: true },
  $bit: { build: bitwise, creates: true },
  $push: { build: (_field, operand, options) => push(operand, options.collation), creates: true },
  $addToSet: { build: (_field, operand, options) => addToSet(operand, options.collation), creates: true },
  $pop: { build: pop, creates: false },
  $pull: { build: (_field, operand, options) => pull(operand, options), creates: false },
  $pullAll: { build: (_field, operand, options) => pullAll(operand, options.collation), creates: false },
}

export type Rename = { from: string[]; to: string[] }
export type ParsedUpdate = { modifiers: Modifier[]; renames: Rename[] }

/** Parses an update document of operators; all that can be refused without a document is refused here. */
export function parseModifiers(update: Doc, filters: ArrayFilters, options: FilterOptions): ParsedUpdate {
  const modifiers: Modifier[] = []
  const renames: Rename[] = []
  for (const operator of Object.keys(update)) {
    const fields = operatorFields(operator, update[operator])
    for (const field of Object.keys(fields)) {
      const path = checkedPath(field, filters)
      const operand = fields[field]
      if (operator === '$rename') renames.push(parseRename(path, operand, filters))
      else {
        const { build, creates } = KINDS[operator] as Kind
        modifiers.push({ operator, path, creates, apply: build(field, operand, options) })
      }
    }
  }
  refuseConflicts([...modifiers.map((each) => each.path), ...renames.flatMap((each) => [each.from, each.to])])
  refuseUnusedFilters(filters, modifiers, update)
  return { modifiers, renames }
}

function operatorFields(operator: string, operand: unknown): Doc {
  if (operator !== '$rename' && !Object.hasOwn(KINDS, operator)) {
    if (operator.startsWith('$')) refuseOperator('update', operator)
    throw fault(
      'FailedToParse',
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    )
  }
  if (isPlainObject(operand)) return operand
  throw fault(
    'FailedToParse',
    `Modifiers operate on fields but we found type ${bsonType(operand).alias} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${showValue(operand)}}`,
  )
}

function parseRename(from: string[], operand: unknown, filters: ArrayFilters): Rename {
  const field = from.join('.')
  if (typeof operand !== 'string')
    throw fault(
      'BadValue',
      `The 'to' field for $rename must be a string: ${showField(field, operand).slice(1, -1)}`,
    )
  const to = checkedPath(operand, filters)
  if (field === operand)
    throw fault(
      'BadValue',
      `The source and target field for $rename must differ: ${showField(field, operand).slice(1, -1)}`,
    )
  if (from.some(isPositional))
    throw fault('BadValue', `The source field for $rename may not be dynamic: ${field}`)
  if (to.some(isPositional))
    throw fault('BadValue', `The destination field for $rename may not be dynamic: ${operand}`)
  if (isPrefix(from, to) || isPrefix(to, from))
    throw fault(
      'BadValue',
      `The source and target field for $rename must not be on the same path: ${showField(field, operand).slice(1, -1)}`,
    )
  return { from, to }
}

function checkedPath(field: string, filters: ArrayFilters): string[] {
  if (field === '') throw fault('EmptyFieldName', 'An empty update path is not valid.')
  const parts = field.split('.')
  for (const part of parts) {
    if (part === '')
      throw fault(
        'EmptyFieldName',
        `The update path '${field}' contains an empty field name, which is not allowed.`,
      )
    checkIdentifier(part, field, filters)
  }
  if (isPositional(parts[0] as string)) {
    throw fault(
      'BadValue',
      `Cannot have ${parts[0] === '$' ? "positional (i.e. '$')" : `array filter identifier (i.e. '$[<id>]')`} element in the first position in path '${field}'`,
    )
  }
  if ((parts[0] as string).startsWith('$')) {
    throw fault(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${parts[0]}' in '${field}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  }
  if (parts.filter((part) => part === '$').length > 1) {
    throw fault('BadValue', `Too many positional (i.e. '$') elements found in path '${field}'`)
  }
  return parts
}

function checkIdentifier(part: string, field: string, filters: ArrayFilters): void {
  if (part === '$' || part === '$[]' || !isPositional(part)) return
  const identifier = part.slice(2, -1)
  if (!filters.has(identifier))
    throw fault('BadValue', `No array filter found for identifier '${identifier}' in path '${field}'`)
}

/** Two operators on one path, or on a path and its parent, are refused before anything is changed. */
function refuseConflicts(paths: string[][]): void {
  const seen = new Map<string, boolean>()
  for (const path of paths) {
    const whole = path.join('.')
    if (seen.has(whole)) throw conflict(whole, whole)
    for (let length = 1; length < path.length; length++) {
      const above = path.slice(0, length).join('.')
      if (seen.get(above) === true) throw conflict(whole, above)
      seen.set(above, seen.get(above) ?? false)
    }
    seen.set(whole, true)
  }
}

function conflict(path: string, at: string): Error {
  return fault('ConflictingUpdateOperators', `Updating the path '${path}' would create a conflict at '${at}'`)
}

function refuseUnusedFilters(filters: ArrayFilters, modifiers: Modifier[], update: Doc): void {
  const used = new Set(modifiers.flatMap((each) => each.path))
  for (const identifier of filters.keys()) {
    if (used.has(`$[${identifier}]`)) continue
    throw fault(
      'FailedToParse',
      `The array filter for identifier '${identifier}' was not used in the update ${showValue(update)}`,
    )
  }
}
