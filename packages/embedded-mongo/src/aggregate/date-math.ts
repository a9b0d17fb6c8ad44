import { location } from '../errors.ts'
import type { Wall, Zone } from './time-zone.ts'
import { fromWall, toWall, utcMillis } from './time-zone.ts'

const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const
export type Unit = (typeof UNITS)[number]

const DAY = 86_400_000
const FIXED: Partial<Record<Unit, number>> = {
  week: 7 * DAY,
  day: DAY,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
}
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const WEEKDAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

export function unitOf(value: unknown, name: string): Unit {
  if (typeof value !== 'string') throw location(5439013, `${name} requires 'unit' to be a string`)
  if ((UNITS as readonly string[]).includes(value)) return value as Unit
  throw location(5439014, `${name} parameter 'unit' value cannot be recognized as a time unit: ${value}`)
}

/** 0 = Sunday. */
export function weekdayOf(value: unknown, name: string): number {
  if (value === undefined) return 0
  if (typeof value !== 'string') throw location(5439015, `${name} requires 'startOfWeek' to be a string`)
  const lower = value.toLowerCase()
  const index = Math.max(WEEKDAYS.indexOf(lower), WEEKDAY_NAMES.indexOf(lower))
  if (index === -1) throw location(5439016, `unknown day of week value: ${value}`)
  return index
}

export function wallParts(wall: number): Wall {
  const date = new Date(wall)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  }
}

function daysInMonth(year: number, month: number): number {
  return new Date(utcMillis({ year, month: month + 1, day: 0 })).getUTCDate()
}

/** A number of units of time. */
export type Span = { unit: Unit; amount: number }

/** Adds a span on the zone's wall clock; a day that the month does not have becomes its last. */
export function addSpan(instant: number, { unit, amount }: Span, zone: Zone): number {
  const fixed = FIXED[unit]
  if (fixed !== undefined && fixed < DAY) return instant + fixed * amount
  const wall = toWall(instant, zone)
  if (fixed !== undefined) return fromWall(wall + fixed * amount, zone)
  const parts = wallParts(wall)
  const total = parts.year * 12 + parts.month - 1 + amount * monthsOf(unit)
  const year = Math.floor(total / 12)
  const month = total - year * 12 + 1
  const day = Math.min(parts.day, daysInMonth(year, month))
  return fromWall(utcMillis({ ...parts, year, month, day }), zone)
}

function monthsOf(unit: Unit): number {
  return unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1
}

/** A unit on a wall clock, and the day on which weeks begin. */
export type Calendar = { unit: Unit; zone: Zone; startOfWeek: number }

/** The number of unit boundaries between two instants on the zone's wall clock. */
export function diffUnits(start: number, end: number, { unit, zone, startOfWeek }: Calendar): number {
  const fixed = FIXED[unit]
  if (fixed !== undefined && fixed < DAY) {
    const shift = unit === 'hour' ? zone.offsetAt(start) : 0
    return Math.floor((end + shift) / fixed) - Math.floor((start + shift) / fixed)
  }
  const [from, to] = [toWall(start, zone), toWall(end, zone)]
  if (unit === 'day') return Math.floor(to / DAY) - Math.floor(from / DAY)
  if (unit === 'week') return weekNumber(to, startOfWeek) - weekNumber(from, startOfWeek)
  const size = monthsOf(unit)
  return Math.floor(monthNumber(to) / size) - Math.floor(monthNumber(from) / size)
}

function monthNumber(wall: number): number {
  const { year, month } = wallParts(wall)
  return year * 12 + month - 1
}

/** Weeks since the first `startOfWeek` on or before 1970-01-01, a Thursday. */
function weekNumber(wall: number, startOfWeek: number): number {
  return Math.floor((Math.floor(wall / DAY) + ((4 - startOfWeek + 7) % 7)) / 7)
}

/** Where MongoDB's bins begin: 2000-01-01, for weeks the first start of week on or after it (source: truncateDate). */
const REFERENCE = utcMillis({ year: 2000 })

/** The start of the bin of `binSize` units that an instant lies in. */
export function truncate(instant: number, binSize: number, { unit, zone, startOfWeek }: Calendar): number {
  const wall = toWall(instant, zone)
  const fixed = FIXED[unit]
  if (fixed !== undefined && fixed < DAY) {
    // Bins of less than a day are counted in elapsed time from the zone's own reference midnight.
    const reference = fromWall(REFERENCE, zone)
    return reference + Math.floor((instant - reference) / (fixed * binSize)) * fixed * binSize
  }
  if (fixed !== undefined) {
    // 2000-01-01 was a Saturday.
    const reference = unit === 'week' ? REFERENCE + ((startOfWeek - 6 + 7) % 7) * DAY : REFERENCE
    return fromWall(reference + Math.floor((wall - reference) / (fixed * binSize)) * fixed * binSize, zone)
  }
  const months = binSize * monthsOf(unit)
  const from = Math.floor((monthNumber(wall) - 2000 * 12) / months) * months + 2000 * 12
  return fromWall(utcMillis({ year: Math.floor(from / 12), month: (from % 12) + 1 }), zone)
}

/** ISO 8601 week and its year. */
export function isoWeek(wall: number): { year: number; week: number } {
  const day = Math.floor(wall / DAY)
  const thursday = day - ((((day + 3) % 7) + 7) % 7) + 3
  const year = new Date(thursday * DAY).getUTCFullYear()
  return { year, week: Math.floor((thursday - utcMillis({ year }) / DAY) / 7) + 1 }
}

export function dayOfYear(wall: number): number {
  return Math.floor(wall / DAY) - utcMillis({ year: wallParts(wall).year }) / DAY + 1
}

/** Weeks begin on Sunday; days before the first Sunday are week 0. */
export function weekOfYear(wall: number): number {
  return Math.floor((dayOfYear(wall) - 1 - new Date(wall).getUTCDay() + 7) / 7)
}

/** 1 = Monday … 7 = Sunday. */
export function isoDayOfWeek(wall: number): number {
  return new Date(wall).getUTCDay() || 7
}

/** The wall clock of an ISO week date. */
export function isoWeekWall(year: number, week: number, day: number): number {
  const fourth = utcMillis({ year, day: 4 })
  return fourth - (isoDayOfWeek(fourth) - 1) * DAY + ((week - 1) * 7 + day - 1) * DAY
}
