import { fault, location } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import { compileSort } from '../query/sort.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType, compareValues } from '../values/compare.ts'
import { isNumber, toExactInteger, toNumber } from '../values/numbers.ts'
import { isPlainObject } from '../values/paths.ts'
import type { Accumulator, MakeAccumulator } from './accumulators.ts'
import { SIMPLE_ACCUMULATORS, percentileOf } from './accumulators.ts'
import { compileExpression } from './expression.ts'
import { checkMethod, percentileShares } from './operators/summaries.ts'
import type { StageOptions } from './stages/types.ts'
import { isNullish } from './types.ts'

/** Gathers documents; unlike a plain accumulator it evaluates its own expressions. */
type Gatherer = {
  add(doc: Doc): void
  /** About how many bytes it holds, if it grows with what it is given. */
  weight?: (() => number) | undefined
  result(): unknown
}
export type MakeGatherer = () => Gatherer

/** Compiles `{$sum: '$a'}` or `{$topN: {…}}`: one gatherer per group. */
export function compileAccumulator(name: string, operand: unknown, options: StageOptions): MakeGatherer {
  const simple = Object.hasOwn(SIMPLE_ACCUMULATORS, name) ? SIMPLE_ACCUMULATORS[name] : undefined
  if (simple !== undefined) return simpleGatherer(simple, onlyOperand(name, operand), options)
  const build = Object.hasOwn(COMPLEX, name) ? COMPLEX[name] : undefined
  if (build !== undefined) return build(operand, options, name)
  refuseOperator('accumulator', name)
  throw location(15952, `unknown group operator '${name}'`)
}

/** Every accumulator of `$group` by name. */
export function accumulatorNames(): string[] {
  return [...Object.keys(SIMPLE_ACCUMULATORS), ...Object.keys(COMPLEX)]
}

/** These accumulators take one expression, `$count` none. */
function onlyOperand(name: string, operand: unknown): unknown {
  if (name === '$count') {
    const isEmpty = isPlainObject(operand) && Object.keys(operand).length === 0
    if (!isEmpty) throw fault('TypeMismatch', '$count takes no arguments, i.e. $count:{}')
  }
  if (!Array.isArray(operand)) return operand
  if (operand.length !== 1) throw location(40237, `The ${name} accumulator is a unary operator`)
  return (operand as unknown[])[0]
}

function simpleGatherer(make: MakeAccumulator, operand: unknown, options: StageOptions): MakeGatherer {
  const evaluate = compileExpression(operand, options)
  return () => {
    const accumulator: Accumulator = make(options.collation)
    const { weight } = accumulator
    return { add: (doc) => accumulator.add(evaluate(doc)), result: () => accumulator.result(), weight }
  }
}

type Build = (operand: unknown, options: StageOptions, name: string) => MakeGatherer

function named(operand: unknown, name: string, required: string[]): Doc {
  if (!isPlainObject(operand))
    throw location(5787900, `specification must be an object; found ${name}: ${bsonType(operand).alias}`)
  for (const argument of Object.keys(operand)) {
    if (!required.includes(argument))
      throw location(5787901, `Unknown argument for '${name}' operator: ${argument}`)
  }
  for (const argument of required) {
    if (!(argument in operand)) throw location(5787906, `Missing value for '${argument}'`)
  }
  return operand
}

/** `n` is a constant of the whole stage here; MongoDB also allows an expression of the group's `_id`, which is refused. */
function groupSize(n: unknown, options: StageOptions): number {
  const value = compileExpression(n, options)({})
  const size = isNumber(value) ? toExactInteger(value) : undefined
  if (size === undefined)
    throw location(5787902, `Value for 'n' must be of integral type, but found ${bsonType(value).alias}`)
  if (size < 1n) throw location(5787908, `'n' must be greater than 0, found ${size}`)
  return Number(size)
}

/** The first or last n values in document order. */
function edge(isFirst: boolean): Build {
  return (operand, options, name) => {
    const given = named(operand, name, ['input', 'n'])
    const evaluate = compileExpression(given['input'], options)
    const size = groupSize(given['n'], options)
    return () => {
      const values: unknown[] = []
      return {
        add: (doc) => {
          if (isFirst && values.length >= size) return
          values.push(evaluate(doc) ?? null)
          if (values.length > size) values.shift()
        },
        result: () => values,
      }
    }
  }
}

/** The n smallest or largest values, null and missing left out. */
function extremes(direction: 1 | -1): Build {
  return (operand, options, name) => {
    const given = named(operand, name, ['input', 'n'])
    const evaluate = compileExpression(given['input'], options)
    const size = groupSize(given['n'], options)
    return () => {
      const best = new Best(
        (a: unknown, b: unknown) => direction * compareValues(a, b, options.collation),
        size,
      )
      return {
        add: (doc) => {
          const value = evaluate(doc)
          if (!isNullish(value)) best.add(value)
        },
        result: () => best.values(),
      }
    }
  }
}

/** `$top`, `$bottom` and their n-ary forms: outputs of the first or last documents in an order. */
function ranked(isTop: boolean, isMany: boolean): Build {
  return (operand, options, name) => {
    const given = named(operand, name, isMany ? ['n', 'sortBy', 'output'] : ['sortBy', 'output'])
    const { sortBy } = given
    if (!isPlainObject(sortBy))
      throw location(5788604, `expected 'sortBy' to already be an object in the arguments to ${name}`)
    const compare = compileSort(sortBy, options.collation)
    const output = compileExpression(given['output'], options)
    const size = isMany ? groupSize(given['n'], options) : 1
    return () => {
      const best = new Best((a: Doc, b: Doc) => (isTop ? compare(a, b) : compare(b, a)), size)
      return {
        add: (doc) => best.add(doc),
        result: () => {
          // The bottom is shown in the order of the sort, last document last.
          const docs = isTop ? best.values() : best.values().reverse()
          const values = docs.map((doc) => output(doc) ?? null)
          return isMany ? values : values[0]
        },
      }
    }
  }
}

/** Keeps the first n in an order, in insertion order among equals. */
class Best<T> {
  private kept: T[] = []
  private readonly compare: (a: T, b: T) => number
  private readonly size: number

  constructor(compare: (a: T, b: T) => number, size: number) {
    this.compare = compare
    this.size = size
  }

  add(value: T): void {
    this.kept.push(value)
    if (this.kept.length >= this.size * 2 + 64) this.trim()
  }

  private trim(): void {
    this.kept.sort(this.compare)
    this.kept.length = Math.min(this.kept.length, this.size)
  }

  values(): T[] {
    this.trim()
    return [...this.kept]
  }
}

function percentile(isMedian: boolean): Build {
  return (operand, options, name) => {
    const given = named(operand, name, isMedian ? ['input', 'method'] : ['input', 'p', 'method'])
    checkMethod(given['method'], name)
    const shares = isMedian ? [0.5] : percentileShares(compileExpression(given['p'], options)({}))
    const evaluate = compileExpression(given['input'], options)
    return () => {
      const numbers: number[] = []
      return {
        add: (doc) => {
          const value = evaluate(doc)
          if (isNumber(value)) numbers.push(toNumber(value))
        },
        result: () => {
          numbers.sort((a, b) => a - b)
          const values = shares.map((share) => percentileOf(numbers, share))
          return isMedian ? values[0] : values
        },
      }
    }
  }
}

const COMPLEX: Record<string, Build> = {
  $firstN: edge(true),
  $lastN: edge(false),
  $minN: extremes(1),
  $maxN: extremes(-1),
  $top: ranked(true, false),
  $topN: ranked(true, true),
  $bottom: ranked(false, false),
  $bottomN: ranked(false, true),
  $median: percentile(true),
  $percentile: percentile(false),
}
