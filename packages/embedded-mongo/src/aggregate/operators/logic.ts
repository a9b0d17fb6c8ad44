import { location } from '../../errors.ts'
import { compareValues } from '../../values/compare.ts'
import { Int32 } from 'bson'
import { isPlainObject } from '../../values/paths.ts'
import { argumentList, objectOperand, operator } from '../arguments.ts'
import type { Builder, CompileContext, Evaluate, Operators } from '../types.ts'
import { checkVariableName, isNullish, isTruthy, withVars } from '../types.ts'

function comparison(test: (order: number) => unknown): Builder {
  return operator(2, 2, ([a, b], context) => test(compareValues(a, b, context.collation)))
}

/** `$and` and `$or` stop at the first argument that decides. */
function shortCircuit(decisive: boolean): Builder {
  return (operand, context) => {
    const conditions = argumentList(operand).map((each) => context.compile(each))
    return (scope) => conditions.some((each) => isTruthy(each(scope)) === decisive) === decisive
  }
}

const cond: Builder = (operand, context) => {
  const [condition, whenTrue, whenFalse] = condParts(operand).map((each) => context.compile(each)) as [
    Evaluate,
    Evaluate,
    Evaluate,
  ]
  return (scope) => (isTruthy(condition(scope)) ? whenTrue(scope) : whenFalse(scope))
}

function condParts(operand: unknown): unknown[] {
  if (!isPlainObject(operand)) {
    const list = argumentList(operand)
    if (list.length !== 3)
      throw location(16020, `Expression $cond takes exactly 3 arguments. ${list.length} were passed in.`)
    return list
  }
  const codes: [string, number][] = [
    ['if', 17080],
    ['then', 17081],
    ['else', 17082],
  ]
  for (const name of Object.keys(operand)) {
    if (!codes.some(([known]) => known === name))
      throw location(17083, `Unrecognized parameter to $cond: ${name}`)
  }
  return codes.map(([name, code]) => {
    if (!(name in operand)) throw location(code, `Missing '${name}' parameter to $cond`)
    return operand[name]
  })
}

const ifNull: Builder = (operand, context) => {
  const list = argumentList(operand)
  if (list.length < 2) throw location(1257300, `$ifNull needs at least two arguments, had: ${list.length}`)
  const compiled = list.map((each) => context.compile(each))
  return (scope) => {
    let value: unknown
    for (const each of compiled) {
      value = each(scope)
      if (!isNullish(value)) return value
    }
    return value
  }
}

const switchOperator: Builder = (operand, context) => {
  const given = objectOperand(operand, '$switch', 40060)
  for (const name of Object.keys(given)) {
    if (name !== 'branches' && name !== 'default')
      throw location(40067, `$switch found an unknown argument: ${name}`)
  }
  const { branches } = given
  if (branches !== undefined && !Array.isArray(branches))
    throw location(40061, "$switch expected an array for 'branches'")
  const compiled = ((branches ?? []) as unknown[]).map((branch) => compileBranch(branch, context))
  if (compiled.length === 0) throw location(40068, '$switch requires at least one branch.')
  const otherwise = 'default' in given ? context.compile(given['default']) : undefined
  return (scope) => {
    for (const branch of compiled) if (isTruthy(branch.when(scope))) return branch.then(scope)
    if (otherwise === undefined)
      throw location(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      )
    return otherwise(scope)
  }
}

function compileBranch(branch: unknown, context: CompileContext): { when: Evaluate; then: Evaluate } {
  if (!isPlainObject(branch)) throw location(40062, '$switch expected each branch to be an object')
  for (const name of Object.keys(branch)) {
    if (name !== 'case' && name !== 'then')
      throw location(40063, `$switch found an unknown argument to a branch: ${name}`)
  }
  if (!('case' in branch)) throw location(40064, "$switch requires each branch have a 'case' expression")
  if (!('then' in branch)) throw location(40065, "$switch requires each branch have a 'then' expression.")
  return { when: context.compile(branch['case']), then: context.compile(branch['then']) }
}

const letOperator: Builder = (operand, context) => {
  const given = objectOperand(operand, '$let', 16874)
  for (const name of Object.keys(given)) {
    if (name !== 'vars' && name !== 'in') throw location(16875, `Unrecognized parameter to $let: ${name}`)
  }
  if (!('vars' in given)) throw location(16876, "Missing 'vars' parameter to $let")
  if (!('in' in given)) throw location(16877, "Missing 'in' parameter to $let")
  const definitions = objectOperand(given['vars'], 'invalid parameter: expected an object (vars)', 10065)
  const names = Object.keys(definitions)
  names.forEach(checkVariableName)
  const compiled = names.map((name) => [name, context.compile(definitions[name])] as const)
  const body = context.compile(given['in'], names)
  return (scope) =>
    body(withVars(scope, Object.fromEntries(compiled.map(([name, value]) => [name, value(scope)]))))
}

/** Comparison, boolean and conditional operators. */
export const LOGIC: Operators = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison((order) => new Int32(order)),
  $and: shortCircuit(false),
  $or: shortCircuit(true),
  $not: operator(1, 1, ([value]) => !isTruthy(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchOperator,
  $let: letOperator,
  $literal: (operand) => () => operand,
  $const: (operand) => () => operand,
}
