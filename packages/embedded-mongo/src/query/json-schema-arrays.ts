import { compareValues } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import type { Keyword, Rule, Schema } from './json-schema-scalars.ts'
import { countOperand, failure, inAnyOrder, keyword, mismatch } from './json-schema-scalars.ts'

function itemCount(holds: (count: bigint, bound: bigint) => boolean): Keyword {
  return (operand, name) => {
    const bound = countOperand(operand, name)
    const details = failure(name, operand, 'array did not match specified length')
    return (value) =>
      Array.isArray(value) && !holds(BigInt(value.length), bound) ? details(value) : undefined
  }
}

const uniqueItems: Keyword = (operand, name) => {
  if (typeof operand !== 'boolean') throw mismatch(keyword(name), 'must be a boolean')
  if (!operand) return undefined
  const details = failure(name, operand, 'found a duplicate item')
  return (value) => {
    if (!Array.isArray(value)) return undefined
    const sorted = value.map(inAnyOrder).sort((a, b) => compareValues(a, b))
    const at = sorted.findIndex((item, index) => index > 0 && compareValues(item, sorted[index - 1]) === 0)
    return at === -1 ? undefined : { ...details(value), duplicatedValue: sorted[at] }
  }
}

/** `items`: one schema for all items, or one for each of the first. */
const items: Keyword = (operand, name, _siblings, compile) => {
  if (!Array.isArray(operand) && !isPlainObject(operand))
    throw mismatch(keyword(name), 'must be an array or an object')
  if (!Array.isArray(operand)) {
    const schema = compile(operand, name)
    return (value) => firstBroken(name, value, () => schema)
  }
  const schemas = operand.map((each) => compile(each, name))
  return (value) => firstBroken(name, value, (index) => schemas[index])
}

/** `additionalItems` speaks of the items for which an array of `items` has no schema. */
const additionalItems: Keyword = (operand, name, siblings, compile) => {
  if (typeof operand !== 'boolean' && !isPlainObject(operand))
    throw mismatch(keyword(name), 'must be either an object or a boolean')
  const first = siblings['items']
  if (!Array.isArray(first) || operand === true) return undefined
  const schema = isPlainObject(operand) ? compile(operand, name) : undefined
  if (schema !== undefined)
    return (value) => firstBroken(name, value, (index) => (index < first.length ? undefined : schema))
  return (value) =>
    Array.isArray(value) && value.length > first.length
      ? { operatorName: name, specifiedAs: { [name]: false }, additionalItems: value.slice(first.length) }
      : undefined
}

function firstBroken(
  name: string,
  value: unknown,
  schemaAt: (index: number) => Schema | undefined,
): ReturnType<Rule> {
  if (!Array.isArray(value)) return undefined
  for (const [index, item] of value.entries()) {
    const details = schemaAt(index)?.failures(item) ?? []
    if (details.length === 0) continue
    return {
      operatorName: name,
      reason: 'At least one item did not match the sub-schema',
      itemIndex: index,
      details,
    }
  }
  return undefined
}

/** Keywords that look at arrays. */
export const ARRAY_KEYWORDS: Record<string, Keyword> = {
  minItems: itemCount((count, bound) => count >= bound),
  maxItems: itemCount((count, bound) => count <= bound),
  uniqueItems,
  items,
  additionalItems,
}
