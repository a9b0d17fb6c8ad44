import { compileExpression } from '../aggregate/expression.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType } from '../values/compare.ts'
import { isPlainObject, valuesAtPath } from '../values/paths.ts'
import { compileSchema } from './json-schema.ts'
import type { FilterOptions } from './matcher.ts'
import { compileFilter, isOperatorObject } from './matcher.ts'
import { isRegex } from './regex.ts'

/** Why a value does not do, by operator; with `not` in front, or for a negative operator, why it does. */
const REASONS: Record<string, string> = {
  $ne: 'comparison succeeded',
  $in: 'no matching value found in array',
  $nin: 'matching value found in array',
  $type: 'type did not match',
  $size: 'array length was not equal to given size',
  $all: 'array did not contain all specified values',
  $mod: 'remainder did not match',
  $regex: 'regular expression did not match',
  $elemMatch: 'array did not satisfy the child predicate',
  $bitsAllSet: 'bitwise operator failed to match',
  $bitsAllClear: 'bitwise operator failed to match',
  $bitsAnySet: 'bitwise operator failed to match',
  $bitsAnyClear: 'bitwise operator failed to match',
  $not: 'child expression matched',
}
/** What these say is not about a value that has to be there. */
const WITHOUT_VALUE = new Set(['$ne', '$nin', '$not', '$exists'])

/**
 * The `details` of a validation error: which parts of a filter a document does not meet, and why. Source: the manual's examples of
 * validation errors; the texts of rare operators are ours where it shows none.
 */
export function explainMismatch(filter: Doc, doc: Doc, options: FilterOptions): Doc {
  const clauses = clausesOf(filter)
  const [only] = clauses
  if (only !== undefined && clauses.length === 1) return explainClause(only, doc, options)
  return explainList('$and', clauses, doc, options)
}

/** A filter as clauses of one field and one operator each. */
function clausesOf(filter: Doc): Doc[] {
  return Object.keys(filter).flatMap((name) => {
    const operand = filter[name]
    if (name.startsWith('$') || !isPlainObject(operand) || !isOperatorObject(operand))
      return [{ [name]: operand }]
    return Object.keys(operand)
      .filter((operator) => operator !== '$options')
      .map((operator) => ({
        [name]:
          operator === '$regex' && '$options' in operand
            ? { $regex: operand['$regex'], $options: operand['$options'] }
            : { [operator]: operand[operator] },
      }))
  })
}

function explainClause(clause: Doc, doc: Doc, options: FilterOptions): Doc {
  const [name = ''] = Object.keys(clause)
  const operand = clause[name]
  switch (name) {
    case '$and':
    case '$or':
      return explainList(name, operand as Doc[], doc, options)
    case '$nor':
      return {
        operatorName: name,
        clausesSatisfied: (operand as Doc[]).flatMap((each, index) =>
          compileFilter(each, options)(doc)
            ? [{ index, details: { operatorName: Object.keys(each)[0] ?? '', specifiedAs: each } }]
            : [],
        ),
      }
    case '$jsonSchema': {
      const schema = compileSchema(operand)
      return { operatorName: name, ...schema.notes, schemaRulesNotSatisfied: schema.failures(doc) }
    }
    case '$expr':
      return {
        operatorName: name,
        specifiedAs: clause,
        reason: 'expression did not match',
        expressionResult: compileExpression(operand, options)(doc) ?? null,
      }
    default:
      return explainField(name, operand, doc)
  }
}

function explainList(operatorName: string, clauses: Doc[], doc: Doc, options: FilterOptions): Doc {
  const clausesNotSatisfied = clauses.flatMap((clause, index) =>
    compileFilter(clause, options)(doc) ? [] : [{ index, details: explainMismatch(clause, doc, options) }],
  )
  return { operatorName, clausesNotSatisfied }
}

function explainField(path: string, operand: unknown, doc: Doc): Doc {
  const operator = operatorOf(path, operand)
  const values = valuesAtPath(doc, path).filter((value) => value !== undefined)
  const details: Doc = { operatorName: operator, specifiedAs: { [path]: operand } }
  if (operator === '$exists')
    return { ...details, reason: values.length > 0 ? 'path does exist' : 'path does not exist' }
  if (values.length === 0 && !WITHOUT_VALUE.has(operator)) return { ...details, reason: 'field was missing' }
  details['reason'] = REASONS[operator] ?? 'comparison failed'
  const [only] = values
  if (values.length === 1) details['consideredValue'] = only
  if (values.length > 1) details['consideredValues'] = values
  if (operator === '$type' && values.length === 1) details['consideredType'] = bsonType(only).alias
  return details
}

function operatorOf(path: string, operand: unknown): string {
  if (path.startsWith('$')) return path
  if (isRegex(operand)) return '$regex'
  if (!isPlainObject(operand) || !isOperatorObject(operand)) return '$eq'
  return Object.keys(operand)[0] ?? '$eq'
}
