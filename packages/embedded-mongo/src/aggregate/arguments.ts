import { fault, location } from '../errors.ts'
import { bsonType } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import type { Builder, CompileContext, Evaluate } from './types.ts'

/** Arguments of an operator as a list: `[a, b]` or a single `a`. */
export function argumentList(operand: unknown): unknown[] {
  return Array.isArray(operand) ? (operand as unknown[]) : [operand]
}

/** An operator of `min` to `max` arguments, each evaluated once, in order. */
export function operator(
  min: number,
  max: number,
  apply: (values: unknown[], context: CompileContext, name: string) => unknown,
): Builder {
  return (operand, context, name) => {
    const list = argumentList(operand)
    checkCount(name, list.length, min, max)
    const compiled = list.map((each) => context.compile(each))
    return (scope) =>
      apply(
        compiled.map((each) => each(scope)),
        context,
        name,
      )
  }
}

function checkCount(name: string, count: number, min: number, max: number): void {
  if (count >= min && count <= max) return
  if (min === max)
    throw location(16020, `Expression ${name} takes exactly ${min} arguments. ${count} were passed in.`)
  throw location(
    28667,
    `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${count} were passed in.`,
  )
}

/** An operator whose operand is an object of named arguments; unknown and missing names are refused with the given codes. */
export function namedOperator(
  required: string[],
  optional: string[],
  codes: { notObject: number; unknown: number; missing: number },
  apply: (values: Record<string, unknown>, context: CompileContext, name: string) => unknown,
): Builder {
  return (operand, context, name) => {
    const compiled = namedArguments(operand, context, name, required, optional, codes)
    return (scope) => {
      const values: Record<string, unknown> = {}
      for (const [argument, evaluate] of compiled) values[argument] = evaluate(scope)
      return apply(values, context, name)
    }
  }
}

/** Compiles named arguments after checking their names. */
export function namedArguments(
  operand: unknown,
  context: CompileContext,
  name: string,
  required: string[],
  optional: string[],
  codes: { notObject: number; unknown: number; missing: number },
): [string, Evaluate][] {
  const given = objectOperand(operand, name, codes.notObject)
  for (const argument of Object.keys(given)) {
    if (!required.includes(argument) && !optional.includes(argument)) {
      throw location(codes.unknown, `Unrecognized argument to ${name}: ${argument}`)
    }
  }
  for (const argument of required) {
    if (!(argument in given)) throw location(codes.missing, `Missing '${argument}' parameter to ${name}`)
  }
  return Object.keys(given).map((argument) => [argument, context.compile(given[argument])])
}

/** The operand as an object, or MongoDB's assertion of that operator. */
export function objectOperand(operand: unknown, name: string, code: number): Record<string, unknown> {
  if (isPlainObject(operand)) return operand
  throw location(code, `${name} only supports an object as its argument`)
}

/** The type's name for error texts. */
export function typeName(value: unknown): string {
  return bsonType(value).alias
}

/** "$size needs an array": the assertion of operators that take one. */
export function arrayOperand(value: unknown, code: number, message: string): unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  throw location(code, `${message}${typeName(value)}`)
}

export function typeMismatch(message: string): Error {
  return fault('TypeMismatch', message)
}
