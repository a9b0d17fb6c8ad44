import { fault } from '../errors.ts'
import { isOperatorObject } from '../query/matcher.ts'
import { isRegex } from '../query/regex.ts'
import type { Doc } from '../values/codec.ts'
import { cloneValue, isPlainObject, setPath } from '../values/paths.ts'
import { emptyFor } from '../values/ordered.ts'
import { isPrefix } from './targets.ts'

/**
 * The fields that an upserted document takes from the filter's equalities: `{a: 1}`, `$eq`, `$and`, `$or`/`$in`/`$all` of one.
 * A replacement takes only `_id` of them. Source: extractFullEqualityMatches of MongoDB 7.0.
 */
export function upsertBase(filter: Doc): Doc {
  const equalities: [string[], unknown][] = []
  collect(filter, equalities)
  const base = emptyFor(equalities.flatMap(([path]) => path))
  for (const [path, value] of equalities) setPath(base, path.join('.'), cloneValue(value))
  return base
}

function collect(filter: Doc, equalities: [string[], unknown][]): void {
  for (const name of Object.keys(filter)) {
    const operand = filter[name]
    if (name === '$and' || (name === '$or' && Array.isArray(operand) && operand.length === 1)) {
      for (const part of Array.isArray(operand) ? (operand as unknown[]) : [])
        if (isPlainObject(part)) collect(part, equalities)
    } else if (!name.startsWith('$')) collectField(name, operand, equalities)
  }
}

function collectField(field: string, operand: unknown, equalities: [string[], unknown][]): void {
  if (isRegex(operand)) return
  if (!isPlainObject(operand) || !isOperatorObject(operand)) return addEquality(field, operand, equalities)
  if ('$eq' in operand) addEquality(field, operand['$eq'], equalities)
  for (const name of ['$in', '$all'] as const) {
    const values = operand[name]
    if (!Array.isArray(values) || values.length !== 1) continue
    const [only] = values as unknown[]
    if (!isRegex(only) && !(isPlainObject(only) && isOperatorObject(only)))
      addEquality(field, only, equalities)
  }
}

function addEquality(field: string, value: unknown, equalities: [string[], unknown][]): void {
  const path = field.split('.')
  for (const [known] of equalities) {
    if (isPrefix(known, path) || isPrefix(path, known)) {
      throw fault(
        'NotSingleValueField',
        known.length === path.length
          ? `cannot infer query fields to set, path '${field}' is matched twice`
          : `cannot infer query fields to set, both paths '${field}' and '${known.join('.')}' are matched`,
      )
    }
  }
  equalities.push([path, value])
}
