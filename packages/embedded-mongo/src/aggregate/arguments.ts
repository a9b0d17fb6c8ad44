import { fault, location } from '../errors.ts'
import { bsonType } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'
import type { Builder, CompileContext } from './types.ts'

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
    if (list.length < min || list.length > max) throw wrongCount(name, list.length, [min, max])
    const compiled = list.map((each) => context.compile(each))
    return (scope) =>
      apply(
        compiled.map((each) => each(scope)),
        context,
        name,
      )
  }
}

function wrongCount(name: string, count: number, [min, max]: [number, number]): Error {
  if (min === max) {
    return location(16020, `Expression ${name} takes exactly ${min} arguments. ${count} were passed in.`)
  }
  const wanted = `takes at least ${min} arguments, and at most ${max}, but ${count} were passed in`
  return location(28667, `Expression ${name} ${wanted}.`)
}

/** The named arguments of an operator, and MongoDB's assertions for what does not fit. */
export type Signature = {
  required: string[]
  optional?: string[]
  codes: { notObject: number; unknown: number; missing: number }
}

/** An operator whose operand is an object of named arguments. */
export function namedOperator(
  signature: Signature,
  apply: (values: Record<string, unknown>, context: CompileContext, name: string) => unknown,
): Builder {
  return (operand, context, name) => {
    const given = checkedArguments(operand, name, signature)
    const compiled = Object.keys(given).map(
      (argument) => [argument, context.compile(given[argument])] as const,
    )
    return (scope) => {
      const values: Record<string, unknown> = {}
      for (const [argument, evaluate] of compiled) values[argument] = evaluate(scope)
      return apply(values, context, name)
    }
  }
}

/** The operand as an object that has what the signature asks for and nothing else. */
export function checkedArguments(
  operand: unknown,
  name: string,
  signature: Signature,
): Record<string, unknown> {
  const { required, optional = [], codes } = signature
  const given = objectOperand(operand, name, codes.notObject)
  for (const argument of Object.keys(given)) {
    if (!required.includes(argument) && !optional.includes(argument)) {
      throw location(codes.unknown, `Unrecognized argument to ${name}: ${argument}`)
    }
  }
  for (const argument of required) {
    if (!(argument in given)) throw location(codes.missing, `Missing '${argument}' parameter to ${name}`)
  }
  return given
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
