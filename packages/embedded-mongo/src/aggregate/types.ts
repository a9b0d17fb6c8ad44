import { fault } from '../errors.ts'
import type { Collation } from '../values/compare.ts'
import { isNumber, toNumber } from '../values/numbers.ts'

/** What an expression is evaluated against: the document and the variables in scope. */
export type Scope = { readonly root: unknown; readonly vars: Readonly<Record<string, unknown>> }
export type Evaluate = (scope: Scope) => unknown

/** What an operator needs while it is compiled. */
export type CompileContext = {
  now: Date
  collation: Collation | undefined
  /** Compiles a sub-expression; `names` are variables that it may use besides those in scope. */
  compile(expression: unknown, names?: string[]): Evaluate
}

/** Compiles one operator from its operand, checking what can be checked before there is a document. */
export type Builder = (operand: unknown, context: CompileContext, name: string) => Evaluate
export type Operators = Record<string, Builder>

/** A scope with further variables. */
export function withVars(scope: Scope, vars: Record<string, unknown>): Scope {
  return {
    root: scope.root,
    vars: Object.assign(Object.create(null), scope.vars, vars) as Record<string, unknown>,
  }
}

/** Null and missing make most operators answer null. */
export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** User variables begin with a lower-case letter; source: variableValidation of MongoDB 7.0. */
export function checkVariableName(name: string): void {
  if (name === 'CURRENT') return
  if (!/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
    throw fault('FailedToParse', `'${name}' starts with an invalid character for a user variable name`)
  }
}

/** False, null, missing and zero are false; everything else is true. Source: Value::coerceToBool. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false
  return !isNumber(value) || toNumber(value) !== 0
}
