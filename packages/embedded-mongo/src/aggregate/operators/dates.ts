import { Int32, Long } from 'bson'
import type { ObjectId, Timestamp } from 'bson'
import { fault, location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { classOf, isNumber, toExactInteger } from '../../values/numbers.ts'
import { isPlainObject } from '../../values/paths.ts'
import { argumentList, namedOperator, objectOperand, typeName } from '../arguments.ts'
import { checkFormat, formatDate, parseByFormat, parseIsoDate } from '../date-format.ts'
import {
  addSpan,
  dayOfYear,
  diffUnits,
  isoDayOfWeek,
  isoWeek,
  isoWeekWall,
  truncate,
  unitOf,
  wallParts,
  weekOfYear,
  weekdayOf,
} from '../date-math.ts'
import type { Zone } from '../time-zone.ts'
import { fromWall, toWall, utcMillis, zoneOf } from '../time-zone.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish } from '../types.ts'

/** Milliseconds of what MongoDB takes for a date: dates, timestamps and ObjectIds. */
function instantOf(value: unknown, name: string): number {
  if (value instanceof Date) return value.getTime()
  if (classOf(value) === 'Timestamp') return (value as Timestamp).getHighBitsUnsigned() * 1000
  if (classOf(value) === 'ObjectId') return (value as ObjectId).getTimestamp().getTime()
  throw location(16006, `can't convert from BSON type ${typeName(value)} to Date (${name})`)
}

/** A part of a date: `$year: '$d'` or `$year: {date, timezone}`. */
function datePart(
  read: (wall: number) => number,
  wrap: (value: number) => unknown = (value) => new Int32(value),
): Builder {
  return (operand, context, name) => {
    const list = argumentList(operand)
    const given = list.length === 1 ? list[0] : operand
    const isNamed = isPlainObject(given) && Object.keys(given)[0]?.startsWith('$') !== true
    if (isNamed) checkNames(given, name)
    const date = context.compile(isNamed ? given['date'] : given)
    const zoneName = isNamed && 'timezone' in given ? context.compile(given['timezone']) : undefined
    return (scope) => {
      const value = date(scope)
      const zone = zoneOf(zoneName === undefined ? undefined : (zoneName(scope) ?? null))
      return isNullish(value) || zone === null ? null : wrap(read(toWall(instantOf(value, name), zone)))
    }
  }
}

function checkNames(given: Doc, name: string): void {
  for (const argument of Object.keys(given)) {
    if (argument !== 'date' && argument !== 'timezone')
      throw location(40535, `unrecognized option to ${name}: "${argument}"`)
  }
  if (!('date' in given))
    throw location(40539, `missing 'date' argument to ${name}, provided: ${Object.keys(given).join(', ')}`)
}

/** The zone argument of named operators: absent is UTC, null makes the answer null. */
function zoneArgument(values: Record<string, unknown>): Zone | null {
  return 'timezone' in values ? zoneOf(values['timezone'] ?? null) : zoneOf(undefined)
}

function integral(value: unknown, name: string, argument: string): number {
  const integer = isNumber(value) ? toExactInteger(value) : undefined
  if (integer === undefined)
    throw location(
      40515,
      `${name} requires '${argument}' to evaluate to an integer, found: ${typeName(value)}`,
    )
  return Number(integer)
}

const ADD_CODES = { notObject: 5166400, unknown: 5166401, missing: 5166402 }

function dateAdd(sign: 1 | -1): Builder {
  return namedOperator(
    { required: ['startDate', 'unit', 'amount'], optional: ['timezone'], codes: ADD_CODES },
    (values, _context, name) => {
      const { startDate, unit, amount } = values
      const zone = zoneArgument(values)
      if (isNullish(startDate) || isNullish(unit) || isNullish(amount) || zone === null) return null
      const span = { unit: unitOf(unit, name), amount: sign * integral(amount, name, 'amount') }
      return new Date(addSpan(instantOf(startDate, name), span, zone))
    },
  )
}

const dateDiff = namedOperator(
  {
    required: ['startDate', 'endDate', 'unit'],
    optional: ['timezone', 'startOfWeek'],
    codes: { notObject: 5166301, unknown: 5166302, missing: 5166303 },
  },
  (values, _context, name) => {
    const { startDate, endDate, unit } = values
    const zone = zoneArgument(values)
    if (isNullish(startDate) || isNullish(endDate) || isNullish(unit) || zone === null) return null
    const calendar = { unit: unitOf(unit, name), zone, startOfWeek: weekdayOf(values['startOfWeek'], name) }
    return Long.fromNumber(diffUnits(instantOf(startDate, name), instantOf(endDate, name), calendar))
  },
)

const dateTrunc = namedOperator(
  {
    required: ['date', 'unit'],
    optional: ['binSize', 'timezone', 'startOfWeek'],
    codes: { notObject: 5439007, unknown: 5439008, missing: 5439009 },
  },
  (values, _context, name) => {
    const { date, unit } = values
    const zone = zoneArgument(values)
    if (isNullish(date) || isNullish(unit) || zone === null) return null
    const binSize = 'binSize' in values ? integral(values['binSize'], name, 'binSize') : 1
    if (binSize < 1)
      throw location(5439018, `${name} requires 'binSize' to be greater than 0, but got value ${binSize}`)
    const calendar = { unit: unitOf(unit, name), zone, startOfWeek: weekdayOf(values['startOfWeek'], name) }
    return new Date(truncate(instantOf(date, name), binSize, calendar))
  },
)

const dateToString: Builder = (operand, context, name) => {
  const given = objectOperand(operand, name, 18629)
  // A fixed wrong format is refused even where there is nothing to format.
  if (typeof given['format'] === 'string' && !given['format'].startsWith('$')) checkFormat(given['format'])
  return namedOperator(
    {
      required: ['date'],
      optional: ['format', 'timezone', 'onNull'],
      codes: { notObject: 18629, unknown: 18534, missing: 18628 },
    },
    (values) => {
      const zone = zoneArgument(values)
      if (isNullish(values['date'])) return 'onNull' in values ? values['onNull'] : null
      if (zone === null || values['format'] === null) return null
      const standard = 'timezone' in values ? '%Y-%m-%dT%H:%M:%S.%L' : '%Y-%m-%dT%H:%M:%S.%LZ'
      const format = values['format'] ?? standard
      if (typeof format !== 'string')
        throw location(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format)}`)
      const instant = instantOf(values['date'], name)
      return format === standard && standard.endsWith('Z')
        ? new Date(instant).toISOString()
        : formatDate(instant, format, zone)
    },
  )(operand, context, name)
}

const dateFromString = namedOperator(
  {
    required: ['dateString'],
    optional: ['format', 'timezone', 'onError', 'onNull'],
    codes: { notObject: 40540, unknown: 40541, missing: 40542 },
  },
  (values) => {
    const { dateString, format } = values
    const zone = zoneArgument(values)
    if (isNullish(dateString)) return 'onNull' in values ? values['onNull'] : null
    if (zone === null || format === null) return null
    const isFormat = typeof format === 'string'
    if (format !== undefined && !isFormat)
      throw location(40684, `$dateFromString requires that 'format' be a string, found: ${typeName(format)}`)
    const explicit = 'timezone' in values ? zone : undefined
    const instant =
      typeof dateString !== 'string'
        ? undefined
        : isFormat
          ? parseByFormat(dateString, format, explicit)
          : parseIsoDate(dateString, explicit)
    if (instant !== undefined) return new Date(instant)
    if ('onError' in values) return values['onError']
    throw fault('ConversionFailure', `Error parsing date string '${String(dateString)}'`)
  },
)

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone']
const ISO_PARTS = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek']

const dateFromParts: Builder = (operand, context, name) => {
  const given = objectOperand(operand, name, 40519)
  const isIso = 'isoWeekYear' in given
  if (!isIso && !('year' in given))
    throw location(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  const allowed = isIso
    ? [...ISO_PARTS, ...PARTS.filter((part) => !['year', 'month', 'day'].includes(part))]
    : PARTS
  return namedOperator(
    { required: [], optional: allowed, codes: { notObject: 40519, unknown: 40518, missing: 40516 } },
    (values) => {
      if (Object.values(values).some(isNullish)) return null
      const number = (part: string, otherwise: number): number =>
        part in values ? integral(values[part], name, part) : otherwise
      const names = ['hour', 'minute', 'second', 'millisecond']
      const [hour, minute, second, millisecond] = names.map((part) => number(part, 0))
      const time = { hour, minute, second, millisecond }
      const wall = isIso
        ? isoWeekWall(number('isoWeekYear', 1970), number('isoWeek', 1), number('isoDayOfWeek', 1)) +
          utcMillis(time)
        : utcMillis({ year: number('year', 1970), month: number('month', 1), day: number('day', 1), ...time })
      return new Date(fromWall(wall, zoneArgument(values) ?? { offsetAt: () => 0 }))
    },
  )(operand, context, name)
}

const dateToParts = namedOperator(
  {
    required: ['date'],
    optional: ['timezone', 'iso8601'],
    codes: { notObject: 40524, unknown: 40520, missing: 40522 },
  },
  (values, _context, name) => {
    const zone = zoneArgument(values)
    const iso = values['iso8601'] ?? false
    if (typeof iso !== 'boolean')
      throw location(40521, `iso8601 must evaluate to a bool, found ${typeName(iso)}`)
    if (isNullish(values['date']) || zone === null) return null
    const wall = toWall(instantOf(values['date'], name), zone)
    const { year, month, day, ...time } = wallParts(wall)
    const week = isoWeek(wall)
    const date = iso
      ? { isoWeekYear: week.year, isoWeek: week.week, isoDayOfWeek: isoDayOfWeek(wall) }
      : { year, month, day }
    return Object.fromEntries(
      Object.entries({ ...date, ...time }).map(([part, value]) => [part, new Int32(value)]),
    )
  },
)

/** Dates: parts, arithmetic, text. */
export const DATES: Operators = {
  $year: datePart((wall) => wallParts(wall).year),
  $month: datePart((wall) => wallParts(wall).month),
  $dayOfMonth: datePart((wall) => wallParts(wall).day),
  $hour: datePart((wall) => wallParts(wall).hour),
  $minute: datePart((wall) => wallParts(wall).minute),
  $second: datePart((wall) => wallParts(wall).second),
  $millisecond: datePart((wall) => wallParts(wall).millisecond),
  $dayOfYear: datePart(dayOfYear),
  $dayOfWeek: datePart((wall) => new Date(wall).getUTCDay() + 1),
  $isoDayOfWeek: datePart(isoDayOfWeek),
  $week: datePart(weekOfYear),
  $isoWeek: datePart((wall) => isoWeek(wall).week),
  $isoWeekYear: datePart(
    (wall) => isoWeek(wall).year,
    (value) => Long.fromNumber(value),
  ),
  $dateAdd: dateAdd(1),
  $dateSubtract: dateAdd(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
}
