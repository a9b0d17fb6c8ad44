import { fault, location } from '../errors.ts'
import { refuseOperator, SUPPORTED } from '../supported.ts'
import type { Doc } from '../values/codec.ts'
import type { Collation } from '../values/compare.ts'
import { emptyFor } from '../values/ordered.ts'
import { fieldOf, isPlainObject, setField } from '../values/paths.ts'
import { showValue } from '../values/show.ts'
import { OPERATORS } from './operators/index.ts'
import type { Builder, CompileContext, Evaluate, Scope } from './types.ts'
import { checkVariableName } from './types.ts'

export { isTruthy } from './types.ts'

export type ExpressionOptions = {
  now: Date
  let?: Doc | undefined
  collation?: Collation | undefined
  names?: string[] | undefined
}
/** A compiled expression: the value for a document; undefined is missing. `vars` are those named in `options.names`. */
export type Expression = (doc: unknown, vars?: Record<string, unknown>) => unknown

/** Compiles an aggregation expression; operators and arguments MongoDB would refuse are refused here. */
export function compileExpression(expression: unknown, options: ExpressionOptions): Expression {
  const constants = letVariables(options)
  const names = new Set([
    'ROOT',
    'CURRENT',
    'NOW',
    'REMOVE',
    ...Object.keys(constants),
    ...(options.names ?? []),
  ])
  const evaluate = compile(expression, options, names)
  const base = Object.assign(
    Object.create(null),
    { NOW: options.now, REMOVE: undefined },
    constants,
  ) as Record<string, unknown>
  return (doc, vars) => evaluate({ root: doc, vars: vars === undefined ? base : { ...base, ...vars } })
}

/** Evaluates an expression once. */
export function evaluateExpression(expression: unknown, doc: Doc, options: ExpressionOptions): unknown {
  return compileExpression(expression, options)(doc)
}

/** `let` of a command: constants or expressions without fields, evaluated once. */
function letVariables(options: ExpressionOptions): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, expression] of Object.entries(options.let ?? {})) {
    checkVariableName(name)
    const names = new Set(['NOW', 'REMOVE', ...Object.keys(values)])
    values[name] = compile(expression, options, names)({ root: {}, vars: { NOW: options.now, ...values } })
  }
  return values
}

function compile(expression: unknown, options: ExpressionOptions, names: ReadonlySet<string>): Evaluate {
  if (typeof expression === 'string')
    return expression.startsWith('$') ? compilePath(expression, names) : () => expression
  if (Array.isArray(expression)) {
    const items = (expression as unknown[]).map((item) => compile(item, options, names))
    return (scope) => items.map((item) => item(scope) ?? null)
  }
  if (!isPlainObject(expression)) return () => expression
  const fields = Object.keys(expression)
  const [first] = fields
  if (first?.startsWith('$') === true) {
    if (fields.length > 1)
      throw location(
        15983,
        `an object representing an expression must have exactly one field: ${showValue(expression)}`,
      )
    return operatorOf(first)(expression[first], contextOf(options, names), first)
  }
  return compileObject(expression, options, names)
}

/** Whether MongoDB has an operator of this name, be it refused here or not. */
export function isExpressionOperator(name: string): boolean {
  return Object.hasOwn(SUPPORTED.expression, name)
}

function operatorOf(name: string): Builder {
  const build = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (build !== undefined) return build
  refuseOperator('expression', name)
  throw fault('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
}

function contextOf(options: ExpressionOptions, names: ReadonlySet<string>): CompileContext {
  return {
    now: options.now,
    collation: options.collation,
    compile: (inner, more) =>
      compile(inner, options, more === undefined ? names : new Set([...names, ...more])),
  }
}

function compileObject(
  expression: Doc,
  options: ExpressionOptions,
  variables: ReadonlySet<string>,
): Evaluate {
  const names = Object.keys(expression)
  const fields = names.map((field) => {
    if (field.startsWith('$'))
      throw location(
        16404,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      )
    if (field.includes('.'))
      throw location(16405, "FieldPath field names may not contain '.' in an expression object")
    return [field, compile(expression[field], options, variables)] as const
  })
  return (scope) => {
    const result = emptyFor(names)
    for (const [field, evaluate] of fields) {
      const value = evaluate(scope)
      if (value !== undefined) setField(result, field, value)
    }
    return result
  }
}

/** `$a.b`, `$$name.b`: fields of the document or of a variable. */
function compilePath(expression: string, names: ReadonlySet<string>): Evaluate {
  if (!expression.startsWith('$$')) {
    const path = checkedPath(expression.slice(1))
    return (scope) => walk('CURRENT' in scope.vars ? scope.vars['CURRENT'] : scope.root, path, 0)
  }
  const [name = '', ...path] = expression.slice(2).split('.')
  if (!names.has(name)) {
    if (['CLUSTER_TIME', 'JS_CONTEXT', 'IS_MR', 'SEARCH_META', 'USER_ROLES'].includes(name)) {
      throw location(51144, `Builtin variable '$$${name}' is not available`)
    }
    throw location(17276, `Use of undefined variable: ${name}`)
  }
  if (path.length > 0) checkedPath(path.join('.'))
  return (scope) => walk(variable(scope, name), path, 0)
}

function variable(scope: Scope, name: string): unknown {
  if (name === 'ROOT') return scope.root
  if (name === 'CURRENT' && !('CURRENT' in scope.vars)) return scope.root
  return scope.vars[name]
}

function checkedPath(path: string): string[] {
  if (path === '') throw location(16872, "'$' by itself is not a valid FieldPath")
  const parts = path.split('.')
  for (const part of parts) {
    if (part === '')
      throw location(
        path.endsWith('.') ? 40353 : 15998,
        path.endsWith('.')
          ? "FieldPath must not end with a '.'."
          : 'FieldPath field names may not be empty strings.',
      )
    if (part.startsWith('$'))
      throw location(
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      )
  }
  return parts
}

/** Paths go into every object of an array and collect what is there; positions are no path parts in expressions. */
function walk(value: unknown, path: string[], depth: number): unknown {
  if (depth === path.length) return value
  if (Array.isArray(value)) {
    const found: unknown[] = []
    for (const item of value as unknown[]) {
      const inner = isPlainObject(item) || Array.isArray(item) ? walk(item, path, depth) : undefined
      if (inner !== undefined) found.push(inner)
    }
    return found
  }
  return isPlainObject(value) ? walk(fieldOf(value, path[depth] as string), path, depth + 1) : undefined
}
