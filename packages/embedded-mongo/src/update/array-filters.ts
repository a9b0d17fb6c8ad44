import { fault } from '../errors.ts'
import type { FilterOptions } from '../query/matcher.ts'
import { compileFilter } from '../query/matcher.ts'
import type { Doc } from '../values/codec.ts'
import { isPlainObject } from '../values/paths.ts'

/** Tests of array elements by the identifier that `$[identifier]` names. */
export type ArrayFilters = Map<string, (element: unknown) => boolean>

const PREFIX = 'Error parsing array filter :: caused by :: '

/** Compiles `arrayFilters`: each filter speaks of one identifier. */
export function compileArrayFilters(filters: Doc[] | undefined, options: FilterOptions): ArrayFilters {
  const compiled: ArrayFilters = new Map()
  for (const filter of filters ?? []) {
    const identifier = identifierOf(filter)
    if (compiled.has(identifier))
      throw fault(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${identifier}`,
      )
    const matches = compileFilter(filter, options)
    compiled.set(identifier, (element) => matches({ [identifier]: element }))
  }
  return compiled
}

function identifierOf(filter: Doc): string {
  const names = new Set(identifiersIn(filter))
  const [first, second] = names
  if (first === undefined)
    throw fault('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters')
  if (second !== undefined)
    throw fault(
      'FailedToParse',
      `${PREFIX}Expected a single top-level field name, found '${first}' and '${second}'`,
    )
  if (!/^[a-z][a-zA-Z0-9]*$/.test(first)) {
    throw fault(
      'BadValue',
      `${PREFIX}The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${first}'`,
    )
  }
  return first
}

function identifiersIn(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] as string]
    return Array.isArray(operand) ? (operand as unknown[]).filter(isPlainObject).flatMap(identifiersIn) : []
  })
}
