import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'

/**
 * Adds to a filter what its `$expr` equalities imply for plain fields, so that an index can be used: `{$eq: ['$a', '$$x']}` is
 * true only where `{a: x}` matches, as long as x is no array. The `$expr` itself stays and decides.
 */
export function indexableFilter(filter: Doc, variables: Doc | undefined): Doc {
  const implied = impliedEqualities(filter['$expr'], variables)
  if (Array.isArray(filter['$and'])) {
    for (const part of filter['$and'] as unknown[])
      if (isPlainObject(part)) implied.push(...impliedEqualities(part['$expr'], variables))
  }
  return implied.length === 0 ? filter : { $and: [filter, ...implied] }
}

function impliedEqualities(expression: unknown, variables: Doc | undefined): Doc[] {
  if (!isPlainObject(expression)) return []
  const all = expression['$and']
  if (Array.isArray(all)) return all.flatMap((part: unknown) => impliedEqualities(part, variables))
  const operands = expression['$eq']
  if (!Array.isArray(operands) || operands.length !== 2) return []
  const [left, right] = operands as [unknown, unknown]
  return equality(left, right, variables) ?? equality(right, left, variables) ?? []
}

function equality(field: unknown, operand: unknown, variables: Doc | undefined): Doc[] | undefined {
  if (typeof field !== 'string' || !field.startsWith('$') || field.startsWith('$$')) return undefined
  const constant = constantOf(operand, variables)
  if (constant === undefined || Array.isArray(constant.value)) return undefined
  return [{ [field.slice(1)]: { $eq: constant.value ?? null } }]
}

function constantOf(operand: unknown, variables: Doc | undefined): { value: unknown } | undefined {
  if (isPlainObject(operand)) return '$literal' in operand ? { value: operand['$literal'] } : undefined
  if (Array.isArray(operand)) return undefined
  if (typeof operand !== 'string' || !operand.startsWith('$')) return { value: operand }
  const bound = operand.startsWith('$$') ? variables?.[operand.slice(2)] : undefined
  // Only variables bound as literals are constants here; others would have to be evaluated first.
  return isPlainObject(bound) && '$literal' in bound ? { value: bound['$literal'] } : undefined
}
