import type { Collation } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
import { fault } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import type { FilterOptions, Predicate } from '../query/matcher.ts'
import { explainMismatch } from '../query/mismatch.ts'

/** A collection's rule for its documents: a filter, which updates it binds, and whether breaking it is an error. */
export type Validator = {
  matches: Predicate
  filter: Doc
  options: FilterOptions
  level: 'strict' | 'moderate'
}

const LEVELS = ['off', 'strict', 'moderate']
const ACTIONS = ['error', 'warn']

/** The validator of collection options, if they have one that refuses anything. */
export function validatorOf(
  options: Doc,
  collation: Collation | undefined,
  now: Date,
): Validator | undefined {
  const level = choice(options['validationLevel'], LEVELS, 'strict', 'validationLevel')
  const action = choice(options['validationAction'], ACTIONS, 'error', 'validationAction')
  const filter = options['validator'] as Doc | undefined
  if (filter === undefined || Object.keys(filter).length === 0) return undefined
  const filterOptions = { collation, now }
  const matches = compileFilter(filter, filterOptions)
  if (level === 'off' || action === 'warn') return undefined
  return { matches, filter, options: filterOptions, level: level === 'moderate' ? 'moderate' : 'strict' }
}

/**
 * Raises DocumentValidationFailure when `after` breaks the rule. With level `moderate` a document that broke it
 * before may go on doing so.
 */
export function checkDocument(validator: Validator, after: Doc, before: Doc | undefined): void {
  if (validator.matches(after)) return
  if (validator.level === 'moderate' && before !== undefined && !validator.matches(before)) return
  const errInfo = {
    failingDocumentId: after['_id'],
    details: explainMismatch(validator.filter, after, validator.options),
  }
  throw fault('DocumentValidationFailure', 'Document failed validation', { extra: { errInfo } })
}

function choice(given: unknown, allowed: string[], otherwise: string, field: string): string {
  if (given === undefined) return otherwise
  if (typeof given === 'string' && allowed.includes(given)) return given
  throw fault('BadValue', `Enumeration value '${String(given)}' for field '${field}' is not a valid value.`)
}
