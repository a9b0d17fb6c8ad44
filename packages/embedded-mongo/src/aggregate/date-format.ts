import { location } from '../errors.ts'
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekWall, wallParts, weekOfYear } from './date-math.ts'
import type { Zone } from './time-zone.ts'
import { fromWall, toWall, utcMillis, zoneOf } from './time-zone.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

type Formatter = (wall: number, offset: number) => string

/** The specifiers of `$dateToString`. */
const FORMATTERS: Record<string, Formatter> = {
  '%': () => '%',
  Y: (wall) => pad(wallParts(wall).year, 4),
  m: (wall) => pad(wallParts(wall).month, 2),
  d: (wall) => pad(wallParts(wall).day, 2),
  H: (wall) => pad(wallParts(wall).hour, 2),
  M: (wall) => pad(wallParts(wall).minute, 2),
  S: (wall) => pad(wallParts(wall).second, 2),
  L: (wall) => pad(wallParts(wall).millisecond, 3),
  j: (wall) => pad(dayOfYear(wall), 3),
  w: (wall) => String(new Date(wall).getUTCDay() + 1),
  u: (wall) => String(isoDayOfWeek(wall)),
  U: (wall) => pad(weekOfYear(wall), 2),
  V: (wall) => pad(isoWeek(wall).week, 2),
  G: (wall) => pad(isoWeek(wall).year, 4),
  b: (wall) => (MONTHS[wallParts(wall).month - 1] ?? '').slice(0, 3),
  B: (wall) => MONTHS[wallParts(wall).month - 1] ?? '',
  z: (_wall, offset) =>
    `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 3_600_000), 2)}${pad((Math.abs(offset) / 60_000) % 60, 2)}`,
  Z: (_wall, offset) => `${offset < 0 ? '-' : '+'}${pad(Math.abs(offset) / 60_000, 3)}`,
}

/** Checks a format when it is known before there is a document. */
export function checkFormat(format: string): void {
  for (const [whole, specifier] of format.matchAll(/%(.?)/gsu)) {
    if (specifier === '') throw location(18535, "Unmatched '%' at end of format string")
    if (!Object.hasOwn(FORMATTERS, specifier as string))
      throw location(18536, `Invalid format character '${whole}' in format string`)
  }
}

/** An instant by a format, on a zone's wall clock. */
export function formatDate(instant: number, format: string, zone: Zone): string {
  checkFormat(format)
  const offset = zone.offsetAt(instant)
  const wall = toWall(instant, zone)
  return format.replace(/%(.)/gsu, (_whole, specifier: string) => FORMATTERS[specifier]?.(wall, offset) ?? '')
}

/** What `$dateFromString` reads without a format: ISO 8601 and its near relatives. Undefined when it is none. */
export function parseIsoDate(text: string, zone: Zone | undefined): number | undefined {
  const match =
    /^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?|[A-Za-z]+\/[\w/+-]+|UTC|GMT)?\s*$/.exec(
      text,
    )
  if (match === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', suffix] = match
  const parts = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Math.trunc(Number(`0.${fraction}`) * 1000),
  }
  if (parts.month < 1 || parts.month > 12 || parts.day < 1 || parts.day > 31) return undefined
  if (parts.hour > 24 || parts.minute > 59 || parts.second > 60) return undefined
  if (suffix !== undefined && zone !== undefined) {
    throw location(
      241,
      'you cannot pass in a date/time string with GMT offset together with a timezone argument',
    )
  }
  const wall = utcMillis(parts)
  return fromWall(wall, zoneFor(suffix, zone))
}

/** A zone in the text comes before the one given; neither is UTC. */
function zoneFor(suffix: string | undefined, zone: Zone | undefined): Zone {
  return (suffix === undefined ? zone : zoneOf(suffix)) ?? { offsetAt: () => 0 }
}

const READERS: Record<string, [string, RegExp]> = {
  Y: ['year', /^\d{4}/],
  m: ['month', /^\d{1,2}/],
  d: ['day', /^\d{1,2}/],
  H: ['hour', /^\d{1,2}/],
  M: ['minute', /^\d{1,2}/],
  S: ['second', /^\d{1,2}/],
  L: ['millisecond', /^\d{1,3}/],
  j: ['dayOfYear', /^\d{1,3}/],
  G: ['isoYear', /^\d{4}/],
  V: ['isoWeek', /^\d{1,2}/],
  u: ['isoDay', /^[1-7]/],
  z: ['offset', /^(Z|[+-]\d{2}:?\d{2})/],
  Z: ['minutes', /^[+-]\d+/],
  b: ['monthName', /^[A-Za-z]{3}/],
  B: ['monthName', /^[A-Za-z]+/],
}

/** Reads a date by a format; undefined when the text does not fit. */
export function parseByFormat(text: string, format: string, zone: Zone | undefined): number | undefined {
  const found = readByFormat(text, format)
  if (found === undefined) return undefined
  const number = (name: string, otherwise: number): number =>
    found[name] === undefined ? otherwise : Number(found[name])
  const time = {
    hour: number('hour', 0),
    minute: number('minute', 0),
    second: number('second', 0),
    millisecond: number('millisecond', 0),
  }
  const year = number('year', 1970)
  const month = found['monthName'] === undefined ? number('month', 1) : monthOf(found['monthName'])
  let wall = utcMillis({ year, month, day: number('day', 1), ...time })
  if (found['dayOfYear'] !== undefined) wall = utcMillis({ year, day: number('dayOfYear', 1), ...time })
  if (found['isoYear'] !== undefined) {
    const day = isoWeekWall(number('isoYear', 1970), number('isoWeek', 1), number('isoDay', 1))
    wall = day + utcMillis(time)
  }
  if (found['minutes'] !== undefined) return wall - number('minutes', 0) * 60_000
  return fromWall(wall, zoneFor(found['offset'], zone))
}

function readByFormat(text: string, format: string): Record<string, string> | undefined {
  const found: Record<string, string> = {}
  let rest = text
  for (const [whole, specifier] of format.matchAll(/%(.)|[^%]/gsu)) {
    const reader = specifier === undefined ? undefined : READERS[specifier]
    if (reader === undefined) {
      const literal = specifier === '%' ? '%' : whole
      if (!rest.startsWith(literal)) return undefined
      rest = rest.slice(literal.length)
      continue
    }
    const match = reader[1].exec(rest)
    if (match === null) return undefined
    found[reader[0]] = match[0]
    rest = rest.slice(match[0].length)
  }
  return rest === '' ? found : undefined
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase())) + 1
}
