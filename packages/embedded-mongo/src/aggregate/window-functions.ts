import { Double } from 'bson'
import { location } from '../errors.ts'
import { refuseOperator } from '../supported.ts'
import { compileSort } from '../query/sort.ts'
import type { Doc } from '../values/codec.ts'
import { addNumbers, multiplyNumbers, subtractNumbers } from '../values/arithmetic.ts'
import { countValue, isNumber, toExactInteger, toNumber } from '../values/numbers.ts'
import { getPath, isPlainObject } from '../values/paths.ts'
import type { Unit } from './date-math.ts'
import { unitOf } from './date-math.ts'
import type { Expression } from './expression.ts'
import { compileExpression } from './expression.ts'
import { accumulatorNames, compileAccumulator } from './group-accumulators.ts'
import type { StageOptions } from './stages/types.ts'
import { isNullish } from './types.ts'
import type { Frame } from './window-bounds.ts'

/** The value of every document of an ordered partition. */
export type WindowFunction = (docs: Doc[], frames: Frame[]) => unknown[]
export type WindowTools = { sortBy: Doc | undefined; hasWindow: boolean; options: StageOptions }

/** Compiles a window function: any accumulator over the frame, or one of the functions below. */
export function compileWindowFunction(name: string, operand: unknown, tools: WindowTools): WindowFunction {
  const build = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (build !== undefined) return build(operand, tools, name)
  if (accumulatorNames().includes(name)) return overFrames(name, operand, tools.options)
  refuseOperator('window', name)
  throw location(9, `Unrecognized window function, ${name}`)
}

/** The functions that only windows have. */
export function windowFunctionNames(): string[] {
  return Object.keys(FUNCTIONS)
}

/** A frame that only grew is carried on; any other is gathered afresh. */
function overFrames(name: string, operand: unknown, options: StageOptions): WindowFunction {
  const make = compileAccumulator(name, operand, options)
  return (docs, frames) => {
    let gatherer = make()
    let current: Frame = { first: 0, last: -1 }
    return frames.map((frame) => {
      if (frame.first !== current.first || frame.last < current.last) {
        gatherer = make()
        current = { first: frame.first, last: frame.first - 1 }
      }
      for (let at = current.last + 1; at <= frame.last; at++) gatherer.add(docs[at] as Doc)
      current = { first: frame.first, last: Math.max(frame.last, current.last) }
      const value = gatherer.result()
      return Array.isArray(value) ? [...(value as unknown[])] : value
    })
  }
}

type Build = (operand: unknown, tools: WindowTools, name: string) => WindowFunction

function needsSort(tools: WindowTools, name: string): Doc {
  if (tools.sortBy === undefined) throw location(5371602, `${name} requires a sortBy`)
  return tools.sortBy
}

/** `$rank`, `$denseRank`, `$documentNumber`. */
function ranking(next: (previous: number, index: number, isTie: boolean) => number): Build {
  return (operand, tools, name) => {
    if (!isPlainObject(operand) || Object.keys(operand).length > 0)
      throw location(5371603, `${name} must be specified with '{}' as the value`)
    const sortBy = needsSort(tools, name)
    if (tools.hasWindow) throw location(5371601, `Rank style window functions take no other arguments`)
    if (name !== '$documentNumber' && Object.keys(sortBy).length !== 1)
      throw location(
        5371602,
        `${name} must be specified with a top level sortBy expression with exactly one element`,
      )
    const compare = compileSort(sortBy, tools.options.collation)
    return (docs) => {
      let rank = 0
      return docs.map((doc, index) => {
        const before = docs[index - 1]
        rank = next(rank, index, before !== undefined && compare(before, doc) === 0)
        return countValue(rank)
      })
    }
  }
}

const shift: Build = (operand, tools) => {
  needsSort(tools, '$shift')
  if (!isPlainObject(operand) || !('output' in operand) || !('by' in operand))
    throw location(9, "$shift requires 'output' and 'by'")
  const by = isNumber(operand['by']) ? toExactInteger(operand['by']) : undefined
  if (by === undefined) throw location(9, "'$shift:by' field must be an integer")
  const output = compileExpression(operand['output'], tools.options)
  const otherwise = 'default' in operand ? compileExpression(operand['default'], tools.options)({}) : null
  return (docs) =>
    docs.map((_doc, index) => {
      const other = docs[index + Number(by)]
      return other === undefined ? otherwise : output(other)
    })
}

const locf: Build = (operand, tools) => {
  const evaluate = compileExpression(operand, tools.options)
  return (docs) => {
    let last: unknown
    return docs.map((doc) => {
      const value = evaluate(doc)
      if (!isNullish(value)) last = value
      return last ?? null
    })
  }
}

/** The value of a number or (in milliseconds, or `unit`s) of a date. */
function axisValue(value: unknown, size: number): number {
  if (value instanceof Date) return value.getTime() / size
  if (isNumber(value)) return toNumber(value)
  throw location(5429413, 'the sortBy field must be a number or a date')
}

function axis(tools: WindowTools, name: string): (doc: Doc, size?: number) => number {
  const fields = Object.keys(needsSort(tools, name))
  if (fields.length !== 1) throw location(5624900, `${name} requires a sortBy of exactly one field`)
  return (doc, size = 1) => axisValue(getPath(doc, fields[0] as string), size)
}

const linearFill: Build = (operand, tools) => {
  const evaluate = compileExpression(operand, tools.options)
  const position = axis(tools, '$linearFill')
  return (docs) => {
    const points = docs.map((doc) => ({ at: position(doc), value: evaluate(doc) ?? null }))
    const known = points.filter((point) => point.value !== null)
    let next = 0
    return points.map((point) => {
      if (point.value !== null) {
        next += 1
        return point.value
      }
      const [left, right] = [known[next - 1], known[next]]
      return left === undefined || right === undefined ? null : between(left, right, point.at)
    })
  }
}

type Point = { at: number; value: unknown }

function between(left: Point, right: Point, at: number): unknown {
  if (right.at === left.at) throw location(6050106, 'There can be no repeated values in the sort field')
  const rise = subtractNumbers(right.value, left.value) ?? 0
  const part = multiplyNumbers(rise, new Double((at - left.at) / (right.at - left.at))) ?? 0
  return addNumbers(left.value, part)
}

const MILLIS: Partial<Record<Unit, number>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
}

function inputAndUnit(
  operand: unknown,
  tools: WindowTools,
  name: string,
): { input: Expression; size: number } {
  if (!isPlainObject(operand) || !('input' in operand))
    throw location(5490700, `${name} requires an 'input' expression`)
  const unit = 'unit' in operand ? unitOf(operand['unit'], name) : undefined
  const size = unit === undefined ? 1 : MILLIS[unit]
  if (size === undefined) throw location(5490710, `unit must be 'week' or smaller`)
  return { input: compileExpression(operand['input'], tools.options), size }
}

const derivative: Build = (operand, tools, name) => {
  const { input, size } = inputAndUnit(operand, tools, name)
  const position = axis(tools, name)
  return (docs, frames) =>
    frames.map(({ first, last }) => {
      const [from, to] = [docs[first], docs[last]]
      if (last <= first || from === undefined || to === undefined) return null
      const run = position(to, size) - position(from, size)
      const rise = axisValue(input(to), 1) - axisValue(input(from), 1)
      return run === 0 ? null : new Double(rise / run)
    })
}

/** The area under the points by trapezoids. */
const integral: Build = (operand, tools, name) => {
  const { input, size } = inputAndUnit(operand, tools, name)
  const position = axis(tools, name)
  return (docs, frames) =>
    frames.map(({ first, last }) => {
      let area = 0
      for (let at = first + 1; at <= last; at++) {
        const [left, right] = [docs[at - 1] as Doc, docs[at] as Doc]
        area +=
          ((toNumber(input(left)) + toNumber(input(right))) / 2) *
          (position(right, size) - position(left, size))
      }
      return last < first ? null : new Double(area)
    })
}

const expMovingAvg: Build = (operand, tools, name) => {
  needsSort(tools, name)
  if (!isPlainObject(operand) || !('input' in operand))
    throw location(9, "$expMovingAvg requires an 'input' expression")
  if ('N' in operand === 'alpha' in operand)
    throw location(
      9,
      "$expMovingAvg sub object must have exactly two fields: An 'input' field, and either an 'N' field or an 'alpha' field",
    )
  const alpha = 'N' in operand ? 2 / (toNumber(operand['N']) + 1) : toNumber(operand['alpha'])
  if (!(alpha > 0 && alpha <= 1)) throw location(9, "'alpha' must be between 0 and 1 (exclusive)")
  const input = compileExpression(operand['input'], tools.options)
  return (docs) => {
    let average: number | undefined
    return docs.map((doc) => {
      const value = input(doc)
      if (isNumber(value))
        average = average === undefined ? toNumber(value) : alpha * toNumber(value) + (1 - alpha) * average
      return average === undefined ? null : new Double(average)
    })
  }
}

function covariance(isSample: boolean): Build {
  return (operand, tools, name) => {
    if (!Array.isArray(operand) || operand.length !== 2)
      throw location(16020, `Expression ${name} takes exactly 2 arguments.`)
    const [x, y] = (operand as unknown[]).map((each) => compileExpression(each, tools.options)) as [
      Expression,
      Expression,
    ]
    return (docs, frames) =>
      frames.map(({ first, last }) => {
        const pairs = docs
          .slice(first, last + 1)
          .map((doc) => [x(doc), y(doc)])
          .filter((pair) => pair.every(isNumber))
          .map((pair) => pair.map(toNumber))
        const degrees = isSample ? pairs.length - 1 : pairs.length
        if (degrees < 1) return null
        const mean = (side: 0 | 1): number =>
          pairs.reduce((sum, pair) => sum + (pair[side] ?? 0), 0) / pairs.length
        const [mx, my] = [mean(0), mean(1)]
        return new Double(
          pairs.reduce((sum, pair) => sum + ((pair[0] ?? 0) - mx) * ((pair[1] ?? 0) - my), 0) / degrees,
        )
      })
  }
}

const FUNCTIONS: Record<string, Build> = {
  $rank: ranking((previous, index, isTie) => (isTie ? previous : index + 1)),
  $denseRank: ranking((previous, _index, isTie) => (isTie ? previous : previous + 1)),
  $documentNumber: ranking((_previous, index) => index + 1),
  $shift: shift,
  $locf: locf,
  $linearFill: linearFill,
  $derivative: derivative,
  $integral: integral,
  $expMovingAvg: expMovingAvg,
  $covariancePop: covariance(false),
  $covarianceSamp: covariance(true),
}
